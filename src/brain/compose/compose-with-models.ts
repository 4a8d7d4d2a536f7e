import { Fault } from '../../base/fault.ts'
import { platformTimers } from '../../base/resilience/timers.ts'
import type { ComposeAsk } from '../../contracts/answer.ts'
import type { ModelPort } from '../../contracts/model.ts'
import { ordersOf } from '../guard/backing.ts'
import { openGuard } from '../guard/open-guard.ts'
import { judgeClaim } from '../guard/judge-claim.ts'
import { openLeakWatch } from '../guard/prompt-leak.ts'
import { gatherFacts } from '../guard/turn-facts.ts'
import { phrase } from '../phrases/phrase.ts'
import { PROMPT_SETS, type GoOnReason } from '../prompts/prompt-sets.ts'
import { mayShareAnswer } from '../prompts/may-share.ts'
import { openJoint } from '../providers/open-joint.ts'
import { runHop, type HopEnd } from '../providers/run-hop.ts'
import { closeBroken, closeWhole } from './close-answer.ts'
import type { ComposeDeps } from './compose-deps.ts'
import type { EmitPart } from './emit-part.ts'
import type { ModelTurn } from './model-turn.ts'
import type { Route } from './decide-route.ts'
import { pageSlots, renderSlot, slotsOf } from '../render/slots.ts'
import { goOnPrompt, writePrompt } from './write-prompt.ts'

/** How often a stopped sentence is composed again before it is replaced by what is known. */
const CORRECTIONS_MAX = 1
/** A provider that ignores its token cap is cut off at this many characters a token. Real ones write three to five. */
const CHARS_PER_TOKEN_MAX = 6

type ModelRoute = Extract<Route, { kind: 'model' }>

/**
 * Asks the providers in order until one has written a whole answer that may be shown. What a provider wrote before it
 * failed stays, and the next goes on from there. When none is left the answer is closed without a model.
 */
export async function composeWithModels(
  deps: ComposeDeps,
  ask: ComposeAsk,
  route: ModelRoute,
  emit: EmitPart,
  signal: AbortSignal
): Promise<void> {
  const turn = openTurn(deps, ask, route, emit)
  let reason: GoOnReason = 'broken'
  for (const model of chainFor(deps, route)) {
    for (;;) {
      if (deps.now() + deps.version.budgets.reserveMs >= turn.deadlineMs) return closeBroken(turn, 'down')
      const { how } = await askProvider(turn, model, reason, signal)
      if (signal.aborted) throw new Fault('aborted', { retryable: false })
      if (how === 'finished' || how === 'length') return closeWhole(turn)
      if (how !== 'stopped') break
      if (turn.guard.stoppedBy() === 'prompt' || turn.corrections === CORRECTIONS_MAX)
        return closeBroken(turn, 'withheld')
      turn.corrections++
      reason = 'stopped'
    }
    reason = 'broken'
  }
  closeBroken(turn, 'down')
}

/** The size asked for, or the other one when that is all there is. */
const chainFor = ({ models }: ComposeDeps, { size }: ModelRoute): ModelPort[] =>
  models[size].length > 0 ? models[size] : models[size === 'small' ? 'large' : 'small']

function openTurn(deps: ComposeDeps, ask: ComposeAsk, route: ModelRoute, emit: EmitPart): ModelTurn {
  const { budgets, pageLinks, supportMin } = deps.version
  const prompts = PROMPT_SETS[deps.version.prompts]
  const slots = slotsOf(ordersOf(ask.outcomes), ask)
  const links = pageLinks ? pageSlots(route.passages) : new Map()
  const facts = gatherFacts({
    ask,
    passages: route.passages,
    renderSlot: (name) => renderSlot(slots, name) ?? renderSlot(links, name),
    isAllowedLink: deps.isAllowedLink,
    supportMin,
  })
  const unsureMark = phrase('unsure_mark', ask.locale)
  // Planning and tools have spent some of the turn already, but never so much that composing gets no chance.
  const spentMs = Math.min(Math.max(0, deps.now() - ask.nowMs), budgets.turnMs / 2)
  return {
    deps,
    ask,
    emit,
    guard: openGuard({
      facts,
      leaks: openLeakWatch(prompts.system, prompts.canary),
      unsureMark,
      hasSecondReader: Boolean(deps.claimReader),
    }),
    prompt: writePrompt(prompts, { ask, slots, passages: route.passages, budgets }),
    passages: route.passages,
    judgesPages: facts.support !== null,
    maxTokens: route.long ? budgets.longAnswerTokens : budgets.shortAnswerTokens,
    deadlineMs: deps.now() + budgets.turnMs - spentMs,
    shown: '',
    hops: [],
    corrections: 0,
    claimReader: deps.claimReader ?? null,
  }
}

