import type { TurnHop } from './turn-record.ts'

/**
 * What an hour is told by. One row is one metric of one hour for one combination of dimensions; a dimension that does
 * not apply is `''`. `turn`, `first_token` and `provider_call` are in ms, `order_lag` and `kb_age` in seconds, `cost`
 * and `provider_cost` in millionths of a US dollar, `tokens_*` in tokens; the rest only count.
 */
export const METRIC_NAMES = [
  /** `detail` is the turn's outcome. */
  'turn',
  'first_token',
  /** Conversations that spoke in the hour. `detail`: `contained` or `handed_over`. */
  'session',
  /** `detail` is the reason. */
  'handoff',
  /** One try of one provider. `detail`: `ok`, or why it was left. */
  'provider_call',
  'provider_cost',
  'tokens_in',
  'tokens_out',
  'cost',
  /** `detail` is the score, `1` to `5`. */
  'rating',
  /** A search whose pages did not answer. */
  'search_miss',
  /** `detail`: `proposed`, `denied:<reason>`, `approval_asked`, `approved`, `declined`, `paid`, `refused`, `in_doubt`. */
  'refund',
  /** `detail`: where it happened, then its code. Added as they happen, never computed again. */
  'fault',
  /** From an order's change in the shop to our knowing of it. Added as they happen. */
  'order_lag',
  /** Age of the shop's pages as we know them, at the end of the hour. */
  'kb_age',
] as const
export type MetricName = (typeof METRIC_NAMES)[number]

export type MetricRow = {
  /** Start of the hour, ms since the epoch, UTC. */
  hour: number
  metric: MetricName
  brainVersion: string
  provider: string
  intent: string
  detail: string
  count: number
  sum: number
  max: number
  /** How many values fell into each step of the ladder in `observability/metrics/histogram`. Empty where only counts matter. */
  steps: Record<string, number>
}

/** What the store knows of an hour; the rollup is a pure function of it. */
export type HourFacts = {
  turns: {
    sessionId: string
    at: number
    intent: string | null
    outcome: string
    brainVersion: string
    provider: string
    latencyMs: number
    firstTokenMs: number | null
    inputTokens: number
    outputTokens: number
    costMicroUsd: number
    handoffReason: string | null
    hops: TurnHop[]
  }[]
  /** A person called by the button, outside any turn. */
  calls: { sessionId: string; reason: string }[]
  ratings: { score: number; intent: string | null; brainVersion: string }[]
  refunds: { decision: string; intent: string }[]
  /** When the pages were last read whole, ms, or null when never. */
  pagesReadAt: number | null
}

/** How a provider has done for one intent: what a shift of traffic is decided by. */
export type ProviderHealth = {
  provider: string
  /** `none` where the plan had not said it yet. */
  intent: string
  calls: number
  failures: number
  /** 0 to 1. */
  success: number
  p50Ms: number
  p95Ms: number
  /** Average over the calls. */
  costMicroUsd: number
}
