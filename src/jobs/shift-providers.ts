import { HOUR_MS, type Clock } from '../base/time.ts'
import type { ProviderHealth } from '../contracts/metrics.ts'
import { decideShift, type Shift } from '../brain/providers/decide-shift.ts'
import type { ProviderWeights } from '../brain/providers/order-providers.ts'
import { readRecords, weightsOf } from '../brain/providers/read-records.ts'

export type ShiftProvidersDeps = {
  now: Clock
  /** Names of the providers this deployment asks, in its own order. */
  providers: readonly string[]
  readFlags(): Promise<{ auto_shift: boolean; provider_weights: ProviderWeights }>
  readProviderHealth(sinceMs: number): Promise<ProviderHealth[]>
  /** The hour that was last looked at, ms, or null. */
  readLooked(): Promise<number | null>
  keepLooked(hour: number): Promise<void>
  moveWeights(weights: ProviderWeights): Promise<void>
  /** Told whether made or only advised: a person may want to make it. */
  told(shift: NonNullable<Shift>, isMade: boolean): void
}

/** Far enough back for a small shop to prove something, near enough that yesterday's outage is over. */
const LOOK_BACK_MS = 6 * HOUR_MS

/**
 * Once an hour: one careful step of traffic from the worst provider to the best, when the kept figures prove it. Made
 * only where `auto_shift` says so, advised in the log otherwise. The hour is marked first, so a crash skips a step and
 * never takes two.
 */
export async function shiftProviders(deps: ShiftProvidersDeps): Promise<'too_soon' | 'nothing' | 'advised' | 'made'> {
  if (deps.providers.length < 2) return 'nothing'
  const hour = Math.floor(deps.now() / HOUR_MS) * HOUR_MS
  if ((await deps.readLooked()) === hour) return 'too_soon'
  await deps.keepLooked(hour)
  const { auto_shift, provider_weights } = await deps.readFlags()
  const health = await deps.readProviderHealth(deps.now() - LOOK_BACK_MS)
  const shift = decideShift(readRecords(health, deps.providers), weightsOf(deps.providers, provider_weights))
  if (!shift) return 'nothing'
  if (auto_shift) await deps.moveWeights(shift.weights)
  deps.told(shift, auto_shift)
  return auto_shift ? 'made' : 'advised'
}
