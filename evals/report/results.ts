import type { Scenario } from '../scenario.ts'
import type { Verdict } from '../score/gate.ts'
import type { Trial } from '../score/play.ts'
import type { Line, Row } from '../score/tally.ts'

/** One whole run, as it is written to `report.json` and read by the other reports. */
export type Results = {
  startedAt: string
  tookMs: number
  brainVersion: string
  target: string
  trials: number
  rows: Row[]
  lines: Line[]
  failed: { id: string; why: string; trial: Trial }[]
  waiting: { id: string; why: string; needs: string[] }[]
  verdict: Verdict | null
  firstTextMs: { p50: number; p95: number }
}

export function firstFailures(scenarios: Scenario[], trials: Trial[]): Results['failed'] {
  return scenarios.flatMap(({ id, why }) => {
    const trial = trials.find((each) => each.scenario === id && each.score === 0)
    return trial ? [{ id, why, trial }] : []
  })
}

export function percentile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0)
}
