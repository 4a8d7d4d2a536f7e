/**
 * A ladder of values, each step 15 % above the one before: percentiles of any two hours can be added up, and are at
 * most 7.5 % away from the truth. Step n holds values around 1.15^n; everything under 1 is step 0.
 */
const LOG_STEP = Math.log(1.15)

export type Steps = Record<string, number>

export const stepOf = (value: number): number => (value <= 1 ? 0 : Math.round(Math.log(value) / LOG_STEP))

export function addTo(steps: Steps, value: number): void {
  const step = stepOf(value)
  steps[step] = (steps[step] ?? 0) + 1
}

export function mergeSteps(into: Steps, more: Steps): void {
  for (const [step, count] of Object.entries(more)) into[step] = (into[step] ?? 0) + count
}

/** The value below which a share `q` of all lies, in the ladder's steps. 0 when there is nothing. */
export function percentile(steps: Steps, q: number): number {
  const rungs = Object.entries(steps)
    .map(([step, count]) => [Number(step), count] as const)
    .toSorted(([a], [b]) => a - b)
  const total = rungs.reduce((sum, [, count]) => sum + count, 0)
  let seen = 0
  for (const [step, count] of rungs) {
    seen += count
    if (seen >= q * total) return Math.round(Math.exp(step * LOG_STEP))
  }
  return 0
}

/** The share of values at or under a limit: 1 when there are none. */
export function shareWithin(steps: Steps, limit: number): number {
  const top = stepOf(limit)
  let [within, total] = [0, 0]
  for (const [step, count] of Object.entries(steps)) {
    total += count
    if (Number(step) <= top) within += count
  }
  return total === 0 ? 1 : within / total
}
