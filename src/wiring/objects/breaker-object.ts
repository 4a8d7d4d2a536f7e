import { DurableObject } from 'cloudflare:workers'
import { openBreakerLedger, type BreakerLedger } from '../../base/resilience/breaker-ledger.ts'
import type { BreakerState, BreakerVerdict } from '../../base/resilience/decide-breaker.ts'
import { openBreaker } from '../../base/resilience/open-breaker.ts'
import type { Wrap } from '../../base/resilience/wrap.ts'
import type { Clock } from '../../base/time.ts'

const STATE = 'state'

/** A shell around `openBreakerLedger`: one object per tool or provider, named after it. */
export class BreakerObject extends DurableObject<unknown> {
  readonly #ledger: BreakerLedger

  constructor(ctx: DurableObjectState, env: unknown) {
    super(ctx, env)
    const { kv } = ctx.storage
    this.#ledger = openBreakerLedger({
      shelf: { load: () => kv.get<BreakerState>(STATE), save: (state) => kv.put(STATE, state) },
      now: () => Date.now(),
    })
  }

  read(): Promise<BreakerState> {
    return this.#ledger.read()
  }

  ask(): Promise<{ state: BreakerState; verdict: BreakerVerdict }> {
    return this.#ledger.ask()
  }

  report(event: 'succeeded' | 'failed'): Promise<BreakerState> {
    return this.#ledger.report(event)
  }
}

/**
 * This isolate's breakers, by name, shared by every session that runs in it. A stub belongs to the request that made
 * it, so each hop makes its own; the namespace may be kept.
 */
export function openBreakers(namespace: DurableObjectNamespace<BreakerObject>, now: Clock): (name: string) => Wrap {
  const known = new Map<string, Wrap>()
  return (name) => {
    const kept = known.get(name)
    if (kept) return kept
    const ledger: BreakerLedger = {
      read: async () => namespace.getByName(name).read(),
      ask: async () => namespace.getByName(name).ask(),
      report: async (event) => namespace.getByName(name).report(event),
    }
    // The hop outlives the answer by itself: a Durable Object stays awake while its I/O is under way.
    const breaker = openBreaker({ ledger, now, background: (work) => void work })
    known.set(name, breaker)
    return breaker
  }
}
