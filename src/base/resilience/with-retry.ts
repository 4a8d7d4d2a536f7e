import { isFault } from '../fault.ts'
import { pause, platformTimers, type Timers } from './timers.ts'
import type { Wrap } from './wrap.ts'

export type Pause = (tryNo: number, retryAfterMs: number | undefined, signal: AbortSignal) => Promise<void>

/** Tries at most `max` times. Retries only what calls itself retryable, and never after the shopper has left. */
export const withRetry =
  (max: number, wait: Pause): Wrap =>
  (attempt) =>
  async (signal) => {
    for (let tryNo = 1; ; tryNo++) {
      try {
        return await attempt(signal)
      } catch (error) {
        if (signal.aborted || tryNo >= max || !isFault(error) || !error.retryable) throw error
        await wait(tryNo, error.retryAfterMs, signal)
        if (signal.aborted) throw error
      }
    }
  }

/** Exponential backoff with full jitter: anywhere from 0 to `baseMs * 2^(tryNo-1)`, at most `maxMs`. */
export const jitterMs = (tryNo: number, { baseMs, maxMs }: { baseMs: number; maxMs: number }, random: number): number =>
  Math.floor(random * Math.min(maxMs, baseMs * 2 ** (tryNo - 1)))

/** A vendor's Retry-After is obeyed when it fits in `maxMs`; a longer one is not worth a shopper's wait. */
export const fullJitter =
  (range: { baseMs: number; maxMs: number }, random: () => number, timers: Timers = platformTimers): Pause =>
  (tryNo, retryAfterMs, signal) =>
    pause(Math.max(jitterMs(tryNo, range, random()), Math.min(retryAfterMs ?? 0, range.maxMs)), signal, timers)
