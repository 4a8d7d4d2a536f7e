import type { Line } from './tally.ts'

/** Pass rates a released version had, by scenario id. */
export type Baseline = { brainVersion: string; rates: Record<string, number> }
export type Verdict = {
  worse: boolean
  difference: number
  low: number
  high: number
  newlyFailing: string[]
  unknown: string[]
}

const RESAMPLES = 2_000

/**
 * Compares scenario by scenario with the baseline and resamples the differences: `worse` only when even the lucky end
 * of the 95 % interval is below zero, or when a scenario that always passed now never does, which no noise explains.
 */
export function compare(lines: Line[], baseline: Baseline, random: () => number): Verdict {
  const known = lines.filter((line) => Object.hasOwn(baseline.rates, line.id))
  const differences = known.map((line) => line.passed / line.trials - baseline.rates[line.id]!)
  const newlyFailing = known.filter((line) => line.passed === 0 && baseline.rates[line.id] === 1).map((line) => line.id)
  const unknown = lines.filter((line) => !known.includes(line)).map((line) => line.id)
  const means = Array.from({ length: RESAMPLES }, () =>
    meanOf(differences.map(() => differences[Math.floor(random() * differences.length)]!))
  )
  means.sort((a, b) => a - b)
  const [low, high] = [means[Math.floor(RESAMPLES * 0.025)] ?? 0, means[Math.floor(RESAMPLES * 0.975)] ?? 0]
  return {
    worse: high < 0 || newlyFailing.length > 0,
    difference: meanOf(differences),
    low,
    high,
    newlyFailing,
    unknown,
  }
}

const meanOf = (values: number[]) =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length

/** A small seeded generator, so that the same results give the same interval. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
