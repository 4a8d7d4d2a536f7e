import { asId, type MessageId, type SessionId, type TurnId } from '../base/ids.ts'
import { ok, refuse, type Result } from '../base/result.ts'
import { DAY_MS, SECOND_MS, type Chance } from '../base/time.ts'
import type { Claims } from '../contracts/claims.ts'
import type { QueueMessage } from '../contracts/queue.ts'
import type { SayAsk, SayRefusal, SaySuccess, SessionDoor, VisitRefusal } from '../contracts/session-rpc.ts'
import { pickLocale } from '../brain/phrases/pick-locale.ts'
import { keepFollowUp, type KeepFollowUpDeps } from './promises/follow-up.ts'
import { cleanMessage } from './clean-message.ts'
import { openDesk, type DeskDeps } from './desk.ts'
import { readFirstName, type ProfileDeps } from './profile.ts'
import { readDossier } from './read-dossier.ts'
import { readHistory } from './read-history.ts'
import { identityOf } from './identity-of.ts'
import type { Memory, MessageRow, TurnRow } from './memory/memory.ts'
import { drainOutbox } from './outbox.ts'
import { drawToken, fullBucket, SESSION_LIMITS } from './session-limits.ts'
import type { FrameLog, FrameStore } from './stream/frame-log.ts'
import type { Pipe } from './stream/pipe.ts'
import { openTurnRunner, streamIdOf, type RunnerDeps } from './turn-runner.ts'
import { openCardDoors, type CardDeps } from './writes/card-doors.ts'

/** A session nobody visits for this long is forgotten whole; the store keeps the transcript by its own rules. */
export const IDLE_MS = 30 * DAY_MS
/** How soon we look again after starting something that might be cut off. */
const LOOK_AGAIN_MS = 30 * SECOND_MS
/** Streams kept for resuming. Older ones are in the history. */
const KEEP_STREAMS = 20
const HEARTBEAT_MS = 15 * SECOND_MS
/** A quiet stream is let go after this; a client that still cares comes back with Last-Event-ID. */
const FOLLOW_MS = 300 * SECOND_MS

export type SessionDeps = Omit<RunnerDeps, 'readFirstName' | 'identity' | 'knockOutbox' | 'frames' | 'sessionId'> &
  Pick<DeskDeps, 'keepRating'> &
  Pick<CardDeps, 'answerConsent' | 'checkCode' | 'readCardEnd'> & {
    sessionId: SessionId
    findFirstName: ProfileDeps['findFirstName']
    memory: Memory
    frames: FrameLog
    store: Pick<FrameStore, 'forget'>
    chance: Chance
    openPipe(): Pipe
    send(message: QueueMessage): Promise<void>
    /** The one alarm. Setting it replaces the one before. */
    wakeAt(ms: number): Promise<void>
    forgetAll(): Promise<void>
  }

export type Session = SessionDoor & { wake(): Promise<void>; tend(): Promise<void> }

