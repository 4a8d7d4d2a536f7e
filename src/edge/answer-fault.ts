import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { isFault, type FaultCode } from '../base/fault.ts'
import type { ErrorBody } from '../contracts/chat-api.ts'
import { phrase } from '../brain/phrases/phrase.ts'
import type { EdgeVariables } from './edge-variables.ts'

/** The one shape of every error. `extra` holds fields the code promises, such as `retryAfterSeconds`. */
export function answerError(
  c: Context<EdgeVariables>,
  status: ContentfulStatusCode,
  code: string,
  message: string,
  extra: Record<string, unknown> = {}
): Response {
  const body: ErrorBody = { code, message, requestId: c.get('requestId') }
  return c.json({ ...body, ...extra }, status, { 'cache-control': 'no-store' })
}

/** A refusal that will pass by itself: says when, in the header machines read and in the body people see. */
export function answerLater(c: Context<EdgeVariables>, code: string, message: string, retryAfterMs: number): Response {
  const seconds = Math.max(1, Math.ceil(retryAfterMs / 1_000))
  c.header('Retry-After', String(seconds))
  return answerError(c, 429, code, message, { retryAfterSeconds: seconds })
}

const STATUS: Record<FaultCode, ContentfulStatusCode> = {
  upstream_timeout: 504,
  upstream_unreachable: 502,
  upstream_5xx: 502,
  upstream_4xx: 502,
  upstream_rate_limited: 503,
  upstream_garbled: 502,
  upstream_refused: 502,
  breaker_open: 503,
  store_unavailable: 503,
  aborted: 503,
  misconfigured: 500,
}

/** The answerer of this door. What broke goes to the log with the request id; the outside hears that something did. */
export function answerFault(report: (error: unknown, requestId: string) => void) {
  return function faultAnswerer(error: Error, c: Context<EdgeVariables>): Response {
    // Thrown by Hono's own middleware for a planned stop, such as a body over the limit.
    if (error instanceof HTTPException)
      return answerError(c, error.status as ContentfulStatusCode, 'bad_request', error.message)
    report(error, c.get('requestId'))
    const message = phrase('broken', c.get('claims')?.locale ?? 'en')
    if (isFault(error)) return answerError(c, STATUS[error.code], 'unavailable', message)
    return answerError(c, 500, 'internal', message)
  }
}
