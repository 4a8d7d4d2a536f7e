import type { AnswerPart, ComposeAsk } from '../contracts/answer.ts'
import type { ModelPort } from '../contracts/model.ts'
import type { PlanAsk } from '../contracts/plan.ts'
import { costMicroUsd, DEFAULT_PRICES } from '../brain/budgets/price-table.ts'
import { composeInto } from '../brain/compose/compose.ts'
import type { ComposeDeps } from '../brain/compose/compose-deps.ts'
import { makePlan } from '../brain/plan/make-plan.ts'
import { BRAIN_VERSIONS, PROVEN_VERSION } from '../brain/versions/brain-version.ts'
import type { Settings } from '../env.ts'
import type { Span } from '../observability/span.ts'
import { openOpenAiModel } from '../outside/models/open-openai-model.ts'
import { clock } from './platform.ts'
import type { Wrap } from '../base/resilience/wrap.ts'
import { tracedModel } from './seeing/traced-model.ts'

/** The brain with its models, shared by an isolate. Thinking holds no credential: the models' keys stay in here. */
export function wireBrain(settings: Settings, breakers: (name: string) => Wrap) {
  const version = BRAIN_VERSIONS[settings.BRAIN_VERSION] ?? PROVEN_VERSION
  const models = chainsOf(settings)
  const shopHost = new URL(settings.SHOP_URL).host
  const deps: ComposeDeps = {
    version,
    models,
    breakerOf: (model) => breakers(`model:${model.provider}:${model.model}`),
    prices: DEFAULT_PRICES,
    now: clock,
    isAllowedLink: (url) =>
      URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) && new URL(url).host === shopHost,
  }
  return {
    version,
    hasModel: models.small.length > 0,
    plan: (ask: PlanAsk, signal: AbortSignal, span: Span) =>
      makePlan(
        {
          model: models.small[0] ? tracedModel(models.small[0], span) : null,
          budgetMs: version.budgets.planMs,
          now: clock,
          costOf: ({ model, usage }) => costMicroUsd(DEFAULT_PRICES, model, usage.inputTokens, usage.outputTokens),
        },
        ask,
        signal
      ),
    compose: (ask: ComposeAsk, emit: (part: AnswerPart) => void, signal: AbortSignal, span: Span) => {
      const traced = (chain: ModelPort[]) => chain.map((model) => tracedModel(model, span))
      return composeInto(
        { ...deps, models: { small: traced(models.small), large: traced(models.large) } },
        ask,
        emit,
        signal
      )
    },
  }
}

/** Primary, then secondary. A large model where one is named; the small one writes long answers otherwise. */
function chainsOf(settings: Settings): { small: ModelPort[]; large: ModelPort[] } {
  const open = (provider: string, baseUrl: string | undefined, apiKey: string | undefined, model: string | undefined) =>
    baseUrl && model
      ? [
          openOpenAiModel({
            provider,
            baseUrl,
            apiKey: apiKey ?? '',
            model,
            fetch: (...ask) => fetch(...ask),
            now: clock,
          }),
        ]
      : []
  const { OPENAI_BASE_URL: base, OPENAI_API_KEY: key, OPENAI_MODEL: small, OPENAI_MODEL_LARGE: large } = settings
  const secondary = open('secondary', settings.SECONDARY_BASE_URL, settings.SECONDARY_API_KEY, settings.SECONDARY_MODEL)
  return {
    small: [...open('primary', base, key, small), ...secondary],
    large: [...open('primary', base, key, large ?? small), ...secondary],
  }
}
