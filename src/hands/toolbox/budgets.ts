import { SECOND_MS } from '../../base/time.ts'

/** A tool's patience: each try, the pauses between at most `tries` of them, and all of it together. */
export const TOOL_BUDGET = {
  attemptMs: 3 * SECOND_MS,
  tries: 3,
  totalMs: 8 * SECOND_MS,
  backoff: { baseMs: 100, maxMs: 1_000 },
} as const

/**
 * "Not there" and "not yours" leave on the same beat, however long the shop took over either: a stranger who times
 * us learns no more than one who reads us.
 */
export const REFUSAL_BEAT_MS = 250
export const untilNextBeatMs = (elapsedMs: number): number =>
  Math.max(1, Math.ceil(elapsedMs / REFUSAL_BEAT_MS)) * REFUSAL_BEAT_MS - elapsedMs
