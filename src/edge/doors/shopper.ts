import type { MiddlewareHandler } from 'hono'
import type { Clock } from '../../base/time.ts'
import { answerError } from '../answer-fault.ts'
import type { EdgeVariables } from '../edge-variables.ts'
import { checkToken, type TokenKeys } from './token.ts'

/** Lets in whoever holds a valid token, and leaves the claims. A refused one hears only whether to renew it. */
export function shopper(deps: {
  keys: TokenKeys
  now: Clock
  refused(detail: string): void
}): MiddlewareHandler<EdgeVariables> {
  return async function shopperDoor(c, next) {
    const token = await checkToken(c.req.header('authorization'), deps.keys, deps.now())
    if (!token.ok) {
      deps.refused(token.error.reason === 'invalid' ? token.error.detail : token.error.reason)
      c.header('www-authenticate', 'Bearer')
      return token.error.reason === 'expired'
        ? answerError(c, 401, 'token_expired', 'This visit has expired. Please reload the page.')
        : answerError(c, 401, 'unauthorized', 'Please reload the page and try again.')
    }
    c.set('claims', token.value)
    return next()
  }
}
