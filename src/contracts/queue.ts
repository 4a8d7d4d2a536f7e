import * as z from 'zod'
import { recordedMessageSchema, turnRecordSchema } from './turn-record.ts'

/** W3C trace context of whoever sent it. A header of ours: what is kept there is kept here. */
const traceparent = z.string().max(100).optional()

/** Every message our queues carry. A message is a knock: the consumer reads the present before it acts. */
export const queueMessageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('turn.record'), v: z.literal(1), traceparent, record: turnRecordSchema }),
  /** Something said between turns, by a colleague: it belongs to the transcript like any turn's message. */
  z.object({
    kind: z.literal('message.record'),
    v: z.literal(1),
    traceparent,
    sessionId: z.string().min(1).max(100),
    turnId: z.string().min(1).max(100),
    message: recordedMessageSchema,
  }),
  z.object({ kind: z.literal('kb-page.fetch'), v: z.literal(1), traceparent, runId: z.string(), url: z.string() }),
  z.object({
    kind: z.literal('order.updated'),
    v: z.literal(1),
    traceparent,
    orderId: z.string(),
    updatedAt: z.string(),
  }),
  z.object({ kind: z.literal('ticket.open'), v: z.literal(1), traceparent, ticketId: z.string() }),
  /** Without a channel: one message for each is sent. */
  z.object({
    kind: z.literal('notice.send'),
    v: z.literal(1),
    traceparent,
    noticeId: z.string(),
    channel: z.string().optional(),
  }),
])
export type QueueMessage = z.infer<typeof queueMessageSchema>
export type QueueMessageOf<Kind extends QueueMessage['kind']> = Extract<QueueMessage, { kind: Kind }>
