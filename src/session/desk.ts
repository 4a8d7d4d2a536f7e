import { asId, type MessageId, type TurnId } from '../base/ids.ts'
import { ok, refuse, type Result } from '../base/result.ts'
import type { Chance, Clock } from '../base/time.ts'
import { Fault } from '../base/fault.ts'
import { ATTACHMENTS_PER_SESSION, type Attachment } from '../contracts/attachment.ts'
import type { NoticeData } from '../contracts/frames.ts'
import type { HandoffReason } from '../contracts/tools.ts'
import type { Intent } from '../contracts/intent.ts'
import type { Identity } from '../contracts/identity.ts'
import type { QueueMessage } from '../contracts/queue.ts'
import type { AttachRefusal, SessionDoor, VisitRefusal } from '../contracts/session-rpc.ts'
import type { RecordedMessage } from '../contracts/turn-record.ts'
import { NO_SPAN } from '../observability/span.ts'
import { orderStatusWords, phrase } from '../brain/phrases/phrase.ts'
import { openFollowUp } from './promises/follow-up.ts'
import type { Memory } from './memory/memory.ts'
import type { RunTool } from './run-tools.ts'
import type { FrameLog } from './stream/frame-log.ts'
import { fingerprintOf } from './memory/remember-turn.ts'

export type DeskDeps = {
  sessionId: string
  memory: Memory
  frames: FrameLog
  now: Clock
  chance: Chance
  runTool: RunTool
  identity(): Identity
  isBusy(): boolean
  brainVersion(): string
  /** The outbox has something. */
  knockOutbox(): void
  keepRating(rating: {
    score: number
    words: string
    intent: Intent | null
    brainVersion: string
    atMs: number
  }): Promise<void>
}

const FILE_PART = 'data-file'

type StaffDoor = Pick<SessionDoor, 'release' | 'staffSays' | 'orderMoved'>

