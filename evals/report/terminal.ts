import type { Results } from './results.ts'

const percent = (share: number) => `${(100 * share).toFixed(1)} %`.padStart(8)

/** The table and, for each scenario that failed, the first broken promise of its first failed trial. */
export function terminalReport(results: Results): string {
  const { rows, failed, waiting, verdict, trials } = results
  const head = `${'topic'.padEnd(20)}${'scenarios'.padStart(10)}${'waiting'.padStart(9)}${Array.from({ length: trials }, (_, index) => `pass^${index + 1}`.padStart(8)).join('')}`
  const lines = [head, '-'.repeat(head.length)]
  for (const row of rows) {
    if (row.topic === 'all') lines.push('-'.repeat(head.length))
    const shares = row.scenarios === 0 ? '' : row.passHat.map(percent).join('')
    lines.push(
      `${row.topic.padEnd(20)}${String(row.scenarios).padStart(10)}${String(row.waiting).padStart(9)}${shares}`
    )
  }
  for (const { id, why, trial } of failed) {
    lines.push('', `FAILED ${id}`, `  ${why}`)
    for (const { turn, promise, found } of trial.failures)
      lines.push(`  ${turn === null ? '' : `turn ${turn}: `}${promise}: ${found}`)
  }
  if (waiting.length > 0)
    lines.push('', `waiting for tools: ${waiting.map((each) => `${each.id} (${each.needs.join(', ')})`).join('; ')}`)
  lines.push(
    '',
    `first text p50 ${results.firstTextMs.p50} ms, p95 ${results.firstTextMs.p95} ms; ${(results.tookMs / 1_000).toFixed(1)} s in all`
  )
  if (verdict) lines.push(tellVerdict(verdict))
  return lines.join('\n')
}

function tellVerdict({ worse, difference, low, high, newlyFailing, unknown }: NonNullable<Results['verdict']>): string {
  const range = `${percent(difference).trim()} (95 % between ${percent(low).trim()} and ${percent(high).trim()})`
  const broken = newlyFailing.length > 0 ? `; newly failing: ${newlyFailing.join(', ')}` : ''
  const fresh = unknown.length > 0 ? `; not in the baseline: ${unknown.length}` : ''
  return `against the baseline: ${worse ? 'WORSE' : 'not worse'} ${range}${broken}${fresh}`
}
