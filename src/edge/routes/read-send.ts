import type { Context } from 'hono'
import * as z from 'zod'
import { ok, refuse, type Result } from '../../base/result.ts'
import { aiSdkBodySchema, clientMessageIdSchema, sendBodySchema } from '../../contracts/chat-api.ts'
import { answerError } from '../answer-fault.ts'
import { readBody } from '../doors/body.ts'
import type { EdgeVariables } from '../edge-variables.ts'

/** One message to send, whichever client wrote it. `sessionId` is null when the client leaves it to the token. */
export type Send = {
  sessionId: string | null
  clientMessageId: string
  text: string
  page: { url: string; title: string } | null
  streaming: boolean
  follow: boolean
}

const isAiSdk = z.looseObject({ messages: z.array(z.unknown()) })

/**
 * Reads our own body or an unchanged AI SDK transport's. Of the latter only the last message counts, and only when it
 * is the user's: earlier ones are a client's claim about a history the session keeps itself.
 */
export async function readSend(c: Context<EdgeVariables>): Promise<Result<Send, Response>> {
  const raw = await readBody(c, z.unknown())
  if (!raw.ok) return raw
  if (isAiSdk.safeParse(raw.value).success) return readAiSdk(c, raw.value)
  const body = await readBody(c, sendBodySchema)
  if (!body.ok) return body
  return ok({
    sessionId: body.value.session_id,
    clientMessageId: body.value.message_id,
    text: body.value.text,
    page: body.value.page ?? null,
    streaming: body.value.streaming,
    follow: (c.req.header('accept') ?? '').includes('text/event-stream'),
  })
}

async function readAiSdk(c: Context<EdgeVariables>, value: unknown): Promise<Result<Send, Response>> {
  const body = aiSdkBodySchema.safeParse(value)
  if (!body.success) {
    const [issue] = body.error.issues
    return refuse(
      answerError(c, 400, 'bad_request', `${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'not as expected'}`)
    )
  }
  const last = body.data.messages.at(-1)
  if (last?.role !== 'user')
    return refuse(answerError(c, 400, 'bad_request', 'messages: the last one must be the user’s'))
  const text = last.parts
    .flatMap((part) => (part.type === 'text' && part.text !== undefined ? [part.text] : []))
    .join('\n')
  const id = clientMessageIdSchema.safeParse(last.id)
  if (!id.success) return refuse(answerError(c, 400, 'bad_request', 'messages: the last one needs a plain id'))
  return ok({ sessionId: null, clientMessageId: id.data, text, page: null, streaming: true, follow: true })
}
