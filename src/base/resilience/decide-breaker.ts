import { MINUTE_MS, SECOND_MS } from '../time.ts'
import { unreachable } from '../unreachable.ts'

export const BREAKER_FAILURES = 5
export const BREAKER_WINDOW_MS = MINUTE_MS
export const BREAKER_REST_MS = 30 * SECOND_MS

/** `probing`: one caller was let through to see; the others wait for it until `untilMs`. Plain data, safe to store. */
export type BreakerState =
  | { kind: 'closed'; failedAtMs: number[] }
  | { kind: 'open'; untilMs: number }
  | { kind: 'probing'; untilMs: number }
export type BreakerEvent = 'asked' | 'succeeded' | 'failed'
export type BreakerVerdict = { go: true; probe: boolean } | { go: false; retryAfterMs: number }

export const CLOSED: BreakerState = { kind: 'closed', failedAtMs: [] }

/** The whole breaker: opens after 5 failures in 60 s, lets one probe through after 30 s. The verdict answers `asked` only. */
export function decideBreaker(
  state: BreakerState,
  event: BreakerEvent,
  nowMs: number
): { state: BreakerState; verdict: BreakerVerdict } {
  switch (event) {
    case 'asked':
      return whenAsked(state, nowMs)
    case 'succeeded':
      // A straggler's late success says nothing about now; only the probe may close an open breaker.
      return { state: state.kind === 'probing' ? CLOSED : state, verdict: { go: true, probe: false } }
    case 'failed':
      return { state: afterFailure(state, nowMs), verdict: { go: false, retryAfterMs: 0 } }
    default:
      return unreachable(event)
  }
}

function whenAsked(state: BreakerState, nowMs: number): { state: BreakerState; verdict: BreakerVerdict } {
  if (state.kind === 'closed') return { state, verdict: { go: true, probe: false } }
  if (nowMs < state.untilMs) return { state, verdict: { go: false, retryAfterMs: state.untilMs - nowMs } }
  // A probe that never reports back is given up after one more rest.
  return { state: { kind: 'probing', untilMs: nowMs + BREAKER_REST_MS }, verdict: { go: true, probe: true } }
}

function afterFailure(state: BreakerState, nowMs: number): BreakerState {
  if (state.kind === 'open') return state
  if (state.kind === 'probing') return { kind: 'open', untilMs: nowMs + BREAKER_REST_MS }
  const failedAtMs = [...state.failedAtMs.filter((at) => nowMs - at < BREAKER_WINDOW_MS), nowMs]
  if (failedAtMs.length >= BREAKER_FAILURES) return { kind: 'open', untilMs: nowMs + BREAKER_REST_MS }
  return { kind: 'closed', failedAtMs }
}
