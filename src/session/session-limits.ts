import { MINUTE_MS } from '../base/time.ts'

/** A session may send twenty messages a minute, in bursts of ten, with five waiting behind the running one. */
export const SESSION_LIMITS = { perMinute: 20, burst: 10, queueMax: 5 } as const

export type Bucket = { tokens: number; at: number }
export const fullBucket = (now: number): Bucket => ({ tokens: SESSION_LIMITS.burst, at: now })

/** A token bucket, pure. Answers the bucket after, and how long to wait if there was no token. */
export function drawToken(bucket: Bucket, now: number): { bucket: Bucket; retryAfterMs: number } {
  const perMs = SESSION_LIMITS.perMinute / MINUTE_MS
  const tokens = Math.min(SESSION_LIMITS.burst, bucket.tokens + Math.max(0, now - bucket.at) * perMs)
  if (tokens < 1) return { bucket: { tokens, at: now }, retryAfterMs: Math.ceil((1 - tokens) / perMs) }
  return { bucket: { tokens: tokens - 1, at: now }, retryAfterMs: 0 }
}
