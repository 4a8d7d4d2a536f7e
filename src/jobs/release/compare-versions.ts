import type { MetricName, MetricRow } from '../../contracts/metrics.ts'
import { testShares, type Share } from './sequential-test.ts'

/** What a version is judged by. Each is a guardrail: one that is worse ends the trial. */
export const GUARDRAILS = ['containment', 'csat', 'handoff', 'errors'] as const
export type Guardrail = (typeof GUARDRAILS)[number]
export type Verdict = 'better' | 'worse' | 'not_yet_known'
export type GuardrailVerdict = {
  guardrail: Guardrail
  verdict: Verdict
  settled: Share
  tried: Share
  /** Null while there is too little to test. */
  difference: number | null
  p: number | null
}
export type Comparison = {
  settled: string
  tried: string
  verdict: Verdict
  hours: number
  guardrails: GuardrailVerdict[]
}

/** Shared out over the guardrails, so that four looks are no likelier to err than one. */
const ALPHA = 0.05 / GUARDRAILS.length
/** The difference we expect to see, as a share. Errors are rare, so a small one matters. */
const TAU: Record<Guardrail, number> = { containment: 0.05, csat: 0.05, handoff: 0.03, errors: 0.02 }
const MORE_IS_BETTER: Record<Guardrail, boolean> = { containment: true, csat: true, handoff: false, errors: false }

const ERRORS: ReadonlySet<string> = new Set(['failed', 'out_of_time', 'interrupted'])
const LIKED: ReadonlySet<string> = new Set(['4', '5'])
/** The rows a comparison reads. */
export const COMPARED: MetricName[] = ['session', 'turn', 'handoff', 'rating']

/**
 * Two versions by what is kept of each hour. Only hours in which both spoke are counted: a quiet night or an outage then
 * weighs on both alike. Pure; the same rows give the same verdict, however often it is asked.
 */
export function compareVersions(rows: MetricRow[], settled: string, tried: string): Comparison {
  const hoursOf = (version: string) =>
    new Set(rows.flatMap((row) => (row.metric === 'turn' && row.brainVersion === version ? [row.hour] : [])))
  const [mine, theirs] = [hoursOf(tried), hoursOf(settled)]
  const hours = new Set([...mine].filter((hour) => theirs.has(hour)))
  const shared = rows.filter((row) => hours.has(row.hour))
  const guardrails = GUARDRAILS.map((guardrail) => judge(guardrail, shared, settled, tried))
  const any = (verdict: Verdict) => guardrails.some((each) => each.verdict === verdict)
  const verdict = any('worse') ? 'worse' : any('better') ? 'better' : 'not_yet_known'
  return { settled, tried, verdict, hours: hours.size, guardrails }
}

function judge(guardrail: Guardrail, rows: MetricRow[], settled: string, tried: string): GuardrailVerdict {
  const shares = { settled: shareOf(guardrail, rows, settled), tried: shareOf(guardrail, rows, tried) }
  const tested = testShares(shares.settled, shares.tried, TAU[guardrail])
  if (tested === null || tested.p > ALPHA)
    return {
      guardrail,
      verdict: 'not_yet_known',
      ...shares,
      difference: tested?.difference ?? null,
      p: tested?.p ?? null,
    }
  const isBetter = tested.difference > 0 === MORE_IS_BETTER[guardrail]
  return { guardrail, verdict: isBetter ? 'better' : 'worse', ...shares, ...tested }
}

function shareOf(guardrail: Guardrail, rows: MetricRow[], version: string): Share {
  const count = (metric: MetricName, isMeant: (detail: string) => boolean = () => true) =>
    rows.reduce(
      (sum, row) =>
        sum + (row.metric === metric && row.brainVersion === version && isMeant(row.detail) ? row.count : 0),
      0
    )
  switch (guardrail) {
    case 'containment':
      return { happened: count('session', (detail) => detail === 'contained'), of: count('session') }
    case 'csat':
      return { happened: count('rating', (detail) => LIKED.has(detail)), of: count('rating') }
    case 'handoff':
      return { happened: Math.min(count('handoff'), count('turn')), of: count('turn') }
    case 'errors':
      return { happened: count('turn', (detail) => ERRORS.has(detail)), of: count('turn') }
  }
}

/** Lines for a terminal or a log. */
export function tellComparison({ settled, tried, verdict, hours, guardrails }: Comparison): string[] {
  const percent = ({ happened, of }: Share) => (of === 0 ? '-' : `${((100 * happened) / of).toFixed(1)} % of ${of}`)
  return [
    `${tried} against ${settled} over ${hours} hours in which both spoke: ${verdict.replaceAll('_', ' ')}`,
    ...guardrails.map(
      (each) =>
        `  ${each.guardrail.padEnd(12)}${percent(each.settled).padStart(18)}${percent(each.tried).padStart(18)}  ${each.p === null ? 'too few' : `p ${each.p.toFixed(4)}`}  ${each.verdict.replaceAll('_', ' ')}`
    ),
  ]
}
