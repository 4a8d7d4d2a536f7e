import { Fault, isFault } from '../../base/fault.ts'
import type { Clock } from '../../base/time.ts'
import type { ModelAsk, ModelHop, ModelPort, TokenUsage } from '../../contracts/model.ts'
import type { Plan, PlanAsk } from '../../contracts/plan.ts'
import { noBreaker } from '../../base/resilience/open-breaker.ts'
import { withTimeout } from '../../base/resilience/with-timeout.ts'
import type { Wrap } from '../../base/resilience/wrap.ts'
import { readIntent } from './classifier/read-intent.ts'
import { decideFromReply } from './decide-from-reply.ts'
import { planByRules, type SureFrom } from './plan-by-rules.ts'
import { writePlanAsk } from './write-plan-ask.ts'

export type MakePlanDeps = {
  /** Small models in the order they are tried, within one budget. None: the rules plan alone. */
  models: readonly ModelPort[]
  /** The breaker of one provider. Absent means none. */
  breakerOf?: (model: ModelPort) => Wrap
  /** The plan prompt and the thresholds of the session's brain version. */
  system: string
  sureFrom?: SureFrom
  /** For the provider's own log: never a person's words. */
  labels?: ModelAsk['labels']
  /** How long the shopper may wait for a plan. 2,500 by default; the caller holds the table of budgets. */
  budgetMs: number
  now: Clock
  /** Micro-dollars for this many tokens, from the dated price table. Left out: cost is recorded as 0. */
  costOf?: (spent: { provider: string; model: string; usage: TokenUsage }) => number
}

/** With less than this left of the budget, a second provider is not worth its price. */
const SECOND_TRY_MIN_MS = 400

/**
 * Rules first, then the small models when they are not sure, else rules alone. The next provider is asked when one is
 * down, not when it said something that may not be: then the rules plan. Never throws for a model's sake: a
 * timeout, a fault, invalid JSON, an unknown tool or a foreign order number all end in the rules' plan, with the hop
 * saying why. Throws Fault `aborted` only when the caller's own signal was aborted.
 */
export async function makePlan(
  deps: MakePlanDeps,
  ask: PlanAsk,
  signal: AbortSignal
): Promise<{ plan: Plan; hops: ModelHop[] }> {
  const { plan, sure } = planByRules(ask, readIntent, deps.sureFrom)
  const hops: ModelHop[] = []
  const deadlineMs = deps.now() + deps.budgetMs
  for (const model of sure ? [] : deps.models) {
    const leftMs = deadlineMs - deps.now()
    if (hops.length > 0 && leftMs < SECOND_TRY_MIN_MS) break
    const asked = await askModel({ ...deps, budgetMs: leftMs }, model, ask, signal)
    hops.push(asked.hop)
    if (asked.plan) return { plan: asked.plan, hops }
    if (!asked.isDown) break
  }
  return { plan, hops }
}

type Asked = { plan: Plan | null; isDown: boolean; hop: ModelHop }

async function askModel(deps: MakePlanDeps, model: ModelPort, ask: PlanAsk, signal: AbortSignal): Promise<Asked> {
  const startedMs = deps.now()
  const wire = writePlanAsk(ask, deps)
  const hopOf = (left: string | null, usage: TokenUsage, logId?: string): ModelHop => ({
    purpose: 'plan',
    provider: model.provider,
    model: model.model,
    latencyMs: deps.now() - startedMs,
    firstTokenMs: null,
    inputTokens: usage.inputTokens,
    outputTokens: usage.outputTokens,
    costMicroUsd: deps.costOf?.({ provider: model.provider, model: model.model, usage }) ?? 0,
    left,
    ...(logId === undefined ? {} : { logId }),
  })
  try {
    const breaker: Wrap = deps.breakerOf?.(model) ?? noBreaker
    // The breaker outside: it must see a timeout to count it.
    const { value, usage, logId } = await breaker(
      withTimeout(deps.budgetMs)((inner) => model.generateJson(wire, inner))
    )(signal)
    const decided = decideFromReply(value, ask)
    // Tokens of a reply we throw away were still paid for.
    return decided.ok
      ? { plan: decided.value, isDown: false, hop: hopOf(null, usage, logId) }
      : { plan: null, isDown: false, hop: hopOf(decided.error.reason, usage, logId) }
  } catch (error) {
    if (signal.aborted) throw new Fault('aborted', { retryable: false, cause: error })
    // A bug in an adapter must not cost the shopper an answer, but it must be seen: the hop carries it to the log.
    const left = isFault(error) ? error.code : 'bug'
    return { plan: null, isDown: isFault(error), hop: hopOf(left, spentOn(wire, left)) }
  }
}

/** A call that failed was mostly paid for: what was sent is estimated, as the vendor gave no count. */
function spentOn({ messages }: ModelAsk, left: string): TokenUsage {
  const chars = left === 'breaker_open' ? 0 : messages.reduce((sum, { content }) => sum + content.length, 0)
  return { inputTokens: Math.ceil(chars / 4), outputTokens: 0, estimated: true }
}
