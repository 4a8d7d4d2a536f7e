import type { MessageId } from '../base/ids.ts'
import type { Clock } from '../base/time.ts'
import { isFault } from '../base/fault.ts'
import type { Frame } from '../contracts/frames.ts'
import type { ActionRecord } from '../contracts/turn-record.ts'
import { NO_SPAN, type OpenSpan } from '../observability/span.ts'
import type { Identity } from '../contracts/identity.ts'
import { phrase } from '../brain/phrases/phrase.ts'
import type { Memory, MessageRow, TurnRow, TurnState } from './memory/memory.ts'
import { orderToProve, rememberTurn } from './memory/remember-turn.ts'
import { decideRecovery, type Recovery } from './recovery.ts'
import type { FrameLog } from './stream/frame-log.ts'
import { standingOf } from './promises/standing.ts'
import { callForDraft, draftRow, draftTurn } from './shadow.ts'
import { turnFacts, turnRecord, type RecordedRow, type TurnFacts } from './turn-facts.ts'
import { closeText, runTurn, type Turn, type TurnDeps, type TurnEnd } from './turn-loop.ts'

/** The whole of a turn, queue excluded. Past it the shopper is told, and a person is offered. */
export const TURN_BUDGET_MS = 20_000

export type RunnerDeps = TurnDeps & {
  sessionId: string
  /** The version that answers this session now, for the record. */
  brainVersion(): string
  /** False sends final texts only, whatever the client asked for. */
  mayStream(): boolean
  /** True drafts every answer for a person and sends none. */
  isShadow(): Promise<boolean>
  timeZone: string
  memory: Memory
  frames: FrameLog
  now: Clock
  identity(): Identity
  /** Audit rows of reads since it was last asked; they travel with the turn's record. */
  takeActions(): ActionRecord[]
  /** Opens a turn's trace, as a part of the caller's when it sent one. */
  startTrace(traceparent: string | null): OpenSpan
  /** The one line and the one trace of a turn. Ends the span. */
  turnEnded(facts: TurnFacts, span: OpenSpan): void
  reportFault(error: unknown, where: string): void
  /** A question the shop's pages did not answer, for whoever writes them. */
  questionMissed(question: string, answerable: number): void
  /** After each turn: the outbox has something. */
  knockOutbox(): void
}

export type TurnRunner = ReturnType<typeof openTurnRunner>
type TurnGiven = Turn & { span: OpenSpan }
type Emit = (...frames: Frame[]) => void
type Running = { turn: TurnRow; abort: AbortController }

/** A turn's stream. A second try is a stream of its own, so the first one's frames stay what they were. */
export const streamIdOf = (turn: Pick<TurnRow, 'turnId' | 'attempt'>): string =>
  turn.attempt <= 1 ? turn.turnId : `${turn.turnId}~${turn.attempt}`

