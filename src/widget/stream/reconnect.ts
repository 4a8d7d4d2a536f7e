/** Attempts made quickly before the shopper is told the chat cannot be reached. */
export const QUICK_ATTEMPTS = 5
const FIRST_MS = 400
const LONGEST_MS = 30_000

/**
 * How long to wait before attempt `attempt` (from 0), in ms. Half fixed, half chance, so that a shop's visitors do not
 * all come back in the same instant after a restart. `random` is in [0, 1).
 */
export function reconnectDelayMs(attempt: number, random: number): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 10))
  return Math.round(ceiling / 2 + (ceiling / 2) * random)
}

/** What the shopper is told while we try: nothing for a blink, then the truth. */
export function linkAfter(attempt: number): 'live' | 'reconnecting' | 'lost' {
  if (attempt < 1) return 'live'
  return attempt < QUICK_ATTEMPTS ? 'reconnecting' : 'lost'
}

/** `Retry-After` in ms: seconds or an HTTP date. Null when absent or nonsense; never more than ten minutes. */
export function retryAfterMs(header: string | null, nowMs: number): number | null {
  if (!header) return null
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1_000 : Date.parse(header) - nowMs
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), 600_000) : null
}
