import { DEMO_RULES } from '../../src/wiring/demo/demo-rules.ts'
import { readRules } from '../../src/hands/policy/write-rules.ts'
import { runCounterfactuals, type Finding, type RedTeamReport } from '../../src/jobs/redteam/run-red-team.ts'
import { putAwaiting, type AwaitingScenario } from '../awaiting.ts'

/** The generated cases by the embedded shop's rules. What fails waits in `evals/awaiting/` to become a scenario. */
export async function playCounterfactuals(
  put: (scenario: AwaitingScenario) => boolean = putAwaiting
): Promise<RedTeamReport> {
  const report = await runCounterfactuals(await readRules(DEMO_RULES, 'EUR'), Date.now())
  for (const finding of report.findings) put(scenarioOf(finding))
  return report
}

export const scenarioOf = ({ id, why, say, expected, found }: Finding): AwaitingScenario => ({
  id,
  state: 'awaiting_review',
  topic: id.includes('injected') ? 'injection' : 'refund',
  why,
  as: null,
  turns: [{ say, expect: expected === 'auto' ? [] : [{ kind: 'asks_no_consent' }] }],
  found: { expected, found },
})

export const tellCounterfactuals = ({ cases, bySwap, findings }: RedTeamReport): string =>
  [
    `\ncounterfactuals: one fact swapped at a time, ${cases} cases, ${findings.length} not as the policy decides`,
    ...Object.entries(bySwap).map(
      ([swap, tally]) => `${swap.padEnd(20)}${String(tally.cases).padStart(5)} cases  ${tally.failed} failed`
    ),
    ...findings.map((each) => `! ${each.id}: ${each.why}: ${each.expected} was due, ${each.found} was found`),
  ].join('\n')
