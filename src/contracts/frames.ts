import type { HandoffReason } from './tools.ts'
import type { OrderView } from './order.ts'
import type { SessionMode } from './chat-api.ts'

/**
 * Frames of the AI SDK's UI message stream (v7), one JSON object per SSE `data:` line, ended by `data: [DONE]`.
 * Our own parts are `data-*`. Each event carries `id: <n>`: the session's frame number, rising by one, never reused,
 * so `Last-Event-ID` says exactly what a client has.
 */
export type Frame =
  | { type: 'start'; messageId: string; messageMetadata?: { turnId: string; replyTo: string } }
  | { type: 'text-start'; id: string }
  | { type: 'text-delta'; id: string; delta: string }
  | { type: 'text-end'; id: string }
  | { type: 'source-url'; sourceId: string; url: string; title: string }
  | { type: 'data-status'; transient: true; data: StatusData }
  | { type: 'data-order'; id: string; data: OrderView }
  | { type: 'data-consent'; id: string; data: ConsentCard }
  | { type: 'data-code'; id: string; data: CodeCard }
  | { type: 'data-handoff'; id: string; data: HandoffData }
  | { type: 'data-actions'; id: string; data: { items: { text: string }[] } }
  /** Between turns: something the shopper should know (a reply by staff, an order that moved, an approval decided). */
  | { type: 'data-notice'; id: string; data: NoticeData }
  /** What was written under this message so far is void; the answer starts again below. Sent after a crash mid-answer. */
  | { type: 'data-restart'; transient: true; data: { messageId: string; text: string } }
  | { type: 'finish'; messageMetadata?: { outcome: string; offerPerson: boolean } }
  | { type: 'abort'; reason?: string }
  | { type: 'error'; errorText: string }

export type StatusData = {
  step:
    | 'received'
    | 'queued'
    | 'planning'
    | 'searching'
    | 'looking_up_order'
    | 'listing_orders'
    | 'checking_request'
    | 'calling_person'
    | 'writing'
  /** In the shopper's language, ready to show: "Looking up order 1042…". */
  text: string
}
export type HandoffData = { mode: SessionMode; reason: HandoffReason | null; ticketId: string | null; text: string }
export type NoticeData = {
  kind: 'staff_reply' | 'order_moved' | 'approval_decided' | 'released' | 'code_result'
  text: string
}

/** What exactly will happen if the shopper agrees. Bound by hash to the arguments on our side. */
export type ConsentCard = {
  cardId: string
  action: 'issue_refund' | 'cancel_order' | 'change_shipping_address'
  title: string
  /** Label and value, in order: order, lines, amount in figures and words, destination. */
  facts: { label: string; value: string }[]
  confirmLabel: string
  declineLabel: string
  expiresAt: string
  state: 'open' | 'accepted' | 'declined' | 'expired' | 'done' | 'failed'
}
export type CodeCard = {
  cardId: string
  orderNumber: string
  text: string
  expiresAt: string
  triesLeft: number
  state: 'open' | 'verified' | 'locked' | 'expired'
}
export type FrameType = Frame['type']
