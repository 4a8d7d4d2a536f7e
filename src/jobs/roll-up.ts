import { HOUR_MS, MINUTE_MS, type Clock } from '../base/time.ts'
import type { HourFacts, MetricName, MetricRow } from '../contracts/metrics.ts'
import { COMPUTED, rollUpHour } from '../observability/metrics/roll-up-hour.ts'

export type RollUpDeps = {
  now: Clock
  readHourFacts(fromMs: number, toMs: number): Promise<HourFacts>
  replaceHour(hour: number, metrics: readonly MetricName[], rows: MetricRow[]): Promise<void>
}

/** Records of turns travel by a queue that may be behind; an hour is told again this long after its end. */
const LATE_MS = 15 * MINUTE_MS
/** A cron that stood still for a day is caught up by the nightly run. */
export const CATCH_UP_HOURS = 24

/** Which hours are to be told now: the running one, and the one before while stragglers may still come. */
export function dueHours(nowMs: number): number[] {
  const hour = Math.floor(nowMs / HOUR_MS) * HOUR_MS
  return nowMs - hour < LATE_MS ? [hour - HOUR_MS, hour] : [hour]
}

/** The last day's hours, told again: for the night, whatever was missed. */
export function lastDay(nowMs: number): number[] {
  const hour = Math.floor(nowMs / HOUR_MS) * HOUR_MS
  return Array.from({ length: CATCH_UP_HOURS }, (_, back) => hour - back * HOUR_MS)
}

/** Tells hours in numbers. Safe to run twice or late: an hour is computed from what is kept, and replaces itself. */
export async function rollUp(deps: RollUpDeps, hours: number[]): Promise<void> {
  for (const hour of hours) {
    const endMs = Math.min(hour + HOUR_MS, deps.now())
    const facts = await deps.readHourFacts(hour, hour + HOUR_MS)
    await deps.replaceHour(hour, COMPUTED, rollUpHour(hour, facts, endMs))
  }
}