async function askProvider(
  turn: ModelTurn,
  model: ModelPort,
  reason: GoOnReason,
  signal: AbortSignal
): Promise<HopEnd> {
  const { deps, guard } = turn
  const { budgets, temperature } = deps.version
  const joint = openJoint(turn.shown)
  guard.resume()
  const messages =
    turn.shown === ''
      ? turn.prompt
      : goOnPrompt(turn.prompt, turn.shown, PROMPT_SETS[deps.version.prompts].goOn[reason])
  const end = await runHop(
    {
      now: deps.now,
      timers: deps.timers ?? platformTimers,
      prices: deps.prices,
      breaker: deps.breakerOf?.(model) ?? ((attempt) => attempt),
    },
    {
      model,
      ask: {
        messages,
        maxTokens: turn.maxTokens,
        temperature,
        labels: labelsOf(turn),
        shareable: turn.shown === '' && mayShareAnswer(turn.ask),
      },
      patience: {
        firstTokenMs: budgets.firstTokenMs,
        stallMs: budgets.stallMs,
        deadlineMs: turn.deadlineMs - budgets.reserveMs,
      },
      onText(text) {
        show(turn, guard.push(joint.push(text)))
        return guard.doubted() === null ? mayGoOn(turn) : readAgain(turn, signal).then(() => mayGoOn(turn))
      },
    },
    signal
  )
  return settleHop(turn, joint.end(), end, signal)
}

const mayGoOn = ({ guard, shown, maxTokens }: ModelTurn): boolean =>
  guard.stoppedBy() === null && shown.length < maxTokens * CHARS_PER_TOKEN_MAX

/** The last words wait for the stream's end; they too may be what is stopped. */
async function settleHop(turn: ModelTurn, last: string, end: HopEnd, signal: AbortSignal): Promise<HopEnd> {
  if (end.how === 'stopped' && turn.guard.stoppedBy() === null) return cutShort(turn, end)
  const whole = end.how === 'finished' || end.how === 'length'
  if (whole) {
    show(turn, turn.guard.push(last) + turn.guard.end())
    await readAgain(turn, signal)
  }
  const how = whole && turn.guard.stoppedBy() !== null ? 'stopped' : end.how
  turn.hops.push(how === 'stopped' ? { ...end.hop, left: `withheld_${turn.guard.stoppedBy()}` } : end.hop)
  return { how, hop: end.hop }
}

/** Each sentence the guard holds for it goes to the second reader, who can only withhold. Nobody there: the rules' word. */
async function readAgain(turn: ModelTurn, signal: AbortSignal): Promise<void> {
  const { guard, deps } = turn
  for (let held = guard.doubted(); held !== null; held = guard.doubted()) {
    const model = turn.claimReader
    if (!model) {
      show(turn, guard.settle(null))
      continue
    }
    const { version, now, prices } = deps
    const system = PROMPT_SETS[version.prompts].claims
    const breaker = deps.breakerOf?.(model)
    const judge = { model, breaker, budgetMs: version.budgets.claimMs, now, prices, system, labels: labelsOf(turn) }
    const { claim, hop } = await judgeClaim(judge, held, signal)
    turn.hops.push(hop)
    if (hop.left !== null) turn.claimReader = null
    show(turn, guard.settle(claim))
  }
}

/** It would not stop by itself. What was read is an answer; the mark says that it goes no further. */
function cutShort(turn: ModelTurn, end: HopEnd): HopEnd {
  show(turn, ' …')
  turn.hops.push({ ...end.hop, left: null })
  return { how: 'length', hop: end.hop }
}

function show(turn: ModelTurn, text: string): void {
  if (text === '') return
  turn.shown += text
  turn.emit({ kind: 'text', text })
}

const labelsOf = ({ deps, ask }: ModelTurn): Record<string, string> => ({
  version: deps.version.id,
  intent: ask.plan.intent,
  purpose: 'compose',
  ...(deps.sessionHash === undefined ? {} : { session: deps.sessionHash }),
})
