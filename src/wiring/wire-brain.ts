import type { ModelPort } from '../contracts/model.ts'
import { costMicroUsd, DEFAULT_PRICES } from '../brain/budgets/price-table.ts'
import { composeInto } from '../brain/compose/compose.ts'
import type { ComposeDeps } from '../brain/compose/compose-deps.ts'
import { makePlan } from '../brain/plan/make-plan.ts'
import { orderProviders } from '../brain/providers/order-providers.ts'
import { pickVersion } from '../brain/versions/pick-version.ts'
import type { Flags } from '../flags/flag-table.ts'
import type { TurnDeps } from '../session/turn-loop.ts'
import type { Settings } from '../env.ts'
import type { Span } from '../observability/span.ts'
import { clock } from './platform.ts'
import type { Wrap } from '../base/resilience/wrap.ts'
import { openChains } from './open-chains.ts'
import { tracedModel } from './seeing/traced-model.ts'

/** The brain with its models, shared by an isolate. Thinking holds no credential: the models' keys stay in here. */
export function wireBrain(settings: Settings, ai: Ai | undefined, breakers: (name: string) => Wrap) {
  const models = openChains(settings, ai)
  const shopHost = new URL(settings.SHOP_URL).host
  const shared = {
    breakerOf: (model: ModelPort) => breakers(`model:${model.provider}:${model.model}`),
    prices: DEFAULT_PRICES,
    now: clock,
    isAllowedLink: (url: string) =>
      URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) && new URL(url).host === shopHost,
  } satisfies Partial<ComposeDeps>

  /** The version and the providers of one session, as the flags stand: sticky, by a hash of its id. */
  function of(sessionId: string, flags: BrainFlags): SessionBrain {
    const { brain_version, canary_version, canary_percent, provider_weights } = flags
    const version = pickVersion(sessionId, {
      version: brain_version || settings.BRAIN_VERSION,
      canary: canary_version || null,
      canaryPercent: canary_percent,
    })
    const ordered = (chain: ModelPort[], span: Span) =>
      orderProviders(chain, provider_weights, sessionId).map((model) => tracedModel(model, span))
    return {
      version: version.id,
      plan: (ask, signal, span) =>
        makePlan(
          {
            model: ordered(models.small, span)[0] ?? null,
            budgetMs: version.budgets.planMs,
            now: clock,
            costOf: ({ model, usage }) => costMicroUsd(DEFAULT_PRICES, model, usage.inputTokens, usage.outputTokens),
          },
          ask,
          signal
        ),
      compose: (ask, emit, signal, span) => {
        const chains = { small: ordered(models.small, span), large: ordered(models.large, span) }
        return composeInto({ ...shared, version, models: chains }, ask, emit, signal)
      },
    }
  }
  return { of, hasModel: models.small.length > 0 }
}

type BrainFlags = Pick<Flags, 'brain_version' | 'canary_version' | 'canary_percent' | 'provider_weights'>
export type SessionBrain = { version: string; plan: TurnDeps['makePlan']; compose: TurnDeps['compose'] }
