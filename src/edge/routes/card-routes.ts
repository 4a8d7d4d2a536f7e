import { Hono, type Context } from 'hono'
import type { Result } from '../../base/result.ts'
import { consentBodySchema, verifyBodySchema } from '../../contracts/chat-api.ts'
import type { CardRefusal } from '../../contracts/session-rpc.ts'
import { phrase } from '../../brain/phrases/phrase.ts'
import { answerError } from '../answer-fault.ts'
import { readBody } from '../doors/body.ts'
import type { EdgeVariables } from '../edge-variables.ts'
import { answerVisitRefusal, notYours } from './answer-visit.ts'
import type { ChatDeps } from './chat-routes.ts'

/** Answers to cards. What will be done is bound to the card on our side: a client sends its id and yes, no or a code. */
export function cardRoutes(deps: ChatDeps) {
  const app = new Hono<EdgeVariables>()

  app.post('/consent', async (c) => {
    const body = await readBody(c, consentBodySchema)
    if (!body.ok) return body.error
    const claims = c.get('claims')
    if (body.value.session_id !== claims.sid) return notYours(c)
    const { card_id: cardId, decision } = body.value
    const ask = { claims, cardId, decision, requestId: c.get('requestId'), traceparent: traceparentOf(c) }
    const answered = await deps.session(claims.sid).consent(ask)
    return answer(c, answered.ok ? { ok: true, value: { state: answered.value.state } } : answered)
  })

  app.post('/verify', async (c) => {
    const body = await readBody(c, verifyBodySchema)
    if (!body.ok) return body.error
    const claims = c.get('claims')
    if (body.value.session_id !== claims.sid) return notYours(c)
    const { card_id: cardId, code } = body.value
    const ask = { claims, cardId, code, requestId: c.get('requestId'), traceparent: traceparentOf(c) }
    const checked = await deps.session(claims.sid).verify(ask)
    if (!checked.ok) return answer(c, checked)
    const { state, triesLeft } = checked.value
    return answer(c, { ok: true, value: { state, tries_left: triesLeft } })
  })

  return app
}

const traceparentOf = (c: Context<EdgeVariables>): string | null => c.req.header('traceparent') ?? null

function answer(c: Context<EdgeVariables>, result: Result<object, CardRefusal>): Response {
  if (result.ok) return c.json(result.value, 200, { 'cache-control': 'no-store' })
  if (result.error.reason !== 'card_not_open') return answerVisitRefusal(c, result.error)
  // Not there, somebody else's, used, or past its time: nobody learns which.
  return answerError(c, 409, 'card_not_open', phrase('write_card_not_open', c.get('claims').locale ?? 'en'))
}
