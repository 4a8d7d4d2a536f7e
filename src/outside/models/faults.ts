import { Fault, isFault } from '../../base/fault.ts'

/** Retry-After is seconds or an HTTP date. A date needs a clock; one that is already past means at once. */
export function parseRetryAfter(header: string | null, nowMs: number): number | undefined {
  if (header === null) return undefined
  if (/^\d{1,6}$/.test(header.trim())) return Number(header) * 1_000
  const at = Date.parse(header)
  return Number.isNaN(at) ? undefined : Math.max(0, at - nowMs)
}

/** `retryable` is decided here, where the status is known. The body goes to the log only, cut short. */
export function faultOfStatus(status: number, body: string, retryAfterMs: number | undefined): Fault {
  const detail = `${status} ${body.slice(0, 200)}`
  const facts = retryAfterMs === undefined ? { detail } : { detail, retryAfterMs }
  if (status === 429) return new Fault('upstream_rate_limited', { retryable: true, ...facts })
  // Without the body: providers quote the key they refuse.
  if (status === 401 || status === 403) return new Fault('upstream_refused', { retryable: false, detail: `${status}` })
  if (status === 408) return new Fault('upstream_timeout', { retryable: true, ...facts })
  if (status >= 500) return new Fault('upstream_5xx', { retryable: true, ...facts })
  return new Fault('upstream_4xx', { retryable: false, ...facts })
}

export const garbled = (detail: string, cause?: unknown): Fault =>
  new Fault('upstream_garbled', { retryable: true, detail, cause })

/**
 * What a failed fetch or read means. Our own abort is not the provider's fault: the reason the caller gave is kept
 * when it is a Fault (a timeout), so the breaker counts it.
 */
export function faultOfNetwork(error: unknown, signal: AbortSignal): Fault {
  if (signal.aborted) {
    return isFault(signal.reason) ? signal.reason : new Fault('aborted', { retryable: false, cause: error })
  }
  return isFault(error) ? error : new Fault('upstream_unreachable', { retryable: true, cause: error })
}