/** Runs one turn at a time, in the order they were accepted. Turns of one session never overlap. */
export function openTurnRunner(deps: RunnerDeps) {
  const waiting: Recovery[] = []
  /** Callers' trace contexts, by turn. Lost with the object, as traces may be. */
  const callers = new Map<number, string>()
  let running: Running | null = null
  /** What is to be said between turns, once the running one has ended. */
  let afterTurn: (() => void)[] = []
  const runAfterTurn = (): void => {
    const acts = afterTurn
    afterTurn = []
    for (const act of acts) act()
  }

  /** The shopper's message of a turn; the newest one needs no reading. */
  let newest: { turnNo: number; message: MessageRow } | null = null
  const messageOf = (turn: TurnRow): MessageRow => {
    if (newest?.turnNo === turn.turnNo) return newest.message
    const message = deps.memory.messageOfTurn(turn.turnNo)
    if (!message) throw new Error(`turn ${turn.turnNo} has no message`)
    return message
  }
  const locale = () => deps.memory.meta.locale ?? 'en'
  const say = (replyId: MessageId, text: string): Frame[] => [
    { type: 'text-start', id: `${replyId}.note` },
    { type: 'text-delta', id: `${replyId}.note`, delta: text },
    { type: 'text-end', id: `${replyId}.note` },
  ]

  async function drain(): Promise<void> {
    if (running) return
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const abort = new AbortController()
      running = { turn: next.turn, abort }
      const timer = setTimeout(() => abort.abort('budget'), TURN_BUDGET_MS)
      try {
        await runOne(next, abort.signal)
      } catch (error) {
        deps.reportFault(error, 'turn-runner')
      } finally {
        // A pending timer keeps the object from being evicted, so it never outlives the turn.
        clearTimeout(timer)
        running = null
        runAfterTurn()
      }
    }
  }

  async function runOne({ turn, act }: Recovery, signal: AbortSignal): Promise<void> {
    const streamId = streamIdOf(turn)
    const message = messageOf(turn)
    // A straggler of a turn that was stopped may still speak; nobody listens any more.
    const emit = (...frames: Frame[]) => {
      if (deps.frames.isOpen(streamId)) deps.frames.emit(streamId, ...frames)
    }
    if (!deps.frames.isOpen(streamId)) begin(turn, act)
    if (turn.state !== 'running') deps.memory.markTurn(turn.turnNo, 'running', turn.attempt)

    if (act === 'give_up') return endWithNote(turn, emit, 'interrupted', phrase('interrupted', locale()), null)
    if (await deps.isShadow()) return draftForPerson(turn, givenOf(turn, message, emit), signal)
    if (deps.memory.meta.mode !== 'bot') return endWithPerson(turn, emit)

    const startedMs = deps.now()
    const given = givenOf(turn, message, emit)
    try {
      // Whatever ignores the signal must not hold the queue: the race ends the turn, the straggler ends unheard.
      const end = await Promise.race([runTurn(deps, given, signal), whenAborted(signal)])
      finish(turn, given, end, startedMs)
    } catch (error) {
      failTurn(turn, given, error, signal, startedMs)
    }
  }

  /** All that is settled before a turn starts. Opens its span. */
  function givenOf(turn: TurnRow, message: MessageRow, emit: Emit): TurnGiven {
    const span = deps.startTrace(callers.get(turn.turnNo) ?? null)
    callers.delete(turn.turnNo)
    return {
      turnId: turn.turnId,
      requestId: turn.requestId,
      replyId: turn.replyId,
      identity: deps.identity(),
      receipts: deps.memory.meta.receipts,
      standing: standingOf(deps.memory.meta, deps.now()),
      timeZone: deps.timeZone,
      streaming: turn.streaming && deps.mayStream(),
      draft: { text: '', firstTextAtMs: null, isOpen: false },
      span,
      emit,
      ask: {
        message: message.body,
        history: deps.memory.historyBefore(turn.turnNo),
        signedIn: deps.identity().level === 'account',
        knownOrders: deps.memory.meta.knownOrders.map((order) => order.number),
        openQuestion: deps.memory.meta.openQuestion,
        orderToProve: orderToProve(deps.memory, deps.now()),
        locale: locale(),
      },
    }
  }

  /**
   * Shadow: a person answers, and the shopper is told so first. What we would have said is kept for them, in the record
   * alone; a draft that fails costs nobody anything.
   */
  async function draftForPerson(turn: TurnRow, given: TurnGiven, signal: AbortSignal): Promise<void> {
    const startedMs = deps.now()
    try {
      const ticketId = deps.memory.meta.ticketId ?? (await callForDraft(deps, given, signal))
      const mode = deps.memory.meta.mode === 'person' ? 'person' : 'waiting'
      deps.memory.remember({ mode, ticketId })
      const text = phrase(mode === 'person' ? 'person_has_it' : 'already_waiting', locale())
      given.emit({ type: 'data-handoff', id: 'handoff', data: { mode, reason: null, ticketId, text } })
      const drafted = await Promise.race([draftTurn(deps, given, ticketId, signal), whenAborted(signal)]).catch(
        (error: unknown) => (deps.reportFault(error, 'draft'), null)
      )
      const endedMs = deps.now()
      const draft = drafted && drafted.text !== '' ? draftRow(turn, drafted.text, drafted.end.sources, endedMs) : null
      const how = { outcome: 'with_person', state: 'done', startedMs, endedMs, firstTextAtMs: null } as const
      keep(turn, null, drafted?.end ?? null, { ...how, span: given.span, draft })
      given.emit({ type: 'finish', messageMetadata: { outcome: 'with_person', offerPerson: false } })
      deps.frames.end(streamIdOf(turn))
    } catch (error) {
      failTurn(turn, given, error, signal, startedMs)
    }
  }

  /** Opens the stream and says what it is. A restart voids what was shown of the first try. */
  function begin(turn: TurnRow, act: Recovery['act']): void {
    const streamId = streamIdOf(turn)
    deps.frames.open(streamId)
    const replyTo = turn.clientMessageId
    deps.frames.emit(streamId, {
      type: 'start',
      messageId: turn.replyId,
      messageMetadata: { turnId: turn.turnId, replyTo },
    })
    if (act !== 'restart') return
    const data = { messageId: turn.replyId, text: phrase('restarted', locale()) }
    deps.frames.emit(streamId, { type: 'data-restart', transient: true, data })
    // Kept at once: a second crash must find these numbers used.
    deps.frames.flush(streamId)
  }

  function finish(turn: TurnRow, given: TurnGiven, end: TurnEnd, startedMs: number): void {
    const { memory } = deps
    rememberTurn(memory, end, deps.now())
    memory.remember({ lastAnswer: { intent: end.plan.intent, brainVersion: deps.brainVersion() } })
    const state: TurnState = 'done'
    settle(turn, given, end, {
      outcome: end.handedOver ? 'handed_over' : end.outcome,
      state,
      startedMs,
      body: end.text,
    })
    given.emit({ type: 'finish', messageMetadata: { outcome: end.outcome, offerPerson: end.offerPerson } })
    deps.frames.end(streamIdOf(turn))
  }

  /** A stop keeps what was said. Anything else that ends a turn early is said plainly, with a way to a person. */
  function failTurn(turn: TurnRow, given: TurnGiven, error: unknown, signal: AbortSignal, startedMs: number): void {
    if (signal.aborted && signal.reason === 'stopped') {
      settle(turn, given, null, { outcome: 'stopped', state: 'stopped', startedMs, body: given.draft.text })
      closeText(given)
      given.emit({ type: 'abort', reason: 'stopped' })
      deps.frames.end(streamIdOf(turn))
      return
    }
    deps.reportFault(error, isFault(error) ? `turn ${error.code}` : 'turn')
    const note = phrase('broken', given.ask.locale)
    const body = given.draft.text === '' ? note : `${given.draft.text}\n\n${note}`
    settle(turn, given, null, { outcome: signal.aborted ? 'out_of_time' : 'failed', state: 'done', startedMs, body })
    closeText(given)
    given.emit(...say(turn.replyId, note), {
      type: 'finish',
      messageMetadata: { outcome: 'failed', offerPerson: true },
    })
    deps.frames.end(streamIdOf(turn))
  }

  type Settling = { outcome: string; state: TurnState; startedMs: number; body: string }
  /** Answer, turn and outbox row are kept before `finish` is sent: what a client saw finished is never lost. */
  function settle(turn: TurnRow, given: TurnGiven, end: TurnEnd | null, how: Settling): void {
    const endedMs = deps.now()
    const reply: MessageRow = {
      id: turn.replyId,
      turnNo: turn.turnNo,
      role: 'assistant',
      body: how.body,
      sources: end?.sources ?? [],
      parts: end?.parts ?? [],
      state: how.state === 'stopped' ? 'stopped' : 'done',
      at: endedMs,
    }
    keep(turn, reply, end, { ...how, endedMs, firstTextAtMs: given.draft.firstTextAtMs, span: given.span })
  }

  function keep(
    turn: TurnRow,
    reply: MessageRow | null,
    end: TurnEnd | null,
    how: {
      outcome: string
      state: TurnState
      startedMs: number
      endedMs: number
      firstTextAtMs: number | null
      span: OpenSpan
      draft?: RecordedRow | null
    }
  ): void {
    const { memory } = deps
    const facts = turnFacts({
      ...how,
      turn,
      end,
      sessionId: deps.sessionId,
      brainVersion: deps.brainVersion(),
      locale: locale(),
    })
    const rows = [messageOf(turn), reply, how.draft ?? null].filter((row) => row !== null)
    const person = { subject: memory.meta.subject ?? '', email: memory.meta.email }
    const { span } = how
    // Before the header is written: what the queue does with this turn is kept when the turn is.
    if (facts.handoffReason !== null) span.keep('handoff')
    if (isBroken(facts.outcome)) span.fail(facts.outcome)
    const kept = span.start('finishTurn', { 'db.system.name': 'sqlite', 'db.operation.name': 'finishTurn' })
    const traceparent = span.traceparent()
    const record = turnRecord(facts, person, rows, end, deps.takeActions())
    const payload = { kind: 'turn.record', v: 1, record, ...(traceparent === null ? {} : { traceparent }) }
    memory.finishTurn(turn, reply, how.state, { key: turn.turnId, payload: JSON.stringify(payload) })
    kept.end()
    deps.turnEnded(facts, span)
    if (facts.outcome === 'not_known') deps.questionMissed(messageOf(turn).body, facts.answerable ?? 0)
    deps.knockOutbox()
  }

  function endWithNote(
    turn: TurnRow,
    emit: Emit,
    state: 'interrupted' | 'done',
    text: string,
    frame: Frame | null
  ): void {
    const at = deps.now()
    const parts = frame && 'data' in frame ? [{ type: frame.type, data: frame.data as unknown }] : []
    const isMessage = state === 'interrupted'
    const reply: MessageRow | null = isMessage
      ? { id: turn.replyId, turnNo: turn.turnNo, role: 'assistant', body: text, sources: [], parts, state, at }
      : null
    const outcome = isMessage ? 'interrupted' : 'with_person'
    keep(turn, reply, null, { outcome, state, startedMs: at, endedMs: at, firstTextAtMs: null, span: NO_SPAN })
    if (frame) emit(frame)
    if (isMessage) emit(...say(turn.replyId, text))
    emit({ type: 'finish', messageMetadata: { outcome, offerPerson: isMessage } })
    deps.frames.end(streamIdOf(turn))
  }

  /** A person has this conversation: the message is kept for them, and the assistant stays silent. */
  function endWithPerson(turn: TurnRow, emit: Emit): void {
    const { mode, ticketId } = deps.memory.meta
    const text = phrase(mode === 'person' ? 'person_has_it' : 'already_waiting', locale())
    endWithNote(turn, emit, 'done', text, {
      type: 'data-handoff',
      id: 'handoff',
      data: { mode, reason: null, ticketId, text },
    })
  }

  return {
    /** Takes an accepted turn. Its stream opens at once, with an honest line if others are ahead. */
    enqueue(turn: TurnRow, message: MessageRow, ahead: number, traceparent: string | null): void {
      newest = { turnNo: turn.turnNo, message }
      if (traceparent !== null) callers.set(turn.turnNo, traceparent)
      begin(turn, 'run')
      const step = ahead > 0 ? 'queued' : 'received'
      const data = { step, text: phrase(`status_${step}`, locale()) } as const
      deps.frames.emit(streamIdOf(turn), { type: 'data-status', transient: true, data })
      waiting.push({ turn, act: 'run' })
      void drain()
    },
    /** Picks up what an earlier life left unfinished. */
    recover(): void {
      for (const { turn, act } of decideRecovery(deps.memory.unfinishedTurns())) {
        const again = act === 'run' ? turn : { ...turn, attempt: turn.attempt + 1 }
        deps.memory.markTurn(turn.turnNo, turn.state, again.attempt)
        waiting.push({ turn: again, act })
      }
      void drain()
    },
    stop(): boolean {
      running?.abort.abort('stopped')
      return running !== null
    },
    /** Now, or when the running turn has ended. */
    whenFree(act: () => void): void {
      if (running) afterTurn.push(act)
      else act()
    },
    ahead: (): number => waiting.length + (running ? 1 : 0),
    isBusy: (): boolean => running !== null || waiting.length > 0,
  }
}

const isBroken = (outcome: string): boolean => outcome === 'failed' || outcome === 'out_of_time'

const whenAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const fail = () => reject(signal.reason instanceof Error ? signal.reason : new Error(String(signal.reason)))
    if (signal.aborted) fail()
    else signal.addEventListener('abort', fail, { once: true })
  })
