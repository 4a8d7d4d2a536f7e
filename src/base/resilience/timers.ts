/** The platform's timers, passed in so that tests need no real time. */
export type Timers = {
  set(run: () => void, ms: number): unknown
  clear(timer: unknown): void
}

export const platformTimers: Timers = {
  set: (run, ms) => setTimeout(run, ms),
  clear: (timer) => clearTimeout(timer as Parameters<typeof clearTimeout>[0]),
}

/** Resolves after `ms`, or at once when the signal aborts: nobody waits for a shopper who has left. */
export function pause(ms: number, signal: AbortSignal, timers: Timers = platformTimers): Promise<void> {
  if (signal.aborted || ms <= 0) return Promise.resolve()
  return new Promise((resolve) => {
    const finish = () => {
      timers.clear(timer)
      signal.removeEventListener('abort', finish)
      resolve()
    }
    const timer = timers.set(finish, ms)
    signal.addEventListener('abort', finish, { once: true })
  })
}
