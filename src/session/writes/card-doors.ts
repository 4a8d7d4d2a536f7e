import { asId, type TurnId } from '../../base/ids.ts'
import { ok, refuse, type Result } from '../../base/result.ts'
import { MINUTE_MS } from '../../base/time.ts'
import type { Identity } from '../../contracts/identity.ts'
import type { CardAnswer, CardRefusal, CodeAnswer, SessionDoor } from '../../contracts/session-rpc.ts'
import type { ConsentOutcome, VerifyOutcome } from '../../contracts/write-tools.ts'
import { NO_SPAN } from '../../observability/span.ts'
import { phrase } from '../../brain/phrases/phrase.ts'
import type { ToolContext } from '../run-tools.ts'
import { openBetweenTurns, type BetweenDeps } from './between-turns.ts'
import { changeCard, findCard, isLapsed } from './cards.ts'
import type { Propose } from './propose-in-turn.ts'
import { sayProposal } from './say-proposal.ts'
import { saySettled } from './say-settled.ts'

/** A wish that waits for its proof is asked again by itself for this long. */
export const WISH_LIFE_MS = 10 * MINUTE_MS

/** `traceparent` is the click's own request. */
export type ConsentAsk = { cardId: string; decision: 'accept' | 'decline'; traceparent?: string | null }
export type CodeAsk = { cardId: string; code: string; traceparent?: string | null }

export type CardDeps = BetweenDeps & {
  propose: Propose
  answerConsent(ask: ConsentAsk, context: ToolContext): Promise<ConsentOutcome>
  checkCode(ask: CodeAsk, context: ToolContext): Promise<VerifyOutcome>
  /** What became of a card, read where it is kept; `open` when nobody answered it yet, null when there is none. */
  readCardEnd(cardId: string): Promise<ConsentOutcome | 'open' | null>
  identity(): Identity
  /** Something may be cut off: look again soon. */
  ensureAlarm(): Promise<void>
}

type CardDoors = {
  [Door in 'consent' | 'verify' | 'notice']: (
    ask: Omit<Parameters<SessionDoor[Door]>[0], 'claims' | 'requestId'>
  ) => ReturnType<SessionDoor[Door]>
}

/**
 * What a shopper does with a card, and what they hear of it later. One at a time: a second click finds what became of
 * the first. The hands decide and act; here it is only remembered and told.
 */
