/** The world broke. Refusals are returned; a fault is thrown and answered once, at a door. */
export type FaultCode =
  | 'upstream_timeout'
  | 'upstream_unreachable'
  | 'upstream_5xx'
  | 'upstream_4xx'
  | 'upstream_rate_limited'
  | 'upstream_garbled'
  | 'upstream_refused'
  | 'breaker_open'
  | 'store_unavailable'
  | 'aborted'
  | 'misconfigured'

export type FaultFacts = {
  retryable: boolean
  cause?: unknown
  /** From a vendor's Retry-After, when it sent one. */
  retryAfterMs?: number
  /** For the log only; never shown to a shopper. */
  detail?: string
}

const MARK = Symbol.for('counterhand.fault')

export class Fault extends Error {
  readonly [MARK] = true
  readonly code: FaultCode
  readonly retryable: boolean
  readonly retryAfterMs: number | undefined
  readonly detail: string | undefined

  constructor(code: FaultCode, facts: FaultFacts) {
    super(facts.detail ? `${code}: ${facts.detail}` : code, { cause: facts.cause })
    this.name = 'Fault'
    this.code = code
    this.retryable = facts.retryable
    this.retryAfterMs = facts.retryAfterMs
    this.detail = facts.detail
  }
}

/** Known by its mark, not `instanceof`: two copies of this module in one bundle still agree. */
export function isFault(error: unknown): error is Fault {
  return typeof error === 'object' && error !== null && Object.hasOwn(error, MARK)
}
