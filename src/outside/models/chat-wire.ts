import type { ModelAsk, ModelDelta, TokenUsage } from '../../contracts/model.ts'
import { estimateTokens } from './limits.ts'

/**
 * The words of `chat/completions`. Read by hand rather than by schema: this runs once per token, and zod here costs
 * more than all the rest of the reading. Anything unexpected reads as absent.
 */
export type WireChunk = {
  text: string
  finish: EndReason | null
  usage: TokenUsage | null
  /** The provider's own error, sent inside a stream that began well. */
  error: string | null
}
export type EndReason = Extract<ModelDelta, { kind: 'end' }>['reason']

type Loose = Readonly<Record<string, unknown>>
const isObject = (value: unknown): value is Loose => typeof value === 'object' && value !== null

/** Reads one parsed chunk (`delta`) or one whole completion (`message`). */
export function readChunk(value: unknown): WireChunk | null {
  if (!isObject(value)) return null
  const error = value['error']
  if (error !== undefined && error !== null) {
    return { text: '', finish: null, usage: null, error: JSON.stringify(error).slice(0, 200) }
  }
  const choices = value['choices']
  const choice: unknown = Array.isArray(choices) ? choices[0] : undefined
  const usage = value['usage'] ? readUsage(value['usage']) : null
  if (!isObject(choice)) return { text: '', finish: null, usage, error: null }
  const body = choice['delta'] ?? choice['message']
  const content = isObject(body) ? body['content'] : undefined
  const finish = choice['finish_reason']
  return {
    text: typeof content === 'string' ? content : '',
    finish: typeof finish === 'string' ? readFinish(finish) : null,
    usage,
    error: null,
  }
}

function readFinish(reason: string): EndReason {
  if (reason === 'stop' || reason === 'length' || reason === 'content_filter') return reason
  return 'other'
}

function readUsage(value: unknown): TokenUsage | null {
  if (!isObject(value)) return null
  const [input, output] = [value['prompt_tokens'], value['completion_tokens']]
  if (typeof input !== 'number' || typeof output !== 'number') return null
  return { inputTokens: input, outputTokens: output, estimated: false }
}

export function estimateUsage(ask: ModelAsk, answerChars: number): TokenUsage {
  let chars = 0
  for (const message of ask.messages) chars += message.content.length
  return { inputTokens: estimateTokens(chars), outputTokens: estimateTokens(answerChars), estimated: true }
}

/**
 * What this endpoint has told us it does not take. Learnt from its first 400 and kept for the port's life:
 * newer OpenAI models want `max_completion_tokens` and no temperature; some servers know no `stream_options`
 * or JSON schemas.
 */
export type Quirks = {
  tokensKey: 'max_tokens' | 'max_completion_tokens'
  temperature: boolean
  streamOptions: boolean
  jsonFormat: 'json_schema' | 'json_object' | 'none'
}
export const plainQuirks = (): Quirks => ({
  tokensKey: 'max_tokens',
  temperature: true,
  streamOptions: true,
  jsonFormat: 'json_schema',
})

/** The next shape worth trying after a 400 with this body, or null when the refusal is about something else. */
export function learnQuirk(quirks: Quirks, body: string): Quirks | null {
  if (quirks.tokensKey === 'max_tokens' && /max_completion_tokens|max_tokens/.test(body)) {
    return { ...quirks, tokensKey: 'max_completion_tokens' }
  }
  if (quirks.temperature && /temperature/.test(body)) return { ...quirks, temperature: false }
  if (quirks.streamOptions && /stream_options|include_usage/.test(body)) return { ...quirks, streamOptions: false }
  if (quirks.jsonFormat !== 'none' && /response_format|json_schema|json_object/.test(body)) {
    return { ...quirks, jsonFormat: quirks.jsonFormat === 'json_schema' ? 'json_object' : 'none' }
  }
  return null
}

export function chatBody(
  model: string,
  ask: ModelAsk & { name?: string; jsonSchema?: Record<string, unknown> },
  quirks: Quirks,
  stream: boolean
): string {
  const body: Record<string, unknown> = { model, messages: ask.messages, stream, [quirks.tokensKey]: ask.maxTokens }
  if (quirks.temperature) body['temperature'] = ask.temperature
  if (stream && quirks.streamOptions) body['stream_options'] = { include_usage: true }
  if (ask.jsonSchema && quirks.jsonFormat === 'json_object') body['response_format'] = { type: 'json_object' }
  if (ask.jsonSchema && quirks.jsonFormat === 'json_schema') {
    body['response_format'] = { type: 'json_schema', json_schema: { name: ask.name, schema: ask.jsonSchema } }
  }
  return JSON.stringify(body)
}

/** A model's JSON, with the code fence small models put around it taken off. Throws SyntaxError. */
export function parseLooseJson(text: string): unknown {
  const fenced = /^\s*```(?:json)?\s*([\s\S]*?)\s*```\s*$/.exec(text)
  return JSON.parse(fenced ? fenced[1]! : text) as unknown
}
