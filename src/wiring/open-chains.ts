import type { ModelPort } from '../contracts/model.ts'
import type { Settings } from '../env.ts'
import { openGatewayModel } from '../outside/models/open-gateway-model.ts'
import { openOpenAiModel } from '../outside/models/open-openai-model.ts'
import type { ModelChoice } from '../brain/versions/brain-version.ts'
import { clock } from './platform.ts'

/** The gateway shares nobody's-own answers this long. */
const CACHE_TTL_SECONDS = 300

/**
 * Primary, secondary, then Workers AI or AI Gateway where it is bound and a model is named. Order by flag may put
 * another one first. A large model where one is named; the small one writes long answers otherwise. None at all is a
 * way to run too: then answers quote the pages.
 */
export function openChains(
  settings: Settings,
  ai: Ai | undefined,
  { names }: ModelChoice
): { small: ModelPort[]; large: ModelPort[] } {
  const { OPENAI_MODEL, OPENAI_MODEL_LARGE, AI_MODEL, AI_GATEWAY_ID } = settings
  // A shop's own endpoint knows its own names, so what the deployment says wins over the version.
  const large = OPENAI_MODEL_LARGE ?? OPENAI_MODEL ?? names['primary']?.large
  const primary = { provider: 'primary', baseUrl: settings.OPENAI_BASE_URL, apiKey: settings.OPENAI_API_KEY }
  const secondary = compatible({
    provider: 'secondary',
    baseUrl: settings.SECONDARY_BASE_URL,
    apiKey: settings.SECONDARY_API_KEY,
    model: settings.SECONDARY_MODEL,
  })
  const gateway =
    ai && AI_MODEL
      ? [
          openGatewayModel({
            binding: ai,
            model: AI_MODEL,
            ...(AI_GATEWAY_ID ? { gatewayId: AI_GATEWAY_ID } : {}),
            cacheTtlSeconds: CACHE_TTL_SECONDS,
            now: clock,
          }),
        ]
      : []
  return {
    small: [...compatible({ ...primary, model: OPENAI_MODEL ?? names['primary']?.small }), ...secondary, ...gateway],
    large: [...compatible({ ...primary, model: large }), ...secondary, ...gateway],
  }
}

type Compatible = Record<'baseUrl' | 'apiKey' | 'model', string | undefined> & { provider: string }

/** An OpenAI-compatible endpoint, if one is set. Some need no key. */
function compatible({ provider, baseUrl, apiKey, model }: Compatible): ModelPort[] {
  if (!baseUrl || !model) return []
  return [
    openOpenAiModel({ provider, baseUrl, apiKey: apiKey ?? '', model, fetch: (...ask) => fetch(...ask), now: clock }),
  ]
}
