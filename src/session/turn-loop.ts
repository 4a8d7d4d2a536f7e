import type { MessageId, RequestId, TurnId } from '../base/ids.ts'
import type { Clock } from '../base/time.ts'
import { unreachable } from '../base/unreachable.ts'
import type { AnswerPart, Citation, ComposeAsk, Standing } from '../contracts/answer.ts'
import type { Frame } from '../contracts/frames.ts'
import type { Identity } from '../contracts/identity.ts'
import type { ModelHop } from '../contracts/model.ts'
import type { OrderView } from '../contracts/order.ts'
import type { Plan, PlanAsk, Question } from '../contracts/plan.ts'
import type { HandoffReason, OutcomeOf, ToolCall, ToolOutcome } from '../contracts/tools.ts'
import type { WriteCall } from '../contracts/write-tools.ts'
import type { Span } from '../observability/span.ts'
import { phrase } from '../brain/phrases/phrase.ts'
import { speculate } from '../brain/plan/speculate.ts'
import { startTools, type RunTool, type StartedTools } from './run-tools.ts'
import { tellOutcome, tellStatus } from './tell.ts'
import { proposeInTurn, type Propose } from './writes/propose-in-turn.ts'

export type TurnDeps = {
  now: Clock
  makePlan(ask: PlanAsk, signal: AbortSignal, span: Span): Promise<{ plan: Plan; hops: ModelHop[] }>
  runTool: RunTool
  /** The signed-in customer's first name, kept a quarter of an hour; null for a visitor. */
  readFirstName(signal: AbortSignal): Promise<string | null>
  propose: Propose
  /** Parts as they come, the last one `end`. A callback and not an iterator: it costs no promise a token. */
  compose(ask: ComposeAsk, emit: (part: AnswerPart) => void, signal: AbortSignal, span: Span): Promise<void>
}

/** `isOpen` while a text part has begun and not ended on the stream. */
export type Draft = { text: string; firstTextAtMs: number | null; isOpen: boolean }

/** One turn's givens, all settled before it starts. */
export type Turn = {
  turnId: TurnId
  requestId: RequestId
  replyId: MessageId
  ask: PlanAsk
  identity: Identity
  /** Writes this session has seen done. */
  receipts: readonly string[]
  standing: Standing | undefined
  timeZone: string
  streaming: boolean
  /** What has been said so far. Outlives a stop or a crash of this turn, which would otherwise lose it. */
  draft: Draft
  /** The turn's own span; tools and providers are its children. */
  span: Span
  emit(...frames: Frame[]): void
}

export type TurnEnd = {
  text: string
  sources: Citation[]
  parts: { type: string; data: unknown }[]
  plan: Plan
  outcome: Extract<AnswerPart, { kind: 'end' }>['outcome']
  offerPerson: boolean
  handedOver: { reason: HandoffReason; ticketId: string } | null
  openQuestion: Question | null
  outcomes: ToolOutcome[]
  hops: ModelHop[]
  withheld: Record<string, number>
  /** When the turn asked for a change: what for, and whether it waits for a proof. */
  proposal: { call: WriteCall; waits: boolean; durationMs: number; reason: string | null } | null
}

/**
 * One turn, as architecture section 3 tells it: read-only tools start before the plan is back, the plan decides, the
 * hands bring facts, the brain composes from those facts alone, the guard inside composing withholds what they do
 * not back. Frames go out as they come. Throws a Fault only when there is nothing left to answer with.
 */
export async function runTurn(deps: TurnDeps, turn: Turn, signal: AbortSignal): Promise<TurnEnd> {
  const tools = startTools(deps.runTool, turn, signal)
  for (const call of speculate(turn.ask)) void tools.begin(call)

  tellStatus(turn, 'planning')
  const { plan, hops } = await turn.span.span('plan', {}, async (span) => {
    const made = await deps.makePlan(turn.ask, signal, span)
    const { intent, confidence, by } = made.plan
    span.set({ 'counterhand.intent': intent, 'counterhand.confidence': confidence, 'counterhand.planned_by': by })
    return made
  })

  if (plan.act.kind === 'propose') return { ...(await proposeInTurn(deps, turn, plan.act.call, signal)), plan, hops }

  const calls = callsOf(plan)
  for (const call of calls) tellStatus(turn, call)
  const outcomes = await Promise.all(calls.map((call) => tools.begin(call)))
  signal.throwIfAborted()
  const parts = outcomes.flatMap((outcome) => tellOutcome(turn, outcome))

  const answer = await tellAnswer(deps, turn, { plan, outcomes }, signal)
  const asked = plan.act.kind === 'hand_over' ? plan.act.reason : answer.next === 'hand_over' ? 'provider_down' : null
  const handedOver = asked === null ? null : await callPerson(tools, outcomes, asked)
  if (handedOver) parts.push(...tellHandoff(turn, handedOver))

  return {
    ...answer,
    plan,
    parts,
    handedOver,
    outcomes,
    offerPerson: answer.next === 'offer_person',
    hops: [...hops, ...answer.hops],
    proposal: null,
    openQuestion: plan.act.kind === 'ask' ? plan.act.question : null,
  }
}

