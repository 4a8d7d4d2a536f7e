import { Fault, isFault, type FaultCode } from '../fault.ts'
import { SECOND_MS, type Clock } from '../time.ts'
import type { BreakerLedger } from './breaker-ledger.ts'
import { CLOSED, decideBreaker, type BreakerState } from './decide-breaker.ts'
import type { Wrap } from './wrap.ts'

export const BREAKER_CACHE_MS = 5 * SECOND_MS

/** What speaks against a vendor's health. A 4xx or a refusal is our fault or the shopper's, not a sick vendor. */
const SICK: ReadonlySet<FaultCode> = new Set([
  'upstream_timeout',
  'upstream_unreachable',
  'upstream_5xx',
  'upstream_garbled',
])

export type BreakerDeps = {
  ledger: BreakerLedger
  now: Clock
  /** Runs on after the answer is given: `ctx.waitUntil`. */
  background(work: Promise<unknown>): void
}

/**
 * One isolate's view of a shared breaker. A healthy call pays no hop: the cached state answers, and is refreshed
 * behind it every 5 s. Open when unsure: a breaker protects, it does not authorise, so a silent ledger lets calls pass.
 */
export function openBreaker(deps: BreakerDeps): Wrap {
  let seen: { state: BreakerState; atMs: number } = { state: CLOSED, atMs: -Infinity }
  const learn = (state: BreakerState) => void (seen = { state, atMs: deps.now() })
  const quietly = (work: Promise<BreakerState>) => deps.background(work.then(learn, () => undefined))

  async function admit(): Promise<{ probe: boolean }> {
    const nowMs = deps.now()
    if (seen.state.kind === 'closed') {
      if (nowMs - seen.atMs > BREAKER_CACHE_MS) {
        seen = { ...seen, atMs: nowMs }
        quietly(deps.ledger.read())
      }
      return { probe: false }
    }
    let { state, verdict } = decideBreaker(seen.state, 'asked', nowMs)
    const isStale = nowMs - seen.atMs > BREAKER_CACHE_MS
    if (verdict.go || isStale) {
      // Only the shared object may hand out the probe: one caller tries, not one per isolate.
      const asked = await deps.ledger.ask().catch(() => null)
      if (!asked) return { probe: false }
      ;({ state, verdict } = asked)
    }
    if (isStale || verdict.go) learn(state)
    if (!verdict.go) throw new Fault('breaker_open', { retryable: false, retryAfterMs: verdict.retryAfterMs })
    return { probe: verdict.probe }
  }

  return (attempt) => async (signal) => {
    const { probe } = await admit()
    try {
      const value = await attempt(signal)
      if (probe) quietly(deps.ledger.report('succeeded'))
      return value
    } catch (error) {
      if (isFault(error) && SICK.has(error.code)) quietly(deps.ledger.report('failed'))
      // A probe the vendor answered, if only to say no, shows that it lives.
      else if (probe && isFault(error) && error.code !== 'aborted') quietly(deps.ledger.report('succeeded'))
      throw error
    }
  }
}

/** For places with no shared object: tests, scripts, a vendor nobody else calls. */
export const noBreaker: Wrap = (attempt) => attempt
