import { describe, expect, it } from 'vitest'
import type { ModelDelta } from '../../contracts/model.ts'
import { openGatewayModel } from './open-gateway-model.ts'

type Call = { model: string; body: Record<string, unknown>; options: Record<string, unknown> }

/** Stands for `env.AI`: records what `run` is given and answers as the platform does. */
function fakeBinding(answer: () => Response) {
  const calls: Call[] = []
  const binding = {
    run: (model: string, body: Call['body'], options: Call['options']) => {
      calls.push({ model, body, options })
      return Promise.resolve(answer())
    },
  } as unknown as Ai
  return { binding, calls }
}
const chunk = (delta: object, finish: string | null = null) =>
  `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`
const sse = () =>
  new Response(
    chunk({ role: 'assistant', content: 'Hel' }) +
      chunk({ content: 'lo' }) +
      chunk({}, 'stop') +
      'data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[],"usage":{"prompt_tokens":7,"completion_tokens":2,"total_tokens":9}}\n\ndata: [DONE]\n\n',
    { headers: { 'content-type': 'text/event-stream', 'cf-aig-log-id': 'log-1', 'cf-aig-cache-status': 'MISS' } }
  )
const ask = {
  messages: [{ role: 'user' as const, content: 'hello' }],
  maxTokens: 9,
  temperature: 0,
  labels: { version: 'v1', intent: 'order_status' },
}

async function stream(model: string, over: object = {}, gatewayId: string | undefined = 'shop') {
  const { binding, calls } = fakeBinding(sse)
  const port = openGatewayModel({
    binding,
    model,
    ...(gatewayId ? { gatewayId } : {}),
    cacheTtlSeconds: 300,
    now: () => 0,
  })
  const deltas: ModelDelta[] = []
  for await (const each of port.stream({ ...ask, ...over }, new AbortController().signal)) deltas.push(each)
  return { call: calls[0]!, calls, deltas, port }
}

describe.each(['@cf/meta/llama-3.1-8b-instruct-fp8-fast', 'dynamic/support', 'openai/gpt-4.1-mini'])('%s', (model) => {
  it('is run on the binding, through the gateway, by the current API', async () => {
    const { call, calls, deltas } = await stream(model)
    expect(calls).toHaveLength(1)
    expect(call.model).toBe(model)
    expect(call.body).toMatchObject({ stream: true })
    expect(JSON.stringify(call.body)).toContain('hello')
    expect(call.options).toMatchObject({ gateway: { id: 'shop' } })
    expect(deltas.map((each) => (each.kind === 'text' ? each.text : each.kind)).join('')).toBe('Helloend')
    expect(deltas.at(-1)).toMatchObject({
      usage: { inputTokens: 7, outputTokens: 2, estimated: false },
      logId: 'log-1',
    })
  })

  it('never caches an answer that may be somebody’s own', async () => {
    const { call } = await stream(model)
    expect(call.options['gateway']).toMatchObject({ skipCache: true, metadata: ask.labels })
    expect(call.options['gateway']).not.toHaveProperty('cacheTtl')
  })

  it('caches what says it is nobody’s', async () => {
    const { call } = await stream(model, { shareable: true })
    expect(call.options['gateway']).toMatchObject({ cacheTtl: 300 })
    expect(call.options['gateway']).not.toHaveProperty('skipCache')
  })
})

it('a failing binding is a fault with its status', async () => {
  const { binding } = fakeBinding(
    () => new Response('{"error":"busy"}', { status: 429, headers: { 'retry-after': '2' } })
  )
  const port = openGatewayModel({ binding, model: 'dynamic/support', cacheTtlSeconds: 60, now: () => 0 })
  const first = port.stream(ask, new AbortController().signal)[Symbol.asyncIterator]().next()
  await expect(first).rejects.toMatchObject({ code: 'upstream_rate_limited', retryable: true })
})