/** Tokens that come within one picture of a 60 Hz screen are told together: nobody can see them apart. */
const GATHER_MS = 16

/** What a plan needs from the hands before anything can be said. */
function callsOf(plan: Plan): ToolCall[] {
  const { act } = plan
  switch (act.kind) {
    case 'answer_from_kb':
      return [{ tool: 'kb_search', input: { query: act.query, top_k: 5 } }]
    case 'call_tools':
      return act.calls
    case 'ask':
    case 'propose':
      return []
    case 'hand_over':
      return [{ tool: 'notify_human', input: { reason: act.reason, note: '' } }]
    default:
      return unreachable(act)
  }
}

/** Composes and tells in one pass: text as it comes, then where it came from. */
async function tellAnswer(
  deps: TurnDeps,
  turn: Turn,
  known: { plan: Plan; outcomes: ToolOutcome[] },
  signal: AbortSignal
) {
  tellStatus(turn, 'writing')
  const ask: ComposeAsk = {
    message: turn.ask.message,
    history: turn.ask.history,
    ...known,
    receipts: turn.receipts,
    ...(turn.standing === undefined ? {} : { standing: turn.standing }),
    firstName: isGreeting(known.plan) ? await deps.readFirstName(signal) : null,
    locale: turn.ask.locale,
    timeZone: turn.timeZone,
    nowMs: deps.now(),
  }
  const textId = `${turn.replyId}.text`
  const sources: Citation[] = []
  const { draft } = turn
  let end = null as Extract<AnswerPart, { kind: 'end' }> | null

  let [held, timer] = ['', null as ReturnType<typeof setTimeout> | null]
  const release = () => {
    if (timer !== null) clearTimeout(timer)
    timer = null
    if (held !== '') turn.emit({ type: 'text-delta', id: textId, delta: held })
    held = ''
  }
  const tell = (delta: string) => {
    if (draft.firstTextAtMs === null) {
      draft.firstTextAtMs = deps.now()
      draft.isOpen = true
      return turn.emit({ type: 'text-start', id: textId }, { type: 'text-delta', id: textId, delta })
    }
    held += delta
    timer ??= setTimeout(release, GATHER_MS)
  }
  const take = (part: AnswerPart) => {
    if (part.kind === 'end') end = part
    else if (part.kind === 'citation') sources.push(part.citation)
    else {
      draft.text += part.text
      if (turn.streaming) tell(part.text)
    }
  }
  try {
    await turn.span.span('compose', {}, (span) => deps.compose(ask, take, signal, span))
    if (!turn.streaming && draft.text !== '') tell(draft.text)
  } finally {
    release()
    // Also on a stop or a fault: what was begun is closed, so no client waits for the rest of a sentence.
    closeText(turn)
  }
  if (!end) throw new Error('compose ended without saying how')
  for (const { id, title, url } of sources) turn.emit({ type: 'source-url', sourceId: id, title, url })
  return { text: draft.text, sources, outcome: end.outcome, next: end.next, hops: end.hops, withheld: end.withheld }
}

const isGreeting = ({ act }: Plan): boolean => act.kind === 'ask' && act.question === 'greeting'

/** Ends the text part if one is open. Safe to ask twice. */
export function closeText(turn: Pick<Turn, 'draft' | 'replyId' | 'emit'>): void {
  if (!turn.draft.isOpen) return
  turn.draft.isOpen = false
  turn.emit({ type: 'text-end', id: `${turn.replyId}.text` })
}

/**
 * A plan that hands over has called already; a failing answer calls now. One ticket either way: the tool is keyed by
 * the turn. Null when nobody could be called: then the answer must not claim it.
 */
async function callPerson(
  tools: StartedTools,
  outcomes: ToolOutcome[],
  reason: HandoffReason
): Promise<TurnEnd['handedOver']> {
  const isCall = (each: ToolOutcome): each is OutcomeOf<'notify_human'> => each.tool === 'notify_human'
  const called = outcomes.find(isCall) ?? (await tools.begin({ tool: 'notify_human', input: { reason, note: '' } }))
  return isCall(called) && called.result.ok ? { reason, ticketId: called.result.value.ticketId } : null
}

function tellHandoff(turn: Turn, handed: NonNullable<TurnEnd['handedOver']>): TurnEnd['parts'] {
  const text = phrase('already_waiting', turn.ask.locale)
  const data = { mode: 'waiting' as const, reason: handed.reason, ticketId: handed.ticketId, text }
  turn.emit({ type: 'data-handoff', id: 'handoff', data })
  return [{ type: 'data-handoff', data }]
}

export const ordersSeen = (end: Pick<TurnEnd, 'outcomes'>): OrderView[] =>
  end.outcomes.flatMap((outcome) => {
    if (!outcome.result.ok) return []
    if (outcome.tool === 'get_order_status') return [outcome.result.value]
    return outcome.tool === 'list_orders' ? outcome.result.value.orders : []
  })
