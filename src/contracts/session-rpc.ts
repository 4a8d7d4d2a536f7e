import type { Result } from '../base/result.ts'
import type { RequestId, TurnId } from '../base/ids.ts'
import type { Attachment } from './attachment.ts'
import type { HistoryBody } from './chat-api.ts'
import type { Claims } from './claims.ts'
import type { SessionDossier } from './erasure.ts'
import type { CodeCard, ConsentCard } from './frames.ts'

/**
 * What a door may ask of a session object. Nothing throws an answer across Durable Object RPC: `code` and
 * `retryable` would not survive it, so every method returns a Result.
 */
export type SayAsk = {
  claims: Claims
  requestId: RequestId
  clientMessageId: string
  text: string
  page: { url: string; title: string } | null
  /** False sends the final text only. */
  streaming: boolean
  /** False answers with the turn's id alone; the frames are read from `follow`. */
  follow: boolean
  /** W3C trace context of the caller, if it sent one. */
  traceparent: string | null
}

export type SayRefusal =
  | { reason: 'empty_message' }
  | { reason: 'too_long'; maxChars: number }
  | { reason: 'rate_limited'; retryAfterMs: number }
  | { reason: 'queue_full'; retryAfterMs: number }
  | { reason: 'wrong_subject' }
  | { reason: 'broken' }

export type SaySuccess = {
  turnId: TurnId
  /** True when this client message id was known already: nothing was added. */
  repeated: boolean
  /** Turns ahead of this one. */
  ahead: number
  frames: ReadableStream<Uint8Array> | null
}

/** Same words whoever asks: a session that belongs to another subject is simply not there. */
export type VisitRefusal = { reason: 'wrong_subject' } | { reason: 'broken' }

/** Not there, not this session's, answered otherwise already, or past its time: one answer for all. */
export type CardRefusal = VisitRefusal | { reason: 'card_not_open' }
/** Where a card stands after the click. `accepted` is not done yet: a person decides, or it is being looked into. */
export type CardAnswer = { cardId: string; state: ConsentCard['state'] }
export type CodeAnswer = { cardId: string; state: CodeCard['state']; triesLeft: number }

export type AttachRefusal = VisitRefusal | { reason: 'too_many' }

export type SessionDoor = {
  say(ask: SayAsk): Promise<Result<SaySuccess, SayRefusal>>
  /** SSE bytes from after `lastEventId`, or null when nothing is running and nothing was missed (a 204). */
  follow(ask: {
    claims: Claims
    lastEventId: string | null
    wait: boolean
  }): Promise<Result<ReadableStream<Uint8Array> | null, VisitRefusal>>
  history(ask: { claims: Claims }): Promise<Result<HistoryBody, VisitRefusal>>
  stop(ask: { claims: Claims }): Promise<Result<{ stopped: boolean }, VisitRefusal>>
  callPerson(ask: {
    claims: Claims
    note: string
    requestId: RequestId
  }): Promise<Result<{ ticketId: string }, VisitRefusal>>
  rate(ask: { claims: Claims; score: number; words: string }): Promise<Result<{ kept: true }, VisitRefusal>>
  /** The file is kept already; this makes it a part of the conversation. */
  attach(ask: { claims: Claims; attachment: Attachment }): Promise<Result<{ kept: true }, AttachRefusal>>
  /** The click on a consent card. Twice is once: the second one hears what became of the first. */
  consent(ask: {
    claims: Claims
    cardId: string
    decision: 'accept' | 'decline'
    requestId: RequestId
    traceparent?: string | null
  }): Promise<Result<CardAnswer, CardRefusal>>
  /** The code as typed into its card. It goes to the check and nowhere else. */
  verify(ask: {
    claims: Claims
    cardId: string
    code: string
    requestId: RequestId
    traceparent?: string | null
  }): Promise<Result<CodeAnswer, CardRefusal>>
  /** Staff: give the conversation back to the assistant, or speak in it. */
  release(ask: { staff: string }): Promise<Result<{ mode: 'bot' }, VisitRefusal>>
  staffSays(ask: { staff: string; text: string }): Promise<Result<{ messageId: string }, VisitRefusal>>
  /** A knock: this order moved. The session re-reads it if it ever showed it. */
  orderMoved(ask: {
    orderId: string
    number: string
    updatedAt: string
  }): Promise<Result<{ told: boolean }, VisitRefusal>>
  /** A knock by our own side: something was decided or settled. The cards that wait for an end are read again. Safe to repeat. */
  notice(ask: {
    kind: 'approval_decided' | 'write_settled'
    text: string
  }): Promise<Result<{ told: boolean }, VisitRefusal>>
  /** Our own side, for a personal-data request: everything this object holds. */
  dossier(): Promise<Result<SessionDossier, VisitRefusal>>
  /** Our own side: stops what runs and forgets everything. Safe to repeat. */
  forget(): Promise<Result<{ forgot: true }, VisitRefusal>>
}
