import type { LanguageModelV4, LanguageModelV4StreamPart } from '@ai-sdk/provider'
import { MockLanguageModelV4, simulateReadableStream } from 'ai/test'
import { describe, expect, it } from 'vitest'
import type { ModelDelta, ModelPort } from '../../contracts/model.ts'
import { openAiSdkModel } from './open-sdk-model.ts'

const ask = {
  messages: [
    { role: 'system' as const, content: 's' },
    { role: 'user' as const, content: 'hello' },
  ],
  maxTokens: 9,
  temperature: 0,
}
const usage = {
  inputTokens: { total: 5, noCache: 5, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 2, text: 2, reasoning: 0 },
}
const finish = (unified: 'stop' | 'length' | 'content-filter' | 'error' = 'stop'): LanguageModelV4StreamPart => ({
  type: 'finish',
  usage,
  finishReason: { unified, raw: undefined },
})
const delta = (text: string): LanguageModelV4StreamPart => ({ type: 'text-delta', id: '1', delta: text })

const streams = (parts: LanguageModelV4StreamPart[]): LanguageModelV4 =>
  new MockLanguageModelV4({
    doStream: { stream: simulateReadableStream({ chunks: parts, initialDelayInMs: null, chunkDelayInMs: null }) },
  })
const fails = (error: unknown) =>
  new MockLanguageModelV4({
    doStream: () => Promise.reject(error as Error),
    doGenerate: () => Promise.reject(error as Error),
  })

async function drain(port: ModelPort, signal = new AbortController().signal) {
  const deltas: ModelDelta[] = []
  for await (const each of port.stream(ask, signal)) deltas.push(each)
  return deltas
}
const open = (model: LanguageModelV4) => openAiSdkModel(model, { now: () => 0 })

it('streams words and ends once with what they cost', async () => {
  const parts: LanguageModelV4StreamPart[] = [
    { type: 'stream-start', warnings: [] },
    delta('Hel'),
    delta(''),
    delta('lo'),
    finish(),
  ]
  expect(await drain(open(streams(parts)))).toEqual([
    { kind: 'text', text: 'Hel' },
    { kind: 'text', text: 'lo' },
    { kind: 'end', reason: 'stop', usage: { inputTokens: 5, outputTokens: 2, estimated: false } },
  ])
})

describe('becomes a fault', () => {
  it.each([
    ['an empty answer', streams([finish()]), 'upstream_garbled'],
    ['a stream that ends early', streams([delta('Hel')]), 'upstream_garbled'],
    ['an ending by error', streams([delta('Hel'), finish('error')]), 'upstream_garbled'],
    ['a 500', fails({ statusCode: 500, message: 'x' }), 'upstream_5xx'],
    ['a 401', fails({ statusCode: 401, message: 'x' }), 'upstream_refused'],
    ['no connection', fails(new TypeError('fetch failed')), 'upstream_unreachable'],
  ])('%s', async (_, model, code) => {
    await expect(drain(open(model))).rejects.toMatchObject({ code })
  })

  it('a 429, with how long to wait', async () => {
    const model = fails({ statusCode: 429, message: 'x', responseHeaders: { 'retry-after': '3' } })
    await expect(drain(open(model))).rejects.toMatchObject({ code: 'upstream_rate_limited', retryAfterMs: 3_000 })
  })

  it('our own leaving, as aborted', async () => {
    await expect(drain(open(fails(new Error('x'))), AbortSignal.abort())).rejects.toMatchObject({ code: 'aborted' })
  })
})

it('a content filter is an ending, not a fault', async () => {
  expect((await drain(open(streams([finish('content-filter')])))).at(-1)).toMatchObject({ reason: 'content_filter' })
})

it('reads JSON, fenced or not', async () => {
  const writes = (text: string) =>
    new MockLanguageModelV4({
      doGenerate: {
        content: [{ type: 'text', text }],
        finishReason: { unified: 'stop', raw: undefined },
        usage,
        warnings: [],
      },
    })
  const plan = { ...ask, name: 'plan', jsonSchema: { type: 'object' } }
  const signal = new AbortController().signal
  expect((await open(writes('```json\n{"a":1}\n```')).generateJson(plan, signal)).value).toEqual({ a: 1 })
  await expect(open(writes('not json')).generateJson(plan, signal)).rejects.toMatchObject({ code: 'upstream_garbled' })
})
