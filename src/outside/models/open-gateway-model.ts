import { createAI } from 'agents/models/ai-sdk'
import type { ModelAsk, ModelPort } from '../../contracts/model.ts'
import { openAiSdkModel } from './open-sdk-model.ts'

export type GatewayModelDeps = {
  /** The Worker's `AI` binding, or a service binding with the same `run`. */
  binding: Ai
  /** A Workers AI model (`@cf/…`), a catalog model (`openai/…`) or a route (`dynamic/…`), which holds its own fallbacks. */
  model: string
  /** Absent means the account's default gateway. */
  gatewayId?: string
  /** How long an answer that is nobody's own may be shared, in seconds. The gateway's least is 60. */
  cacheTtlSeconds: number
  now: () => number
}

/**
 * A model on Workers AI or AI Gateway by the current API: `env.AI.run` with gateway options. The universal and `/compat`
 * endpoints are deprecated and not used.
 */
export function openGatewayModel(deps: GatewayModelDeps): ModelPort {
  const { binding, model, gatewayId, now } = deps
  const ai = createAI({ binding, ...(gatewayId === undefined ? {} : { id: gatewayId }) })
  return openAiSdkModel(ai.languageModel(model), {
    now,
    provider: model.startsWith('@cf/') ? 'workers-ai' : 'ai-gateway',
    providerOptions: (ask) => ({ cloudflare: gatewayOptions(ask, deps.cacheTtlSeconds) }),
    logIdOf,
  })
}

/**
 * Closed when unsure: only a prompt that says it is nobody's own is cached, so two shoppers can never share a personal
 * answer. The gateway caches identical requests, and the whole prompt is part of the request.
 */
export function gatewayOptions(ask: ModelAsk, cacheTtlSeconds: number) {
  const metadata = { ...ask.labels }
  return ask.shareable === true ? { cacheTtl: cacheTtlSeconds, metadata } : { skipCache: true, metadata }
}

/** The gateway's id of this call, for the span. */
function logIdOf(metadata: unknown): string | undefined {
  if (typeof metadata !== 'object' || metadata === null || !('cloudflare' in metadata)) return undefined
  const { cloudflare } = metadata
  if (typeof cloudflare !== 'object' || cloudflare === null || !('logId' in cloudflare)) return undefined
  return typeof cloudflare.logId === 'string' ? cloudflare.logId : undefined
}
