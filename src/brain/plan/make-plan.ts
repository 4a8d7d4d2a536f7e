import { Fault, isFault } from '../../base/fault.ts'
import type { Clock } from '../../base/time.ts'
import type { ModelHop, ModelPort, TokenUsage } from '../../contracts/model.ts'
import type { Plan, PlanAsk } from '../../contracts/plan.ts'
import { withTimeout } from '../../base/resilience/with-timeout.ts'
import { decideFromReply } from './decide-from-reply.ts'
import { planByRules } from './plan-by-rules.ts'
import { writePlanAsk } from './write-plan-ask.ts'

export type MakePlanDeps = {
  /** The small model, or null: then the rules plan alone. */
  model: ModelPort | null
  /** How long the shopper may wait for a plan. 2,500 by default; the caller holds the table of budgets. */
  budgetMs: number
  now: Clock
  /** Micro-dollars for this many tokens, from the dated price table. Left out: cost is recorded as 0. */
  costOf?: (spent: { provider: string; model: string; usage: TokenUsage }) => number
}

const NO_USAGE: TokenUsage = { inputTokens: 0, outputTokens: 0, estimated: true }

/**
 * Rules first, then the small model when they are not sure, else rules alone. Never throws for a model's sake: a
 * timeout, a fault, invalid JSON, an unknown tool or a foreign order number all end in the rules' plan, with the hop
 * saying why. Throws Fault `aborted` only when the caller's own signal was aborted.
 */
export async function makePlan(
  deps: MakePlanDeps,
  ask: PlanAsk,
  signal: AbortSignal
): Promise<{ plan: Plan; hops: ModelHop[] }> {
  const { plan, sure } = planByRules(ask)
  if (sure || deps.model === null) return { plan, hops: [] }
  const asked = await askModel(deps, deps.model, ask, signal)
  return { plan: asked.plan ?? plan, hops: [asked.hop] }
}

async function askModel(
  deps: MakePlanDeps,
  model: ModelPort,
  ask: PlanAsk,
  signal: AbortSignal
): Promise<{ plan: Plan | null; hop: ModelHop }> {
  const startedMs = deps.now()
  const hopOf = (left: string | null, usage = NO_USAGE): ModelHop => ({
    purpose: 'plan',
    provider: model.provider,
    model: model.model,
    latencyMs: deps.now() - startedMs,
    firstTokenMs: null,
    inputTokens: usage.inputTokens,
    outputTokens: usage.outputTokens,
    costMicroUsd: deps.costOf?.({ provider: model.provider, model: model.model, usage }) ?? 0,
    left,
  })
  try {
    const attempt = withTimeout(deps.budgetMs)((inner: AbortSignal) => model.generateJson(writePlanAsk(ask), inner))
    const { value, usage } = await attempt(signal)
    const decided = decideFromReply(value, ask)
    // Tokens of a reply we throw away were still paid for.
    return decided.ok
      ? { plan: decided.value, hop: hopOf(null, usage) }
      : { plan: null, hop: hopOf(decided.error.reason, usage) }
  } catch (error) {
    if (signal.aborted) throw new Fault('aborted', { retryable: false, cause: error })
    // A bug in an adapter must not cost the shopper an answer, but it must be seen: the hop carries it to the log.
    return { plan: null, hop: hopOf(isFault(error) ? error.code : 'bug') }
  }
}
