import * as z from 'zod'
import { isFault } from '../../base/fault.ts'
import { noBreaker } from '../../base/resilience/open-breaker.ts'
import { withTimeout } from '../../base/resilience/with-timeout.ts'
import type { Wrap } from '../../base/resilience/wrap.ts'
import type { Clock } from '../../base/time.ts'
import type { ModelAsk, ModelHop, ModelPort, TokenUsage } from '../../contracts/model.ts'
import { costMicroUsd, type PriceTable } from '../budgets/price-table.ts'
import { CLAIM_REPLY_JSON_SCHEMA } from '../prompts/v1/claims.ts'
import { CLAIM_KINDS } from './claim-words.ts'
import type { Claim } from './claims.ts'
import { cleanText } from './clean-text.ts'

const replySchema = z.object({ claim: z.enum(['none', ...CLAIM_KINDS]), done: z.boolean() })
const SENTENCE_MAX = 600
const REPLY_MAX_TOKENS = 40

export type JudgeClaimDeps = {
  model: ModelPort
  breaker?: Wrap | undefined
  /** The shopper is waiting for this sentence. */
  budgetMs: number
  now: Clock
  prices: PriceTable
  system: string
  labels: NonNullable<ModelAsk['labels']>
}

/**
 * The second reader of a sentence in which the rules found no claim. It can only withhold: a reader that is silent,
 * broken, or was talked round by the sentence leaves what the rules have said. Never throws; `hop.left` says what failed.
 */
export async function judgeClaim(
  deps: JudgeClaimDeps,
  sentence: string,
  signal: AbortSignal
): Promise<{ claim: Claim | null; hop: ModelHop }> {
  const { model, now } = deps
  const startedMs = now()
  const ask = {
    name: 'claim',
    jsonSchema: CLAIM_REPLY_JSON_SCHEMA,
    messages: [
      { role: 'system' as const, content: deps.system },
      {
        role: 'user' as const,
        content: JSON.stringify({ sentence: cleanText(sentence).trim().slice(0, SENTENCE_MAX) }),
      },
    ],
    maxTokens: REPLY_MAX_TOKENS,
    temperature: 0,
    labels: { ...deps.labels, purpose: 'check' },
  }
  const hopOf = (left: string | null, { inputTokens, outputTokens }: TokenUsage): ModelHop => ({
    purpose: 'check',
    provider: model.provider,
    model: model.model,
    latencyMs: now() - startedMs,
    firstTokenMs: null,
    inputTokens,
    outputTokens,
    costMicroUsd: costMicroUsd(deps.prices, model.model, inputTokens, outputTokens),
    left,
  })
  try {
    const breaker: Wrap = deps.breaker ?? noBreaker
    const asking = breaker(withTimeout(deps.budgetMs)((inner) => model.generateJson(ask, inner)))
    const { value, usage } = await asking(signal)
    const reply = replySchema.safeParse(value)
    if (!reply.success) return { claim: null, hop: hopOf('not_a_verdict', usage) }
    const { claim: kind, done } = reply.data
    return { claim: kind === 'none' ? null : { kind, done, sentence }, hop: hopOf(null, usage) }
  } catch (error) {
    const chars = ask.messages.reduce((sum, { content }) => sum + content.length, 0)
    const usage = { inputTokens: Math.ceil(chars / 4), outputTokens: 0, estimated: true }
    return { claim: null, hop: hopOf(isFault(error) ? error.code : 'bug', usage) }
  }
}
