import type { MiddlewareHandler } from 'hono'
import { asId, type RequestId } from '../../base/ids.ts'
import type { EdgeVariables } from '../edge-variables.ts'

/** An id a caller may send is bounded and plain; anything else is replaced, so it can stand in a log as it is. */
const PLAIN = /^[A-Za-z0-9_-]{8,64}$/

export function requestId(uuid: () => string): MiddlewareHandler<EdgeVariables> {
  return async function requestIdDoor(c, next) {
    const asked = c.req.header('x-request-id') ?? ''
    const id = asId<RequestId>(PLAIN.test(asked) ? asked : uuid())
    c.set('requestId', id)
    await next()
    c.res.headers.set('x-request-id', id)
  }
}
