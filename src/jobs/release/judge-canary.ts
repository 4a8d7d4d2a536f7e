import { DAY_MS, HOUR_MS, type Clock } from '../../base/time.ts'
import type { MetricName, MetricRow } from '../../contracts/metrics.ts'
import { COMPARED, compareVersions, type Comparison } from './compare-versions.ts'

/** When the running hour was last judged, and since when the trial counts. Milliseconds. */
export type CanaryState = { looked: number; since: number }
export type CanaryRun = {
  id: string
  brainVersion: string
  suite: 'canary'
  startedAt: number
  endedAt: number
  passed: number
  failed: number
  report: unknown
}
export type JudgeCanaryDeps = {
  now: Clock
  /** Which versions are compared now, or null while none is on trial. */
  onTrial(): Promise<{ settled: string; tried: string } | null>
  readMetrics(range: { fromMs: number; toMs: number; metrics?: MetricName[] }): Promise<MetricRow[]>
  readState(): Promise<CanaryState | null>
  keepState(state: CanaryState): Promise<void>
  keepRun(run: CanaryRun): Promise<void>
  /** Nobody new is sent to the trial from now on: the canary flag to 0. */
  rollBack(): Promise<void>
  told(comparison: Comparison, isRolledBack: boolean): void
}

/** A trial longer than this has said what it can; older hours are another shop's season. */
const LOOK_BACK_MS = 28 * DAY_MS

/**
 * Once an hour: is the version on trial better, worse, or not yet known? Worse on one guardrail ends the trial by flag.
 * The flag is moved before the state is kept, so a crash in between rolls back twice, which is harmless, and never not
 * at all. After a rollback what was seen before it no longer counts: a second trial is judged by itself.
 */
export async function judgeCanary(deps: JudgeCanaryDeps): Promise<'too_soon' | 'no_trial' | Comparison['verdict']> {
  const nowMs = deps.now()
  const hour = Math.floor(nowMs / HOUR_MS) * HOUR_MS
  const state = (await deps.readState()) ?? { looked: 0, since: 0 }
  if (state.looked === hour) return 'too_soon'
  const trial = await deps.onTrial()
  if (!trial) return 'no_trial'

  const fromMs = Math.max(state.since, nowMs - LOOK_BACK_MS)
  const rows = await deps.readMetrics({ fromMs, toMs: nowMs, metrics: COMPARED })
  const comparison = compareVersions(rows, trial.settled, trial.tried)
  const isWorse = comparison.verdict === 'worse'
  if (isWorse) await deps.rollBack()
  await deps.keepRun(runOf(comparison, nowMs))
  await deps.keepState({ looked: hour, since: isWorse ? hour + HOUR_MS : state.since })
  deps.told(comparison, isWorse)
  return comparison.verdict
}

/** One row a day and trial: the day's last word. */
function runOf(comparison: Comparison, nowMs: number): CanaryRun {
  const failed = comparison.guardrails.filter((each) => each.verdict === 'worse').length
  return {
    id: `canary-${comparison.tried}-${new Date(nowMs).toISOString().slice(0, 10)}`,
    brainVersion: comparison.tried,
    suite: 'canary',
    startedAt: nowMs,
    endedAt: nowMs,
    passed: comparison.guardrails.length - failed,
    failed,
    report: comparison,
  }
}
