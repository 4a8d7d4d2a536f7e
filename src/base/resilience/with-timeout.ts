import { Fault } from '../fault.ts'
import { platformTimers, type Timers } from './timers.ts'
import type { Wrap } from './wrap.ts'

/**
 * Ends a try after `ms` with the retryable Fault `upstream_timeout`, or with `aborted` when the caller left.
 * Own code: `AbortSignal.timeout()` leaves its timer pending, which keeps a Durable Object from being evicted.
 */
export const withTimeout =
  (ms: number, timers: Timers = platformTimers): Wrap =>
  (attempt) =>
  async (outer) => {
    if (outer.aborted) throw new Fault('aborted', { retryable: false })
    const inner = new AbortController()
    let stopWaiting: (fault: Fault) => void = () => undefined
    const stopped = new Promise<never>((_, reject) => (stopWaiting = reject))
    const stop = (fault: Fault) => {
      stopWaiting(fault)
      inner.abort(fault)
    }
    const leave = () => stop(new Fault('aborted', { retryable: false }))
    const timer = timers.set(() => stop(new Fault('upstream_timeout', { retryable: true })), ms)
    outer.addEventListener('abort', leave, { once: true })
    try {
      // A race, so that an attempt deaf to its signal cannot hold the turn.
      return await Promise.race([attempt(inner.signal), stopped])
    } finally {
      timers.clear(timer)
      outer.removeEventListener('abort', leave)
    }
  }
