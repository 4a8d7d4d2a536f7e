import { Hono, type Context } from 'hono'
import type { Result } from '../../base/result.ts'
import { unreachable } from '../../base/unreachable.ts'
import { humanBodySchema, ratingBodySchema, stopBodySchema } from '../../contracts/chat-api.ts'
import type { Claims } from '../../contracts/claims.ts'
import type { SayAsk, SayRefusal, SessionDoor, VisitRefusal } from '../../contracts/session-rpc.ts'
import { phrase } from '../../brain/phrases/phrase.ts'
import { answerError, answerLater } from '../answer-fault.ts'
import { readBody } from '../doors/body.ts'
import type { EdgeVariables } from '../edge-variables.ts'
import { answerVisitRefusal, notYours } from './answer-visit.ts'
import { readSend } from './read-send.ts'

export type ChatDeps = { session(id: string): SessionDoor }

const STREAM_HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  // What an AI SDK client looks for.
  'x-vercel-ai-ui-message-stream': 'v1',
  'cache-control': 'no-store',
  'x-accel-buffering': 'no',
}

/** The shopper's routes. Each translates: HTTP in, one question to the session, HTTP out. */
export function chatRoutes(deps: ChatDeps) {
  const app = new Hono<EdgeVariables>()
  const sessionOf = (claims: Claims) => deps.session(claims.sid)

  app.post('/send', async (c) => {
    const read = await readSend(c)
    if (!read.ok) return read.error
    const claims = c.get('claims')
    if (read.value.sessionId !== null && read.value.sessionId !== claims.sid) return notYours(c)
    const ask: SayAsk = {
      claims,
      requestId: c.get('requestId'),
      clientMessageId: read.value.clientMessageId,
      text: read.value.text,
      page: read.value.page,
      // A browser that saves data says so in a header too, whatever client it runs.
      streaming: read.value.streaming && c.req.header('save-data')?.toLowerCase() !== 'on',
      follow: read.value.follow,
      traceparent: c.req.header('traceparent') ?? null,
    }
    const said = await sessionOf(claims).say(ask)
    if (!said.ok) return answerSayRefusal(c, said.error)
    const { turnId, frames, repeated, ahead } = said.value
    return frames
      ? new Response(frames, { headers: STREAM_HEADERS })
      : c.json({ turn_id: turnId, repeated, ahead }, 202)
  })

  app.get('/stream', async (c) => {
    const claims = c.get('claims')
    if (c.req.query('session_id') !== claims.sid) return notYours(c)
    const wait = c.req.query('wait') === '1'
    const followed = await sessionOf(claims).follow({
      claims,
      lastEventId: c.req.header('last-event-id') ?? null,
      wait,
    })
    if (!followed.ok) return answerVisitRefusal(c, followed.error)
    return followed.value ? new Response(followed.value, { headers: STREAM_HEADERS }) : c.body(null, 204)
  })

  app.get('/history', async (c) => {
    const claims = c.get('claims')
    if (c.req.query('session_id') !== claims.sid) return notYours(c)
    return answer(c, await sessionOf(claims).history({ claims }))
  })

  app.post('/stop', async (c) => {
    const body = await readBody(c, stopBodySchema)
    if (!body.ok) return body.error
    const claims = c.get('claims')
    return body.value.session_id === claims.sid ? answer(c, await sessionOf(claims).stop({ claims })) : notYours(c)
  })

  app.post('/human', async (c) => {
    const body = await readBody(c, humanBodySchema)
    if (!body.ok) return body.error
    const claims = c.get('claims')
    if (body.value.session_id !== claims.sid) return notYours(c)
    const called = await sessionOf(claims).callPerson({ claims, note: body.value.note, requestId: c.get('requestId') })
    if (!called.ok) return answerVisitRefusal(c, called.error)
    return c.json({ ticket_id: called.value.ticketId }, 201)
  })

  app.post('/rating', async (c) => {
    const body = await readBody(c, ratingBodySchema)
    if (!body.ok) return body.error
    const claims = c.get('claims')
    if (body.value.session_id !== claims.sid) return notYours(c)
    return answer(c, await sessionOf(claims).rate({ claims, score: body.value.score, words: body.value.words }))
  })

  return app
}

const answer = <T extends object>(c: Context<EdgeVariables>, result: Result<T, VisitRefusal>): Response =>
  result.ok ? c.json(result.value, 200, { 'cache-control': 'no-store' }) : answerVisitRefusal(c, result.error)

function answerSayRefusal(c: Context<EdgeVariables>, refusal: SayRefusal): Response {
  const locale = c.get('claims').locale ?? 'en'
  switch (refusal.reason) {
    case 'empty_message':
      return answerError(c, 400, 'empty_message', phrase('empty_message', locale))
    case 'too_long':
      return answerError(c, 400, 'too_long', phrase('too_long', locale, { max: refusal.maxChars }))
    case 'rate_limited': {
      const seconds = Math.ceil(refusal.retryAfterMs / 1_000)
      return answerLater(c, 'rate_limited', phrase('rate_limited', locale, { seconds }), refusal.retryAfterMs)
    }
    case 'queue_full':
      return answerLater(c, 'queue_full', phrase('queue_full', locale), refusal.retryAfterMs)
    case 'wrong_subject':
    case 'broken':
      return answerVisitRefusal(c, refusal)
    default:
      return unreachable(refusal)
  }
}
