import type { MiddlewareHandler } from 'hono'
import { answerError } from '../answer-fault.ts'
import type { EdgeVariables } from '../edge-variables.ts'

const ALLOWED_HEADERS = 'authorization, content-type, last-event-id, x-request-id, traceparent'
const EXPOSED_HEADERS = 'retry-after, x-request-id'

/**
 * Only pages of the shop may call from a browser. The answer names the one origin that asked and never allows
 * credentials: identity is a bearer token, so no cookie of ours exists to be ridden on.
 * A call without an Origin (a server, a test) is not a browser's cross-site call and is judged by its token alone.
 */
export function origins(allowed: ReadonlySet<string>): MiddlewareHandler<EdgeVariables> {
  return async function originsDoor(c, next) {
    const origin = c.req.header('origin')
    if (origin === undefined) return next()
    if (origin !== new URL(c.req.url).origin && !allowed.has(origin)) {
      return answerError(c, 403, 'origin_not_allowed', 'This page may not talk to this service.')
    }
    if (c.req.method === 'OPTIONS') {
      return c.body(null, 204, {
        'access-control-allow-origin': origin,
        'access-control-allow-methods': 'GET, POST',
        'access-control-allow-headers': ALLOWED_HEADERS,
        'access-control-max-age': '7200',
        vary: 'Origin',
      })
    }
    await next()
    c.res.headers.set('access-control-allow-origin', origin)
    c.res.headers.set('access-control-expose-headers', EXPOSED_HEADERS)
    c.res.headers.append('vary', 'Origin')
  }
}
