import { DAY_MS, HOUR_MS, SECOND_MS } from '../../base/time.ts'
import type { Parts } from '../parts.ts'
import { clock } from '../platform.ts'

/** How long an order's change in the shop took to reach us. A shop without a clock of its own is not counted. */
export async function seeOrderLag({ seeing, store }: Parts, updatedAt: string): Promise<void> {
  const now = clock()
  const lagMs = now - Date.parse(updatedAt)
  if (!(lagMs >= 0 && lagMs < DAY_MS)) return
  const lag_s = Math.round(lagMs / SECOND_MS)
  seeing.measure({ point: 'order_lag', lag_s })
  const row = { hour: Math.floor(now / HOUR_MS) * HOUR_MS, brainVersion: '', provider: '', intent: '', detail: '' }
  // A figure that is lost must not make the job run again: the shopper would wait for it.
  await store.metrics
    .addToHour({ ...row, metric: 'order_lag', count: 1, sum: lag_s, max: lag_s, steps: {} })
    .catch((error: unknown) => seeing.reportFault(error, { where: 'order_lag' }))
}
