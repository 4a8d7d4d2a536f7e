import { HOUR_MS, type Clock } from '../../base/time.ts'
import type { MetricRow } from '../../contracts/metrics.ts'
import type { FaultReport } from '../../observability/fault-reports.ts'

/**
 * Faults by the hour, for the list of top errors. A first occurrence counts one; the last one brings the rest. What was
 * said is not kept, only where it was and its code.
 */
export const countFault =
  (metrics: { addToHour(row: MetricRow): Promise<void> }, now: Clock) =>
  (report: FaultReport): Promise<void> =>
    metrics.addToHour({
      hour: Math.floor(now() / HOUR_MS) * HOUR_MS,
      metric: 'fault',
      brainVersion: '',
      provider: '',
      intent: '',
      detail: `${report.where} ${report.code}`.slice(0, 120),
      count: report.occurrence === 'first' ? 1 : report.count - 1,
      sum: 0,
      max: 0,
      steps: {},
    })
