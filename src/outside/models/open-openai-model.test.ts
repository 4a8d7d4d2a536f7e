import { describe, expect, it } from 'vitest'
import type { ModelDelta, ModelPort } from '../../contracts/model.ts'
import { openOpenAiModel } from './open-openai-model.ts'

const ask = { messages: [{ role: 'user' as const, content: 'hello there' }], maxTokens: 9, temperature: 0.2 }
const never = new AbortController().signal
type Body = Record<string, unknown>

/** A server in one function: sees the parsed body, answers with a Response. */
function open(answer: (body: Body, no: number) => Response | Promise<Response>, over: { now?: () => number } = {}) {
  const bodies: Body[] = []
  const heads: Headers[] = []
  const urls: string[] = []
  const port = openOpenAiModel({
    baseUrl: 'https://model.example/v1/',
    apiKey: 'secret',
    model: 'm',
    now: () => 0,
    ...over,
    fetch: async (url, init) => {
      bodies.push(JSON.parse(init!.body as string) as Body)
      heads.push(new Headers(init!.headers))
      urls.push(url as string)
      return answer(bodies.at(-1)!, bodies.length)
    },
  })
  return { port, bodies, heads, urls }
}

const chunk = (content: string, finish: string | null = null) =>
  `data: ${JSON.stringify({ choices: [{ delta: { content }, finish_reason: finish }] })}\n\n`
const usage = 'data: {"choices":[],"usage":{"prompt_tokens":5,"completion_tokens":2}}\n\n'
const sse = (...pieces: string[]) =>
  new Response(
    new ReadableStream({
      start(controller) {
        for (const piece of pieces) controller.enqueue(new TextEncoder().encode(piece))
        controller.close()
      },
    }),
    { headers: { 'content-type': 'text/event-stream; charset=utf-8' } }
  )
const json = (value: unknown, status = 200) => Response.json(value, { status })
const refusal = (message: string) => json({ error: { message } }, 400)

async function drain(port: ModelPort) {
  const deltas: ModelDelta[] = []
  for await (const each of port.stream(ask, never)) deltas.push(each)
  return deltas
}

describe('a stream', () => {
  it('yields one delta per network chunk and ends with the provider’s count', async () => {
    const { port, bodies, heads, urls } = open(() =>
      sse(chunk('Hel') + chunk('lo'), chunk(' you', 'stop'), `${usage}data: [DONE]\n\n`)
    )
    expect(await drain(port)).toEqual([
      { kind: 'text', text: 'Hello' },
      { kind: 'text', text: ' you' },
      { kind: 'end', reason: 'stop', usage: { inputTokens: 5, outputTokens: 2, estimated: false } },
    ])
    expect(bodies[0]).toMatchObject({
      model: 'm',
      stream: true,
      max_tokens: 9,
      stream_options: { include_usage: true },
    })
    expect(heads[0]!.get('authorization')).toBe('Bearer secret')
    expect(urls[0]).toBe('https://model.example/v1/chat/completions')
  })

  it('may break its bytes anywhere, inside a letter too', async () => {
    const bytes = new TextEncoder().encode(chunk('Größe 日本', 'stop') + 'data: [DONE]\n\n')
    const body = new ReadableStream({
      start(controller) {
        for (const byte of bytes) controller.enqueue(new Uint8Array([byte]))
        controller.close()
      },
    })
    const { port } = open(() => new Response(body, { headers: { 'content-type': 'text/event-stream' } }))
    expect((await drain(port))[0]).toEqual({ kind: 'text', text: 'Größe 日本' })
  })

  it('without a count is estimated', async () => {
    const { port } = open(() => sse(chunk('Hello', 'stop')))
    expect((await drain(port)).at(-1)).toEqual({
      kind: 'end',
      reason: 'stop',
      usage: { inputTokens: 3, outputTokens: 2, estimated: true },
    })
  })

  it('that ends without saying so is a fault', async () => {
    const { port } = open(() => sse(chunk('Hello')))
    await expect(drain(port)).rejects.toMatchObject({ code: 'upstream_garbled', retryable: true })
  })

  it('leaves when its reader does, and lets the connection go', async () => {
    let cancelled = false
    const body = new ReadableStream({
      pull: (controller) => controller.enqueue(new TextEncoder().encode(chunk('word '))),
      cancel: () => void (cancelled = true),
    })
    const { port } = open(() => new Response(body, { headers: { 'content-type': 'text/event-stream' } }))
    for await (const delta of port.stream(ask, never)) if (delta.kind === 'text') break
    expect(cancelled).toBe(true)
  })
})

describe('learns what a server does not take', () => {
  it('once, for the port’s life', async () => {
    const { port, bodies } = open((body) => {
      if ('max_tokens' in body)
        return refusal("Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.")
      if ('temperature' in body)
        return refusal("Unsupported value: 'temperature' does not support 0.2 with this model.")
      return sse(chunk('Hi', 'stop'))
    })
    await drain(port)
    await drain(port)
    expect(bodies).toHaveLength(4)
    expect(bodies[3]).toMatchObject({ max_completion_tokens: 9 })
    expect(bodies[3]).not.toHaveProperty('temperature')
  })

  it('but asks no more than it can learn', async () => {
    const { port, bodies } = open(() => refusal('max_tokens temperature stream_options'))
    await expect(drain(port)).rejects.toMatchObject({ code: 'upstream_4xx', retryable: false })
    expect(bodies).toHaveLength(4)
  })

  it('falls back from a JSON schema to plain JSON', async () => {
    const { port, bodies } = open((body) => {
      if ('response_format' in body) return refusal('response_format is not supported')
      return json({ choices: [{ message: { content: '```json\n{"intent":"x"}\n```' }, finish_reason: 'stop' }] })
    })
    const { value } = await port.generateJson({ ...ask, name: 'plan', jsonSchema: { type: 'object' } }, never)
    expect(value).toEqual({ intent: 'x' })
    expect(bodies.map((each) => (each['response_format'] as { type: string } | undefined)?.type)).toEqual([
      'json_schema',
      'json_object',
      undefined,
    ])
  })
})

it.each([
  ['text', 'not json'],
  ['nothing', ''],
])('a plan that is %s is a fault', async (_, content) => {
  const { port } = open(() => json({ choices: [{ message: { content }, finish_reason: 'stop' }] }))
  const plan = port.generateJson({ ...ask, name: 'plan', jsonSchema: {} }, never)
  await expect(plan).rejects.toMatchObject({ code: 'upstream_garbled' })
})

it('rests as long as a 429 asked, and no longer', async () => {
  let nowMs = 0
  const { port, bodies } = open(() => new Response('', { status: 429, headers: { 'retry-after': '5' } }), {
    now: () => nowMs,
  })
  await expect(drain(port)).rejects.toMatchObject({ retryAfterMs: 5_000 })
  nowMs = 4_000
  await expect(drain(port)).rejects.toMatchObject({ retryAfterMs: 1_000 })
  expect(bodies).toHaveLength(1)
  nowMs = 5_001
  await expect(drain(port)).rejects.toMatchObject({ retryAfterMs: 5_000 })
  expect(bodies).toHaveLength(2)
})

it('never follows a redirect with the key', async () => {
  const { port } = open(() => new Response(null, { status: 302, headers: { location: 'https://evil.example/' } }))
  await expect(drain(port)).rejects.toMatchObject({ code: 'upstream_4xx' })
})
