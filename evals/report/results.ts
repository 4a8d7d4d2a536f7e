import type { Scenario, Topic } from '../scenario.ts'
import type { Verdict } from '../score/gate.ts'
import type { Trial } from '../score/play.ts'
import type { Line, Row } from '../score/tally.ts'

/** `trial`: the first that failed, or the first of all where none did. */
export type ScenarioResult = {
  id: string
  topic: Topic
  why: string
  withModel: boolean
  passed: number
  trials: number
  trial: Trial
}

/** One whole run, as it is written to `report.json` and read by the other reports. */
export type Results = {
  startedAt: string
  tookMs: number
  brainVersion: string
  target: string
  /** The part of the product the harness broke, so that nobody takes this run for a release's. */
  brokenOnPurpose: string | null
  trials: number
  rows: Row[]
  lines: Line[]
  scenarios: ScenarioResult[]
  verdict: Verdict | null
  firstTextMs: { p50: number; p95: number }
}

export function resultOf({ id, topic, why, model }: Scenario, trials: Trial[]): ScenarioResult {
  const own = trials.filter((trial) => trial.scenario === id)
  const [first] = own
  if (!first) throw new Error(`${id} was not played`)
  const passed = own.filter((trial) => trial.score === 1).length
  const trial = own.find((each) => each.score === 0) ?? first
  return { id, topic, why, withModel: model !== undefined, passed, trials: own.length, trial }
}

export const failedOf = ({ scenarios }: Pick<Results, 'scenarios'>): ScenarioResult[] =>
  scenarios.filter((each) => each.passed < each.trials)

export function percentile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0)
}
