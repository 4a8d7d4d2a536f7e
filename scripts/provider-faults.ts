import { costMicroUsd, DEFAULT_PRICES } from '../src/brain/budgets/price-table.ts'
import { PLAN_CASES, runPlanCase } from '../src/brain/testing/plan-faults.ts'
import { playBreaker } from '../src/brain/testing/play-breaker.ts'
import { FAULT_CASES, runCase, startFaultServer } from '../src/brain/testing/provider-faults.ts'
import { composeAsk, orderOutcome } from '../src/brain/testing/turns.ts'
import type { ModelHop } from '../src/contracts/model.ts'

/**
 * `npm run faults:providers [-- --json]`: each fault over HTTP on a fake server. Which links were asked, why the first
 * was left, how long it took (budgets a tenth of the real ones), what was paid, and what the shopper read.
 */
type Row = {
  fault: string
  links: string
  left: string
  firstTokenMs: number | null
  tookMs: number
  costMicroUsd: number
  shown: string
}
const json = process.argv.includes('--json')
/** Priced as one known model: the fakes' own names have no price. */
const costOf = (hops: readonly ModelHop[]): number =>
  hops.reduce((sum, hop) => sum + costMicroUsd(DEFAULT_PRICES, 'gpt-5-mini', hop.inputTokens, hop.outputTokens), 0)
const linksOf = (hops: readonly ModelHop[]): string => hops.map((hop) => hop.provider).join(' > ')

const mock = await startFaultServer()
const rows: Row[] = []
for (const fault of FAULT_CASES) {
  const { text, end, tookMs, firstMs } = await runCase(mock, fault, composeAsk({ outcomes: [orderOutcome()] }))
  rows.push({
    fault: fault.name,
    links: linksOf(end.hops),
    left: end.hops[0]!.left ?? '-',
    firstTokenMs: firstMs === null ? null : Math.round(firstMs),
    tookMs: Math.round(tookMs),
    costMicroUsd: costOf(end.hops),
    shown: text.length > 110 ? `${text.slice(0, 107)}...` : text,
  })
}
for (const planCase of PLAN_CASES) {
  const { plan, hops, tookMs } = await runPlanCase(mock, planCase)
  rows.push({
    fault: planCase.name,
    links: linksOf(hops),
    left: hops[0]!.left ?? '-',
    firstTokenMs: null,
    tookMs: Math.round(tookMs),
    costMicroUsd: costOf(hops),
    shown: `plan by ${plan.by}: ${plan.act.kind}`,
  })
}
const breaker = await playBreaker(mock)
await mock.stop()

if (json) console.log(JSON.stringify({ rows, breaker }, null, 2))
else {
  console.log(`${'fault'.padEnd(32)}${'asked'.padEnd(26)} 1st word   whole      µ$  why the first was left`)
  for (const row of rows) {
    console.log(
      `${row.fault.padEnd(32)}${row.links.padEnd(26)}${String(row.firstTokenMs ?? '-').padStart(6)} ms${String(row.tookMs).padStart(6)} ms${String(row.costMicroUsd).padStart(7)}  ${row.left.slice(0, 60)}`
    )
    console.log(`${' '.repeat(32)}"${row.shown.replaceAll('\n', ' / ')}"`)
  }
  console.log('\nbreaker of one provider (its clock in seconds):')
  for (const { atMs, provider, left } of breaker)
    console.log(`${String(atMs / 1_000).padStart(4)} s  ${provider.padEnd(5)} ${left ?? 'answered'}`)
}
