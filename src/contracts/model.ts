/**
 * The brain's whole view of a language model: stream me text for this prompt, or give me one JSON value.
 * Adapters in outside/models speak to vendors; nothing above them knows which.
 */
export type ModelMessage = { role: 'system' | 'user' | 'assistant'; content: string }

export type ModelAsk = {
  messages: ModelMessage[]
  maxTokens: number
  temperature: number
  /** True only when nothing in the prompt is about one person, so that its answer may be cached and shared. Absent is false. */
  shareable?: boolean
  /** For the provider's own log, where it keeps one: brain version, intent, keyed hash of the session. Never a person's words. */
  labels?: Readonly<Record<string, string>>
}

/** Tokens as the provider counted them, or our estimate when it did not say. */
export type TokenUsage = { inputTokens: number; outputTokens: number; estimated: boolean }

export type ModelDelta =
  | { kind: 'text'; text: string }
  | {
      kind: 'end'
      reason: 'stop' | 'length' | 'content_filter' | 'other'
      usage: TokenUsage
      /** The gateway's id of this call, for the span. */
      logId?: string
    }

export type ModelPort = {
  /** For logs and the price table: `openai-compatible`, `workers-ai`, … */
  provider: string
  model: string
  /** Throws a Fault before the first delta or in the middle; ends with exactly one `end` otherwise. */
  stream(ask: ModelAsk, signal: AbortSignal): AsyncIterable<ModelDelta>
  /** The raw JSON value, unvalidated. `jsonSchema` constrains vendors that can be constrained. Throws a Fault. */
  generateJson(
    ask: ModelAsk & { name: string; jsonSchema: Record<string, unknown> },
    signal: AbortSignal
  ): Promise<{ value: unknown; usage: TokenUsage; logId?: string }>
}

/** One provider tried in a turn, and why it was left if it was. */
export type ModelHop = {
  purpose: 'plan' | 'compose' | 'check'
  provider: string
  model: string
  latencyMs: number
  firstTokenMs: number | null
  inputTokens: number
  outputTokens: number
  costMicroUsd: number
  left: string | null
  /** The gateway's id of this call, where there is a gateway. */
  logId?: string
}