/** Everything in a session that is not a turn: a person is called, speaks, gives back; an order moves; a rating. */
export function openDesk(deps: DeskDeps) {
  const { memory, frames } = deps
  const locale = () => memory.meta.locale ?? 'en'

  /** Between turns: kept like a message, told like a frame. */
  function notify(kind: NoticeData['kind'], role: 'assistant' | 'staff', text: string): string {
    const id = `n${deps.chance.uuid().slice(0, 12)}`
    const data: NoticeData = { kind, text }
    const at = deps.now()
    const parts = [{ type: 'data-notice', data }]
    memory.putMessage({
      id: asId<MessageId>(id),
      turnNo: memory.lastTurnNo(),
      role,
      body: text,
      sources: [],
      parts,
      state: 'done',
      at,
    })
    frames.open(id)
    frames.emit(id, { type: 'data-notice', id, data })
    frames.end(id)
    return id
  }

  /** What a colleague said belongs to the transcript: it is what the shopper was told. */
  function owe(messageId: string, text: string): void {
    const id = `${deps.sessionId}.${messageId}`
    const atMs = deps.now()
    const message: RecordedMessage = { id, role: 'staff', text, sources: [], atMs }
    const payload: QueueMessage = {
      kind: 'message.record',
      v: 1,
      sessionId: deps.sessionId,
      turnId: messageId,
      message,
    }
    memory.owe(messageId, JSON.stringify(payload), atMs)
    deps.knockOutbox()
  }

  /** Between turns, with the banner that says who has the conversation. */
  function tellHandoff(ticketId: string, reason: HandoffReason | null, text: string): void {
    const id = `h${deps.chance.uuid().slice(0, 12)}`
    const data = { mode: 'waiting', reason, ticketId, text } as const
    memory.putMessage({
      id: asId<MessageId>(id),
      turnNo: memory.lastTurnNo(),
      role: 'assistant',
      body: text,
      sources: [],
      parts: [{ type: 'data-handoff', data }],
      state: 'done',
      at: deps.now(),
    })
    frames.open(id)
    frames.emit(id, { type: 'data-handoff', id: 'handoff', data })
    frames.end(id)
  }

  const staffDoor: StaffDoor = {
    async release() {
      memory.remember({ mode: 'bot', ticketId: null })
      notify('released', 'assistant', phrase('released', locale()))
      return ok({ mode: 'bot' as const })
    },
    async staffSays({ text }) {
      memory.remember({ mode: 'person' })
      const said = text.slice(0, 4_000)
      const messageId = notify('staff_reply', 'staff', said)
      owe(messageId, said)
      return ok({ messageId })
    },
    orderMoved,
  }

  /** A webhook is a hint: the order is read again, as this session's shopper, before a word is said about it. */
  async function orderMoved(ask: { number: string }): Promise<Result<{ told: boolean }, VisitRefusal>> {
    const known = memory.meta.knownOrders.find((order) => order.number === ask.number)
    if (!known) return ok({ told: false })
    const outcome = await deps.runTool(
      { tool: 'get_order_status', input: { order_id: ask.number } },
      {
        identity: deps.identity(),
        turnId: asId<TurnId>('order-moved'),
        callId: `order-moved-${deps.now()}`,
        locale: locale(),
        signal: new AbortController().signal,
      },
      NO_SPAN
    )
    if (outcome.tool !== 'get_order_status' || !outcome.result.ok) return ok({ told: false })
    const order = outcome.result.value
    const fingerprint = fingerprintOf(order)
    if (fingerprint === known.fingerprint) return ok({ told: false })
    memory.remember({
      knownOrders: memory.meta.knownOrders.map((each) => (each === known ? { ...each, fingerprint } : each)),
    })
    const status = orderStatusWords(order.status, locale())
    notify('order_moved', 'assistant', phrase('order_moved', locale(), { number: order.number, status }))
    return ok({ told: true })
  }

  return {
    staffDoor,
    /** Nobody has come yet; staff have just been reminded. */
    tellStillWaiting: (ticketId: string, isLast: boolean): void =>
      tellHandoff(ticketId, null, phrase(isLast ? 'still_waiting_last' : 'still_waiting', locale())),
    /** The button, not a message: no plan, no model. Pressed twice it is one ticket. */
    async callPerson(note: string): Promise<{ ticketId: string }> {
      const { ticketId } = memory.meta
      if (memory.meta.mode !== 'bot' && ticketId !== null) return { ticketId }
      const outcome = await deps.runTool(
        { tool: 'notify_human', input: { reason: 'asked_for_person', note } },
        {
          identity: deps.identity(),
          turnId: asId<TurnId>(`button-${memory.lastTurnNo()}`),
          callId: `button-${memory.lastTurnNo()}`,
          locale: locale(),
          signal: new AbortController().signal,
        },
        NO_SPAN
      )
      if (outcome.tool !== 'notify_human' || !outcome.result.ok) {
        throw new Fault('store_unavailable', { retryable: true, detail: 'notify_human' })
      }
      const opened = outcome.result.value.ticketId
      memory.remember({ mode: 'waiting', ticketId: opened, followUp: openFollowUp(opened, deps.now()) })
      tellHandoff(opened, 'asked_for_person', phrase('handed_over', locale()))
      return { ticketId: opened }
    },
    /** Shown as the shopper's own line. The assistant does not look into files; the person who answers does. */
    attach(attachment: Attachment): Result<{ kept: true }, AttachRefusal> {
      if (memory.countHolding(`"type":"${FILE_PART}"`) >= ATTACHMENTS_PER_SESSION) return refuse({ reason: 'too_many' })
      memory.putMessage({
        id: asId<MessageId>(`f${attachment.id.slice(0, 12)}`),
        turnNo: memory.lastTurnNo(),
        role: 'shopper',
        body: `\u{1F4CE} ${attachment.name}`,
        sources: [],
        parts: [{ type: FILE_PART, data: attachment }],
        state: 'done',
        at: deps.now(),
      })
      return ok({ kept: true as const })
    },
    async rate(score: number, words: string): Promise<{ kept: true }> {
      if (!memory.meta.rated) {
        const { intent, brainVersion } = memory.meta.lastAnswer ?? { intent: null, brainVersion: deps.brainVersion() }
        await deps.keepRating({ score, words, intent, brainVersion, atMs: deps.now() })
        memory.remember({ rated: true })
      }
      return { kept: true }
    },
  }
}
