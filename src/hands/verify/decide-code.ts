import { HOUR_MS, MINUTE_MS } from '../../base/time.ts'

export const CODE_LIFE_MS = 10 * MINUTE_MS
export const CODE_TRIES = 5
/** After a lock, nobody may ask for another code for that order, nor that session for any. */
export const CODE_COOL_DOWN_MS = 15 * MINUTE_MS
export const CODE_WINDOW_MS = HOUR_MS
export const CODES_PER_SESSION = 4
/** By anybody: 5 × 5 guesses an hour at a million. */
export const CODES_PER_ORDER = 5
export const PROOF_LIFE_MS = 30 * MINUTE_MS

export type CodesAsked = { n: number; lockedAt: number | null }

/** How long to wait before another code, or 0. The same for orders that exist and those that do not. */
export function waitForCode(asked: { bySession: CodesAsked; byOrder: CodesAsked }, nowMs: number): number {
  const { bySession, byOrder } = asked
  const lockedAt = Math.max(bySession.lockedAt ?? -Infinity, byOrder.lockedAt ?? -Infinity)
  const cooling = Math.max(0, lockedAt + CODE_COOL_DOWN_MS - nowMs)
  const isSpent = bySession.n >= CODES_PER_SESSION || byOrder.n >= CODES_PER_ORDER
  return Math.max(cooling, isSpent ? CODE_COOL_DOWN_MS : 0)
}
