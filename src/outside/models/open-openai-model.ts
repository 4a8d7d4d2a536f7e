import { createParser } from 'eventsource-parser'
import type { ModelAsk, ModelDelta, ModelPort, TokenUsage } from '../../contracts/model.ts'
import {
  chatBody,
  estimateUsage,
  learnQuirk,
  parseLooseJson,
  plainQuirks,
  readChunk,
  type EndReason,
} from './chat-wire.ts'
import { faultOfNetwork, faultOfStatus, garbled, parseRetryAfter } from './faults.ts'
import { ANSWER_MAX_CHARS, BODY_MAX_CHARS, EVENT_MAX_CHARS, readCapped } from './limits.ts'
import { Fault } from '../../base/fault.ts'

export type OpenAiModelDeps = {
  /** Up to and including the version: `https://api.openai.com/v1`. */
  baseUrl: string
  apiKey: string
  model: string
  fetch: typeof fetch
  now: () => number
  provider?: string
  /** For gateways: `cf-aig-*` and the like. */
  headers?: Record<string, string>
}

/** However long a provider says, we look again after a minute. */
const REST_MAX_MS = 60_000

type Post = (ask: ModelAsk, stream: boolean, signal: AbortSignal) => Promise<Response>

/**
 * Any server that speaks OpenAI's `chat/completions`. This is the hot path: the stream is read by hand, because the
 * AI SDK costs about ten times the CPU per token. Every failure leaves as a Fault.
 */
export function openOpenAiModel(deps: OpenAiModelDeps): ModelPort {
  const post = openPost(deps)
  return {
    provider: deps.provider ?? 'openai-compatible',
    model: deps.model,
    async *stream(ask, signal) {
      const response = await post(ask, true, signal)
      const type = response.headers.get('content-type') ?? ''
      if (type.includes('text/event-stream')) yield* readStream(response, ask, signal)
      else if (type.includes('json')) yield* readWhole(response, ask, signal)
      else throw await wrongType(response, type)
    },
    async generateJson(ask, signal) {
      const response = await post(ask, false, signal)
      const { text, usage } = await readCompletion(response, ask, signal)
      try {
        return { value: parseLooseJson(text), usage }
      } catch (cause) {
        throw garbled('the model did not write JSON', cause)
      }
    },
  }
}

function openPost({ baseUrl, apiKey, model, fetch, now, headers }: OpenAiModelDeps): Post {
  const url = `${baseUrl.replace(/\/+$/, '')}/chat/completions`
  const sent = { 'content-type': 'application/json', authorization: `Bearer ${apiKey}`, ...headers }
  let quirks = plainQuirks()
  let restUntilMs = 0
  return async (ask, stream, signal) => {
    const restMs = restUntilMs - now()
    if (restMs > 0) throw resting(restMs)
    for (;;) {
      const body = chatBody(model, ask, quirks, stream)
      let response: Response
      try {
        response = await fetch(url, { method: 'POST', headers: sent, body, signal, redirect: 'manual' })
      } catch (error) {
        throw faultOfNetwork(error, signal)
      }
      if (response.ok) return response
      const { text } = await readCapped(response, 4_000).catch(() => ({ text: '' })) // the status already says enough
      const learnt = response.status === 400 || response.status === 422 ? learnQuirk(quirks, text) : null
      if (!learnt) {
        const fault = faultOfStatus(response.status, text, parseRetryAfter(response.headers.get('retry-after'), now()))
        if (fault.code === 'upstream_rate_limited') restUntilMs = now() + Math.min(fault.retryAfterMs ?? 0, REST_MAX_MS)
        throw fault
      }
      // At most five lessons exist, so this ends.
      quirks = learnt
    }
  }
}

/** The provider said when to come back. Asking sooner costs a shopper a round trip and earns the same answer. */
const resting = (retryAfterMs: number): Fault =>
  new Fault('upstream_rate_limited', { retryable: true, retryAfterMs, detail: 'resting as it asked' })

