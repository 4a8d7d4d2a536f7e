import type { ModelPort } from '../../contracts/model.ts'
import { stableBucket } from '../versions/stable-bucket.ts'

/** Share of first asks by provider name, as a flag says it: `{ "workers-ai": 80, "openai-compatible": 20 }`. */
export type ProviderWeights = Readonly<Record<string, number>>

/**
 * The chain with the session's own first link drawn by weight; the rest keep their order. A provider without a weight
 * is never first while another has one, but still catches what falls. No weights: the order as configured.
 */
export function orderProviders(models: ModelPort[], weights: ProviderWeights, sessionId: string): ModelPort[] {
  const weightOf = ({ provider }: ModelPort) => (Object.hasOwn(weights, provider) ? Math.max(0, weights[provider]!) : 0)
  const total = models.reduce((sum, model) => sum + weightOf(model), 0)
  if (total === 0) return models
  let left = stableBucket(`provider:${sessionId}`) * total
  const first = models.find((model) => (left -= weightOf(model)) < 0) ?? models[0]!
  return [first, ...models.filter((model) => model !== first)]
}
