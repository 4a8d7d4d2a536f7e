import type { Clock } from '../time.ts'
import { CLOSED, decideBreaker, type BreakerEvent, type BreakerState, type BreakerVerdict } from './decide-breaker.ts'

/** What every isolate asks of the one shared object. All verbs answer the state after, for their caches. */
export type BreakerLedger = {
  read(): Promise<BreakerState>
  ask(): Promise<{ state: BreakerState; verdict: BreakerVerdict }>
  report(event: 'succeeded' | 'failed'): Promise<BreakerState>
}

/** Where the shared object keeps its one value. Synchronous, so two callers never interleave. */
export type BreakerShelf = { load(): BreakerState | undefined; save(state: BreakerState): void }

/** The shared object itself, plain: one per tool or provider. Only failures and probes ever write. */
export function openBreakerLedger(deps: { shelf: BreakerShelf; now: Clock }): BreakerLedger {
  let state = deps.shelf.load() ?? CLOSED
  const step = (event: BreakerEvent) => {
    const next = decideBreaker(state, event, deps.now())
    if (next.state !== state) deps.shelf.save(next.state)
    state = next.state
    return next
  }
  return {
    read: async () => state,
    ask: async () => step('asked'),
    report: async (event) => step(event).state,
  }
}
