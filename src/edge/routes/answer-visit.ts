import type { Context } from 'hono'
import { unreachable } from '../../base/unreachable.ts'
import type { VisitRefusal } from '../../contracts/session-rpc.ts'
import { phrase } from '../../brain/phrases/phrase.ts'
import { answerError } from '../answer-fault.ts'
import type { EdgeVariables } from '../edge-variables.ts'

/** A session of somebody else, a session that is not there, a token for another one: the same words. */
export const notYours = (c: Context<EdgeVariables>): Response =>
  answerError(c, 403, 'wrong_session', 'This conversation belongs to another visit. Please reload the page.')

export function answerVisitRefusal(c: Context<EdgeVariables>, refusal: VisitRefusal): Response {
  switch (refusal.reason) {
    case 'wrong_subject':
      return notYours(c)
    case 'broken':
      return answerError(c, 503, 'unavailable', phrase('broken', c.get('claims').locale ?? 'en'))
    default:
      return unreachable(refusal)
  }
}