export function openCardDoors(deps: CardDeps): CardDoors & { settleCards(): Promise<void> } {
  const { memory } = deps
  const sayBetween = openBetweenTurns(deps)
  const locale = () => memory.meta.locale ?? 'en'
  let lane: Promise<unknown> = Promise.resolve()
  const inLane = <T>(act: () => Promise<T>): Promise<T> => {
    const mine = lane.then(act, act)
    lane = mine.catch(() => undefined)
    return mine
  }

  /** Each click has its own line in the trail. */
  const contextFor = (cardId: string): ToolContext => ({
    identity: deps.identity(),
    turnId: asId<TurnId>(`card-${memory.lastTurnNo()}`),
    callId: `${cardId.slice(0, 60)}.${deps.chance.uuid().slice(0, 8)}`,
    locale: locale(),
    // The shopper may leave; what they agreed to goes on.
    signal: new AbortController().signal,
  })

  /** A card of a turn that is still being told is in no message yet. */
  async function findShown<Type extends 'data-consent' | 'data-code'>(type: Type, cardId: string) {
    const kept = findCard(memory, type, cardId)
    if (kept) return kept.part
    await new Promise<void>((resolve) => deps.whenFree(resolve))
    return findCard(memory, type, cardId)?.part ?? null
  }

  const waitFor = (cardId: string) =>
    memory.remember({ openCards: [...memory.meta.openCards.filter((each) => each !== cardId), cardId].slice(-20) })
  const waitNoMore = (cardId: string) =>
    memory.remember({ openCards: memory.meta.openCards.filter((each) => each !== cardId) })

  /** Remembers where a card stands and says so, in one step that nothing can come between. */
  function settle(cardId: string, outcome: ConsentOutcome): CardAnswer {
    const said = saySettled(outcome, locale())
    const changed = changeCard(memory, 'data-consent', cardId, { state: said.state })
    if (said.waits) waitFor(cardId)
    else waitNoMore(cardId)
    if (said.receipt) memory.remember({ receipts: [...new Set([...memory.meta.receipts, said.receipt])] })
    sayBetween({
      text: said.text,
      as: 'message',
      changed: changed ? [changed] : [],
      actions: said.actions,
      outcome: outcome.ok ? 'answered' : 'refused',
      offerPerson: said.offerPerson,
    })
    return { cardId, state: said.state }
  }

  async function consent(ask: ConsentAsk): Promise<Result<CardAnswer, CardRefusal>> {
    const { cardId, decision } = ask
    const shown = await findShown('data-consent', cardId)
    // The second of a double click, or of another tab: what became of the first one stands.
    if (shown && shown.data.state !== 'open') return answerAgain(cardId, shown.data.state)
    if (shown && decision === 'accept' && !isLapsed(shown.data, deps.now())) {
      // Kept before it is sent: a crash after this leaves a card that is looked into, not one that seems untouched.
      changeCard(memory, 'data-consent', cardId, { state: 'accepted' })
      waitFor(cardId)
      await deps.ensureAlarm()
    }
    const outcome = await deps.answerConsent(ask, contextFor(cardId))
    if (outcome.ok || outcome.error.reason !== 'card_not_open') return ok(settle(cardId, outcome))
    if (!shown) return refuse({ reason: 'card_not_open' })
    const end = await deps.readCardEnd(cardId)
    if (end !== null && end !== 'open') return ok(settle(cardId, end))
    waitNoMore(cardId)
    tellExpired('data-consent', cardId)
    return refuse({ reason: 'card_not_open' })
  }

  const answerAgain = (cardId: string, state: CardAnswer['state']): Result<CardAnswer, CardRefusal> =>
    state === 'expired' ? refuse({ reason: 'card_not_open' }) : ok({ cardId, state })

  function tellExpired(type: 'data-consent' | 'data-code', cardId: string): void {
    const changed = changeCard(memory, type, cardId, { state: 'expired' })
    const text = phrase('write_card_not_open', locale())
    if (changed) sayBetween({ text, as: 'message', changed: [changed], outcome: 'refused' })
  }

  async function verify(ask: CodeAsk): Promise<Result<CodeAnswer, CardRefusal>> {
    const { cardId } = ask
    const shown = await findShown('data-code', cardId)
    if (shown?.data.state === 'verified') return ok({ cardId, state: 'verified', triesLeft: shown.data.triesLeft })
    const outcome = await deps.checkCode(ask, contextFor(cardId))
    if (outcome.kind === 'not_open') {
      if (shown?.data.state === 'open') tellExpired('data-code', cardId)
      return refuse({ reason: 'card_not_open' })
    }
    const { state, triesLeft } = outcome.card
    const changed = changeCard(memory, 'data-code', cardId, { state, triesLeft })
    const cards = changed ? [changed] : []
    if (outcome.kind === 'verified') await welcome(outcome, cards)
    else {
      const text =
        state === 'locked' ? phrase('code_locked', locale()) : phrase('code_wrong', locale(), { left: triesLeft })
      sayBetween({ text, as: 'code_result', changed: cards })
    }
    return ok({ cardId, state, triesLeft })
  }

  /** The order is theirs for now. What they wanted of it is asked of the hands at once, so they need not say it twice. */
  async function welcome(
    { orderNumber: number, untilMs }: Extract<VerifyOutcome, { kind: 'verified' }>,
    changed: Parameters<typeof sayBetween>[0]['changed']
  ): Promise<void> {
    const others = memory.meta.verifiedOrders.filter((each) => each.number !== number && each.untilMs > deps.now())
    memory.remember({ verifiedOrders: [...others, { number, untilMs }].slice(-10), openQuestion: null })
    const wish = memory.meta.pendingWrite
    const isForIt = wish?.call.input.order_id.toLowerCase() === number.toLowerCase() && deps.now() < wish.untilMs
    const right = phrase('code_right', locale(), { number: wish && isForIt ? wish.call.input.order_id : number })
    if (!wish || !isForIt) return sayBetween({ text: right, as: 'message', changed })
    // Once, whatever comes of it: a wish that fails is not asked again behind the shopper's back.
    memory.remember({ pendingWrite: null })
    const outcome = await deps.propose(wish.call, contextFor('proven'), NO_SPAN)
    const said = sayProposal(outcome, locale())
    if (said.openQuestion === 'which_address') {
      memory.remember({
        openQuestion: said.openQuestion,
        pendingWrite: { call: wish.call, untilMs: deps.now() + WISH_LIFE_MS },
      })
    }
    sayBetween({ ...said, text: `${right}\n\n${said.text}`, as: 'message', changed })
  }

  /** A knock: the cards that wait are read again, and the news is told once. */
  async function notice(ask: { kind: 'approval_decided' | 'write_settled'; text: string }) {
    const changed = []
    for (const cardId of memory.meta.openCards) {
      const said = await readSettled(cardId)
      const part = said ? changeCard(memory, 'data-consent', cardId, { state: said.state }) : null
      if (said) waitNoMore(cardId)
      if (said?.receipt) memory.remember({ receipts: [...new Set([...memory.meta.receipts, said.receipt])] })
      if (part) changed.push(part)
    }
    const isTold = memory.lastMessages(20).some((row) => row.role === 'assistant' && row.body === ask.text)
    if (isTold && changed.length === 0) return ok({ told: false })
    const as = ask.kind === 'approval_decided' ? 'approval_decided' : 'message'
    sayBetween({ text: ask.text, as, changed })
    return ok({ told: true })
  }

  /** Null while the end is not known: it stays a card that waits. */
  async function readSettled(cardId: string) {
    const end = await deps.readCardEnd(cardId)
    if (end === null || end === 'open') return null
    const said = saySettled(end, locale())
    return said.waits ? null : said
  }

  /** After a crash between the click and its end: what is known by now is told, and an untouched card is open again. */
  async function settleCards(): Promise<void> {
    for (const cardId of memory.meta.openCards) {
      const end = await deps.readCardEnd(cardId)
      if (end === 'open') {
        waitNoMore(cardId)
        changeCard(memory, 'data-consent', cardId, { state: 'open' })
      } else if (end !== null && !saySettled(end, locale()).waits) settle(cardId, end)
    }
  }

  return {
    consent: (ask) => inLane(() => consent(ask)),
    verify: (ask) => inLane(() => verify(ask)),
    notice: (ask) => inLane(() => notice(ask)),
    settleCards: () => inLane(settleCards),
  }
}
