import type { LanguageModelV4, LanguageModelV4CallOptions, LanguageModelV4Usage } from '@ai-sdk/provider'
import { isFault, type Fault } from '../../base/fault.ts'
import type { ModelAsk, ModelDelta, ModelPort, TokenUsage } from '../../contracts/model.ts'
import { estimateUsage, parseLooseJson, type EndReason } from './chat-wire.ts'
import { faultOfNetwork, faultOfStatus, garbled, parseRetryAfter } from './faults.ts'
import { ANSWER_MAX_CHARS } from './limits.ts'

export type SdkModelOptions = {
  now: () => number
  provider?: string
  /** Per call, for gateways: cache and metadata. */
  providerOptions?: (ask: ModelAsk) => LanguageModelV4CallOptions['providerOptions']
  /** The gateway's own id of a call, from what the model said about itself. */
  logIdOf?: (metadata: unknown) => string | undefined
}

/**
 * Any model of the AI SDK as our port, over `doStream` and `doGenerate` alone. About a third of a millisecond of CPU per
 * token in workerd, three times the reader by hand: for vendors that have no OpenAI-compatible endpoint.
 */
export function openAiSdkModel(model: LanguageModelV4, options: SdkModelOptions): ModelPort {
  const callOf = (ask: ModelAsk, signal: AbortSignal): LanguageModelV4CallOptions => {
    const providerOptions = options.providerOptions?.(ask)
    return {
      prompt: promptOf(ask),
      maxOutputTokens: ask.maxTokens,
      temperature: ask.temperature,
      abortSignal: signal,
      ...(providerOptions === undefined ? {} : { providerOptions }),
    }
  }
  const fail = (error: unknown, signal: AbortSignal): Fault => faultOfSdk(error, signal, options.now())
  return {
    provider: options.provider ?? model.provider,
    model: model.modelId,
    async *stream(ask, signal) {
      try {
        yield* readParts(model, ask, callOf(ask, signal), options)
      } catch (error) {
        throw fail(error, signal)
      }
    },
    async generateJson(ask, signal) {
      const schema = ask.jsonSchema as Extract<LanguageModelV4CallOptions['responseFormat'], { type: 'json' }>['schema']
      const responseFormat = { type: 'json' as const, name: ask.name, ...(schema === undefined ? {} : { schema }) }
      try {
        const reply = await model.doGenerate({ ...callOf(ask, signal), responseFormat })
        const { content, usage, providerMetadata } = reply
        const text = content.map((part) => (part.type === 'text' ? part.text : '')).join('')
        const logId = options.logIdOf?.(providerMetadata)
        const spent = usageOf(usage) ?? estimateUsage(ask, text.length)
        return { value: parseLooseJson(text), usage: spent, ...(logId === undefined ? {} : { logId }) }
      } catch (error) {
        if (error instanceof SyntaxError) throw garbled('the model did not write JSON', error)
        throw fail(error, signal)
      }
    },
  }
}

async function* readParts(
  model: LanguageModelV4,
  ask: ModelAsk,
  call: LanguageModelV4CallOptions,
  { logIdOf }: SdkModelOptions
): AsyncGenerator<ModelDelta> {
  const { stream } = await model.doStream(call)
  const reader = stream.getReader()
  let total = 0
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) throw garbled(total === 0 ? 'empty answer' : 'the stream ended mid-answer')
      if (value.type === 'error') throw value.error
      if (value.type === 'text-delta' && value.delta !== '') {
        total += value.delta.length
        yield { kind: 'text', text: value.delta }
      }
      if (value.type !== 'finish' && total <= ANSWER_MAX_CHARS) continue
      const finish = value.type === 'finish' ? value : null
      const reason = finish ? reasonOf(finish.finishReason.unified) : 'length'
      if (total === 0 && reason !== 'content_filter') throw garbled('empty answer')
      const usage = (finish && usageOf(finish.usage)) ?? estimateUsage(ask, total)
      const logId = logIdOf?.(finish?.providerMetadata)
      yield { kind: 'end', reason, usage, ...(logId === undefined ? {} : { logId }) }
      return
    }
  } finally {
    // Frees the connection when the consumer leaves early; on a finished or broken stream there is nothing to free.
    void reader.cancel().catch(() => undefined)
  }
}

const promptOf = ({ messages }: ModelAsk): LanguageModelV4CallOptions['prompt'] =>
  messages.map(({ role, content }) =>
    role === 'system' ? { role, content } : { role, content: [{ type: 'text', text: content }] }
  )

function reasonOf(unified: string): EndReason {
  if (unified === 'stop' || unified === 'length') return unified
  if (unified === 'error') throw garbled('the model ended with an error')
  return unified === 'content-filter' ? 'content_filter' : 'other'
}

function usageOf({ inputTokens, outputTokens }: LanguageModelV4Usage): TokenUsage | null {
  if (inputTokens.total === undefined || outputTokens.total === undefined) return null
  return { inputTokens: inputTokens.total, outputTokens: outputTokens.total, estimated: false }
}

type SdkError = { statusCode?: unknown; message?: unknown; responseHeaders?: Record<string, string> }

/** The SDK's call errors are known by their status, not by their class: providers bring their own copies of it. */
function faultOfSdk(error: unknown, signal: AbortSignal, nowMs: number): Fault {
  if (isFault(error) || signal.aborted || typeof error !== 'object' || error === null)
    return faultOfNetwork(error, signal)
  const { statusCode, message, responseHeaders } = error as SdkError
  if (typeof statusCode !== 'number') return faultOfNetwork(error, signal)
  const retryAfterMs = parseRetryAfter(responseHeaders?.['retry-after'] ?? null, nowMs)
  return faultOfStatus(statusCode, typeof message === 'string' ? message : '', retryAfterMs)
}