/** One conversation. A plain object: the Durable Object around it only carries calls in. */
export function openSession(deps: SessionDeps): Session {
  const { memory, frames } = deps
  let bucket = fullBucket(deps.now())
  let wakesAt = 0
  let isForgotten = false
  let sending: Promise<unknown> = Promise.resolve()

  const identity = () => {
    const { subject, email, verifiedOrders } = memory.meta
    return identityOf(deps.sessionId, { subject: subject ?? '', email, verifiedOrders }, deps.now())
  }
  const outbox = { waiting: memory.outbox, drop: memory.dropFromOutbox }
  const knockOutbox = () => {
    sending = sending
      .then(() => (isForgotten ? undefined : drainOutbox({ ...outbox, send: deps.send })))
      // The rows stay; the alarm tries again.
      .catch((error: unknown) => deps.reportFault(error, 'outbox'))
  }
  const runner = openTurnRunner({
    ...deps,
    readFirstName: (signal) => readFirstName({ ...deps, identity }, signal),
    identity,
    knockOutbox,
  })
  const desk = openDesk({ ...deps, identity, knockOutbox, isBusy: runner.isBusy })

  const ensureAlarm = async (): Promise<void> => {
    const soon = deps.now() + LOOK_AGAIN_MS
    if (wakesAt > deps.now() && wakesAt <= soon) return
    wakesAt = soon
    await deps.wakeAt(soon)
  }

  const cards = openCardDoors({ ...deps, identity, ensureAlarm, whenFree: runner.whenFree })

  /** Whose session this is, settled by its first visitor. The token's signature was checked at the edge. */
  function admit(claims: Claims): VisitRefusal | null {
    const { subject } = memory.meta
    if (claims.sid !== deps.sessionId || (subject !== null && subject !== claims.sub))
      return { reason: 'wrong_subject' }
    if (subject === null || memory.meta.email !== (claims.email ?? null)) {
      // A session that has only been looked at, or only called a person, is as alive as one that has a turn.
      memory.remember({ subject: claims.sub, email: claims.email ?? null, lastSeenAt: deps.now() })
    }
    return null
  }
  /** A visit whose errand has refusals of its own. */
  const admitted = async <T, R>(
    claims: Claims,
    run: () => Promise<Result<T, R>>
  ): Promise<Result<T, R | VisitRefusal>> => {
    const refusal = admit(claims)
    return refusal ? refuse(refusal) : run()
  }
  const visit = async <T>(claims: Claims, run: () => Promise<T>): Promise<Result<T, VisitRefusal>> => {
    const refusal = admit(claims)
    return refusal ? refuse(refusal) : ok(await run())
  }

  async function framesOf(turn: TurnRow, wanted: boolean): Promise<ReadableStream<Uint8Array> | null> {
    if (!wanted) return null
    const pipe = deps.openPipe()
    await frames.followOne(streamIdOf(turn), pipe)
    return pipe.readable
  }

  async function say(ask: SayAsk): Promise<Result<SaySuccess, SayRefusal>> {
    const refusal = admit(ask.claims)
    if (refusal) return refuse(refusal)

    const known = memory.findTurnByClientId(ask.clientMessageId)
    if (known) return ok({ turnId: known.turnId, repeated: true, ahead: 0, frames: await framesOf(known, ask.follow) })

    const message = cleanMessage(ask.text)
    if (!message.ok) return message
    const ahead = runner.ahead()
    if (ahead > SESSION_LIMITS.queueMax) return refuse({ reason: 'queue_full', retryAfterMs: 5 * SECOND_MS })
    const drawn = drawToken(bucket, deps.now())
    bucket = drawn.bucket
    if (drawn.retryAfterMs > 0) return refuse({ reason: 'rate_limited', retryAfterMs: drawn.retryAfterMs })

    const [turn, kept] = accept(ask, message.value, ahead)
    const opened = ask.follow ? deps.openPipe() : null
    runner.enqueue(turn, kept, ahead, ask.traceparent)
    if (opened) await frames.followOne(streamIdOf(turn), opened)
    // After the answer has begun: the alarm is for a crash, and must not delay the first frame.
    void ensureAlarm()
    return ok({ turnId: turn.turnId, repeated: false, ahead, frames: opened?.readable ?? null })
  }

  function accept(ask: SayAsk, text: string, ahead: number): [TurnRow, MessageRow] {
    const at = deps.now()
    const locale = pickLocale(ask.claims.locale, text, memory.meta.locale ?? undefined)
    if (locale !== memory.meta.locale) memory.remember({ locale })
    const turnNo = memory.lastTurnNo() + 1
    const turn: TurnRow = {
      turnNo,
      turnId: asId<TurnId>(`t${turnNo}-${deps.chance.uuid().slice(0, 8)}`),
      clientMessageId: ask.clientMessageId,
      requestId: ask.requestId,
      // Nothing ahead of it: it runs from here on, and a row write is saved.
      state: ahead === 0 ? 'running' : 'queued',
      attempt: 1,
      streaming: ask.streaming,
      page: ask.page,
      replyId: asId<MessageId>(`m${turnNo}a`),
      at,
    }
    const message: MessageRow = {
      id: asId<MessageId>(`m${turnNo}s`),
      turnNo,
      role: 'shopper',
      body: text,
      sources: [],
      parts: [],
      state: 'done',
      at,
    }
    memory.acceptTurn(turn, message)
    return [turn, message]
  }

  async function follow(lastEventId: string | null, wait: boolean): Promise<ReadableStream<Uint8Array> | null> {
    // No position means: from the running turn on. A position that is not a number is no position.
    const after = lastEventId !== null && /^\d{1,15}$/.test(lastEventId) ? Number(lastEventId) : frames.settledFrame()
    if (!wait && !frames.hasMissed(after)) return null
    const pipe = deps.openPipe()
    await frames.followAll(after, pipe, wait)
    if (wait) keepAlive()
    return pipe.readable
  }

  let beating = false
  /** Heartbeats while somebody waits; the interval ends with the last follower, so an idle object can sleep. */
  function keepAlive(): void {
    if (beating) return
    beating = true
    const endsAt = deps.now() + FOLLOW_MS
    const interval = setInterval(() => {
      frames.beat()
      const isOver = deps.now() > endsAt && !runner.isBusy()
      if (isOver) frames.release()
      if (frames.followerCount() > 0) return
      clearInterval(interval)
      beating = false
    }, HEARTBEAT_MS)
  }

  const followUp: KeepFollowUpDeps = {
    owed: () => memory.meta.followUp,
    mode: () => memory.meta.mode,
    keep: (owed) => memory.remember({ followUp: owed }),
    remindStaff: (ticketId, no) =>
      deps.send({ kind: 'notice.send', v: 1, noticeId: `ticket_waiting.${ticketId}~${no}` }),
    tellShopper: desk.tellStillWaiting,
  }

  async function tend(): Promise<void> {
    wakesAt = 0
    knockOutbox()
    await sending
    for (const streamId of memory.staleSpans(KEEP_STREAMS)) {
      deps.store.forget(streamId)
      memory.dropSpan(streamId)
    }
    await keepFollowUp(followUp, deps.now()).catch((error: unknown) => deps.reportFault(error, 'follow-up'))
    await cards.settleCards().catch((error: unknown) => deps.reportFault(error, 'cards'))
    const isOwing = runner.isBusy() || memory.outbox().length > 0
    const forgetAt = Math.max(memory.meta.lastSeenAt, memory.lastTurnAt()) + IDLE_MS
    if (!isOwing && deps.now() >= forgetAt) return deps.forgetAll()
    const dueAt = memory.meta.followUp?.dueAt ?? Infinity
    wakesAt = isOwing ? deps.now() + LOOK_AGAIN_MS : Math.min(forgetAt, Math.max(dueAt, deps.now()))
    await deps.wakeAt(wakesAt)
  }

  return {
    ...desk.staffDoor,
    say,
    follow: ({ claims, lastEventId, wait }) => visit(claims, () => follow(lastEventId, wait)),
    history: ({ claims }) =>
      visit(claims, async () => readHistory(memory, frames, { isRunning: runner.isBusy(), nowMs: deps.now() })),
    stop: ({ claims }) => visit(claims, async () => ({ stopped: runner.stop() })),
    callPerson: ({ claims, note }) =>
      visit(claims, async () => {
        const called = await desk.callPerson(note)
        // The alarm is what keeps the promise: without it nobody would look again.
        await ensureAlarm()
        return called
      }),
    consent: ({ claims, requestId: _, ...ask }) => admitted(claims, () => cards.consent(ask)),
    verify: ({ claims, requestId: _, ...ask }) => admitted(claims, () => cards.verify(ask)),
    attach: ({ claims, attachment }) => admitted(claims, async () => desk.attach(attachment)),
    notice: (ask) => cards.notice(ask),
    rate: ({ claims, score, words }) => visit(claims, () => desk.rate(score, words)),
    dossier: async () => ok(readDossier(memory)),
    async forget() {
      // First: what the stopped turn leaves behind must not be sent on.
      isForgotten = true
      runner.stop()
      await sending
      await deps.forgetAll()
      return ok({ forgot: true as const })
    },
    async wake() {
      runner.recover()
    },
    tend,
  }
}