/** Deltas that arrive in one network chunk leave as one. */
async function* readStream(response: Response, ask: ModelAsk, signal: AbortSignal): AsyncGenerator<ModelDelta> {
  if (!response.body) throw garbled('no body')
  const reader = response.body.getReader()
  const inbox = openInbox()
  const decoder = new TextDecoder()
  let total = 0
  try {
    while (!inbox.done) {
      const { done, value } = await reader.read()
      if (done) break
      const text = inbox.take(decoder.decode(value, { stream: true }))
      if (text === '') continue
      total += text.length
      yield { kind: 'text', text }
      if (total > ANSWER_MAX_CHARS) inbox.cutOff()
    }
  } catch (error) {
    // Once the model has said it is finished, a broken connection loses nothing but the count of tokens.
    if (inbox.finish === null) throw faultOfNetwork(error, signal)
  } finally {
    // Frees the connection when the consumer leaves early; on a finished or broken stream there is nothing to free.
    void reader.cancel().catch(() => undefined)
  }
  yield endOf(inbox.finish, inbox.usage ?? estimateUsage(ask, total), total)
}

function endOf(finish: EndReason | null, usage: TokenUsage, total: number): ModelDelta {
  if (finish === null) throw garbled(total === 0 ? 'empty answer' : 'the stream ended mid-answer')
  if (total === 0 && finish !== 'content_filter') throw garbled('empty answer')
  return { kind: 'end', reason: finish, usage }
}

type Inbox = {
  finish: EndReason | null
  usage: TokenUsage | null
  done: boolean
  take(chunk: string): string
  cutOff(): void
}

function openInbox(): Inbox {
  let fresh = ''
  const parser = createParser({
    maxBufferSize: EVENT_MAX_CHARS,
    onError(error) {
      if (error.type === 'max-buffer-size-exceeded') throw garbled('an event larger than any real one')
    },
    onEvent({ data }) {
      if (data === '[DONE]') {
        inbox.done = true
        inbox.finish ??= 'stop'
        return
      }
      fresh += read(inbox, data)
    },
  })
  const inbox: Inbox = {
    finish: null,
    usage: null,
    done: false,
    take(chunk) {
      fresh = ''
      parser.feed(chunk)
      return fresh
    },
    cutOff() {
      inbox.done = true
      inbox.finish = 'length'
    },
  }
  return inbox
}

function read(inbox: Inbox, data: string): string {
  let value: unknown
  try {
    value = JSON.parse(data)
  } catch (cause) {
    throw garbled('a chunk that is not JSON', cause)
  }
  const chunk = readChunk(value)
  if (!chunk) throw garbled('a chunk that is not an object')
  if (chunk.error !== null) throw new Fault('upstream_5xx', { retryable: true, detail: chunk.error })
  if (chunk.finish !== null) inbox.finish = chunk.finish
  if (chunk.usage !== null) inbox.usage = chunk.usage
  return chunk.text
}

/** A server that does not stream answers whole; that is still an answer. */
async function* readWhole(response: Response, ask: ModelAsk, signal: AbortSignal): AsyncGenerator<ModelDelta> {
  const { text, usage, finish } = await readCompletion(response, ask, signal)
  if (text !== '') yield { kind: 'text', text }
  yield endOf(finish ?? 'stop', usage, text.length)
}

async function readCompletion(
  response: Response,
  ask: ModelAsk,
  signal: AbortSignal
): Promise<{ text: string; usage: TokenUsage; finish: EndReason | null }> {
  const type = response.headers.get('content-type') ?? ''
  if (!type.includes('json')) throw await wrongType(response, type)
  const { text: body, cut } = await readCapped(response, BODY_MAX_CHARS).catch((error: unknown) => {
    throw faultOfNetwork(error, signal)
  })
  if (cut) throw garbled('an answer larger than any real one')
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch (cause) {
    throw garbled('a body that is not JSON', cause)
  }
  const chunk = readChunk(value)
  if (!chunk) throw garbled('a body that is not an object')
  if (chunk.error !== null) throw new Fault('upstream_5xx', { retryable: true, detail: chunk.error })
  return { text: chunk.text, usage: chunk.usage ?? estimateUsage(ask, chunk.text.length), finish: chunk.finish }
}

async function wrongType(response: Response, type: string): Promise<Fault> {
  await response.body?.cancel()
  return garbled(`content-type ${type.slice(0, 80)}`)
}
