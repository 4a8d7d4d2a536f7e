import { failedOf, type Results, type ScenarioResult } from './results.ts'

const percent = (share: number) => `${(100 * share).toFixed(1)} %`.padStart(8)

/** The table and, for each scenario that failed, every broken promise of its first failed trial. */
export function terminalReport(results: Results): string {
  const failed = failedOf(results)
  const { p50, p95 } = results.firstTextMs
  const lines = [...tableOf(results), ...failed.flatMap(tellFailed), '']
  if (results.brokenOnPurpose !== null) lines.push(`broken on purpose: ${results.brokenOnPurpose}`)
  if (failed.length > 0) lines.push(`broken promises, most first: ${reasonsOf(failed)}`)
  lines.push(`first text p50 ${p50} ms, p95 ${p95} ms; ${(results.tookMs / 1_000).toFixed(1)} s in all`)
  if (results.verdict) lines.push(tellVerdict(results.verdict))
  return lines.join('\n')
}

function tableOf({ rows, trials }: Results): string[] {
  const passes = Array.from({ length: trials }, (_, index) => `pass^${index + 1}`.padStart(8)).join('')
  const head = `${'topic'.padEnd(20)}${'scenarios'.padStart(10)}${'recorded'.padStart(10)}${passes}`
  const rule = '-'.repeat(head.length)
  const lines = rows.map(
    (row) =>
      `${row.topic.padEnd(20)}${String(row.scenarios).padStart(10)}${String(row.withModel || '').padStart(10)}${row.passHat.map(percent).join('')}`
  )
  return [head, rule, ...lines.slice(0, -1), rule, ...lines.slice(-1)]
}

const tellFailed = ({ id, why, passed, trials, trial }: ScenarioResult): string[] => [
  '',
  `FAILED ${id} (${passed} of ${trials})`,
  `  ${why}`,
  ...trial.failures.map(({ turn, promise, found }) => `  ${turn === null ? '' : `turn ${turn}: `}${promise}: ${found}`),
]

/** Which promises broke, over all scenarios: where one part of the product is at fault, it is the first of these. */
export function reasonsOf(failed: ScenarioResult[]): string {
  const counts = new Map<string, number>()
  for (const { trial } of failed)
    for (const promise of new Set(trial.failures.map((failure) => failure.promise)))
      counts.set(promise, (counts.get(promise) ?? 0) + 1)
  const most = [...counts].toSorted((a, b) => b[1] - a[1]).slice(0, 5)
  return most.map(([promise, count]) => `${promise} (${count})`).join('; ')
}

function tellVerdict({ worse, difference, low, high, newlyFailing, unknown }: NonNullable<Results['verdict']>): string {
  const range = `${percent(difference).trim()} (95 % between ${percent(low).trim()} and ${percent(high).trim()})`
  const broken = newlyFailing.length > 0 ? `; newly failing: ${newlyFailing.join(', ')}` : ''
  const fresh = unknown.length > 0 ? `; not in the baseline: ${unknown.length}` : ''
  return `against the baseline: ${worse ? 'WORSE' : 'not worse'} ${range}${broken}${fresh}`
}
