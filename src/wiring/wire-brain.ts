import type { ModelPort } from '../contracts/model.ts'
import { costMicroUsd, DEFAULT_PRICES, withPrices } from '../brain/budgets/price-table.ts'
import { composeInto } from '../brain/compose/compose.ts'
import type { ComposeDeps, ModelChains } from '../brain/compose/compose-deps.ts'
import { makePlan } from '../brain/plan/make-plan.ts'
import { PROMPT_SETS } from '../brain/prompts/prompt-sets.ts'
import { orderProviders } from '../brain/providers/order-providers.ts'
import { PROVEN_VERSION, type BrainVersion } from '../brain/versions/brain-version.ts'
import { pickVersion } from '../brain/versions/pick-version.ts'
import type { Flags } from '../flags/flag-table.ts'
import type { TurnDeps } from '../session/turn-loop.ts'
import type { Settings } from '../env.ts'
import type { Span } from '../observability/span.ts'
import { clock } from './platform.ts'
import type { Wrap } from '../base/resilience/wrap.ts'
import { openChains } from './open-chains.ts'
import { tracedModel } from './seeing/traced-model.ts'

export type WireBrainDeps = {
  settings: Settings
  ai: Ai | undefined
  breakers: (name: string) => Wrap
  /** Keyed: a provider's log must not hold a session's id. */
  hashId: (id: string) => string
}

/** The brain with its models, shared by an isolate. Thinking holds no credential: the models' keys stay in here. */
export function wireBrain({ settings, ai, breakers, hashId }: WireBrainDeps) {
  const modelsOf = chainsByVersion(settings, ai)
  const prices = withPrices(DEFAULT_PRICES, settings.MODEL_PRICES)
  const shopHost = new URL(settings.SHOP_URL).host
  const shared = {
    breakerOf: (model: ModelPort) => breakers(`model:${model.provider}:${model.model}`),
    prices,
    now: clock,
    isAllowedLink: (url: string) =>
      URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) && new URL(url).host === shopHost,
  } satisfies Partial<ComposeDeps>

  /** The version and the providers of one session, as the flags stand: sticky, by a hash of its id. */
  function of(sessionId: string, flags: BrainFlags): SessionBrain {
    const version = pickVersion(sessionId, {
      version: flags.brain_version || settings.BRAIN_VERSION,
      canary: flags.canary_version,
      canaryPercent: flags.canary,
    })
    const models = modelsOf(version)
    const sessionHash = hashId(sessionId)
    const ordered = (chain: ModelPort[], span: Span) =>
      orderProviders(chain, flags.provider_weights, sessionId).map((model) => tracedModel(model, span, clock))
    return {
      version: version.id,
      plan: (ask, signal, span) =>
        makePlan(
          {
            ...shared,
            models: ordered(models[version.models.plan], span),
            system: PROMPT_SETS[version.prompts].plan,
            sureFrom: version,
            labels: { version: version.id, purpose: 'plan', session: sessionHash },
            budgetMs: version.budgets.planMs,
            costOf: ({ model, usage }) => costMicroUsd(prices, model, usage.inputTokens, usage.outputTokens),
          },
          ask,
          signal
        ),
      compose: (ask, emit, signal, span) => {
        const chains = { small: ordered(models.small, span), large: ordered(models.large, span) }
        const claimReader = flags.claims_by_model ? (chains.small[0] ?? null) : null
        return composeInto({ ...shared, version, models: chains, sessionHash, claimReader }, ask, emit, signal)
      },
    }
  }
  const providers = [...new Set(modelsOf(PROVEN_VERSION).small.map((model) => model.provider))]
  return { of, hasModel: providers.length > 0, providers }
}

/** Opened once a version: a port keeps what it has learnt of its endpoint. */
function chainsByVersion(settings: Settings, ai: Ai | undefined): (version: BrainVersion) => ModelChains {
  const opened = new Map<string, ModelChains>()
  return (version) => {
    const known = opened.get(version.id)
    if (known) return known
    const chains = openChains(settings, ai, version.models)
    opened.set(version.id, chains)
    return chains
  }
}

type BrainFlags = Pick<Flags, 'brain_version' | 'canary' | 'canary_version' | 'provider_weights' | 'claims_by_model'>
export type SessionBrain = { version: string; plan: TurnDeps['makePlan']; compose: TurnDeps['compose'] }
