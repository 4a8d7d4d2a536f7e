import * as z from 'zod'
import { sessionIdSchema } from './claims.ts'

/** The longest message a shopper may send, in UTF-16 units. Longer ones are refused with a sentence, never cut. */
export const MESSAGE_MAX_CHARS = 4_000
export const BODY_MAX_BYTES = 16 * 1024

export const clientMessageIdSchema = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/)

/** What the widget posts to `/chat/send`. */
export const sendBodySchema = z.strictObject({
  session_id: sessionIdSchema,
  /** Chosen by the client and unique per message: the same id twice is the same message. */
  message_id: clientMessageIdSchema,
  text: z.string(),
  /** The page the shopper is on, for "this product". Data, never instruction. */
  page: z.strictObject({ url: z.url().max(2_000), title: z.string().max(300).default('') }).optional(),
  /** The widget's measure of a slow link, or the browser's Save-Data: send the final text only. */
  streaming: z.boolean().default(true),
})
export type SendBody = z.infer<typeof sendBodySchema>

/** What an unchanged AI SDK `DefaultChatTransport` posts. Only the last user message's text is read; the rest is a client's claim. */
export const aiSdkBodySchema = z.object({
  id: z.string().max(100),
  messages: z
    .array(
      z.looseObject({
        id: z.string().max(100),
        role: z.enum(['user', 'assistant', 'system']),
        parts: z.array(z.looseObject({ type: z.string(), text: z.string().optional() })),
      })
    )
    .min(1),
  trigger: z.enum(['submit-message', 'regenerate-message']).optional(),
  messageId: z.string().max(100).optional(),
})

export const ratingBodySchema = z.strictObject({
  session_id: sessionIdSchema,
  score: z.number().int().min(1).max(5),
  words: z.string().max(1_000).default(''),
})
export const humanBodySchema = z.strictObject({ session_id: sessionIdSchema, note: z.string().max(1_000).default('') })
export const stopBodySchema = z.strictObject({ session_id: sessionIdSchema })
/** The card's id and the shopper's decision. What will be done is bound to the card, never sent by the client. */
export const consentBodySchema = z.strictObject({
  session_id: sessionIdSchema,
  card_id: z.string().max(100),
  decision: z.enum(['accept', 'decline']),
})
/** The code goes from the card to the check and nowhere else. */
export const verifyBodySchema = z.strictObject({
  session_id: sessionIdSchema,
  card_id: z.string().max(100),
  code: z.string().regex(/^\d{6}$/),
})

/** The one shape of every error, at every door. */
export type ErrorBody = { code: string; message: string; requestId: string }

export type HistoryMessage = {
  id: string
  role: 'shopper' | 'assistant' | 'staff'
  text: string
  sources: { id: string; title: string; url: string }[]
  /** `data-*` parts worth keeping: order cards, handoff, actions. Newest form of each. */
  parts: { type: string; data: unknown }[]
  at: string
  state: 'done' | 'running' | 'stopped' | 'interrupted'
}
export type HistoryBody = {
  messages: HistoryMessage[]
  /** `bot` answers; `waiting` for a person; `person` has it. */
  mode: SessionMode
  /** Where to resume the stream from: the id of the last frame these messages already include. */
  lastEventId: string | null
  running: boolean
  rated: boolean
}
export type SessionMode = 'bot' | 'waiting' | 'person'
