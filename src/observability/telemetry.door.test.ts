import { afterAll, beforeAll, expect, it } from 'vitest'
import { json, openDoor, type Door, type Visit } from '../edge/testing/open-door.ts'
import { openPacedModel } from '../edge/testing/paced-model.ts'
import { drawTree, durationMs, flawsOf, type OtlpSpan } from './testing/conventions.ts'
import { openCollector } from './testing/open-collector.ts'

let collector: Awaited<ReturnType<typeof openCollector>>
let model: Awaited<ReturnType<typeof openPacedModel>>
let door: Door

beforeAll(async () => {
  collector = await openCollector()
  model = await openPacedModel({
    words: 'Yes, you may send back a lamp you have opened. It should be clean and complete. [1]',
    firstMs: 150,
  })
  const models = { OPENAI_BASE_URL: model.baseUrl, OPENAI_API_KEY: 'sk-of-a-test', OPENAI_MODEL: 'fake' }
  door = await openDoor({ ...models, OTLP_ENDPOINT: collector.endpoint, TRACE_SAMPLE_RATE: '1' })
})
afterAll(async () => {
  await door.close()
  await model.close()
  await collector.close()
})

/** As a page whose own tracing has begun a trace. */
async function askTraced(visit: Visit, text: string, traceId: string): Promise<void> {
  const response = await fetch(`${door.origin}/chat/send`, {
    ...json({ session_id: visit.sessionId, message_id: crypto.randomUUID(), text }),
    headers: {
      authorization: `Bearer ${visit.token}`,
      'content-type': 'application/json',
      accept: 'text/event-stream',
      traceparent: `00-${traceId}-${'b7'.repeat(8)}-01`,
    },
  })
  await response.text()
}

const named = (spans: OtlpSpan[], name: string) => spans.find((span) => span.name === name)!
const parentOf = (spans: OtlpSpan[], name: string) =>
  spans.find((span) => span.spanId === named(spans, name).parentSpanId)?.name

it('a real turn arrives at a collector as one tree, from the page that asked to the row the queue wrote', async () => {
  const traceId = 'a1'.repeat(16)
  const visit = await door.visitAs('ada')
  await askTraced(visit, 'Can I return a lamp I opened?', traceId)
  const spans = await collector.traceOf(traceId, ['POST /chat/send', 'invoke_agent counterhand', 'keepTurns'])
  process.stdout.write(`${drawTree(spans)}\n`)

  expect(named(spans, 'POST /chat/send').parentSpanId).toBe('b7'.repeat(8))
  const parents = {
    'invoke_agent counterhand': 'POST /chat/send',
    plan: 'invoke_agent counterhand',
    'execute_tool kb_search': 'invoke_agent counterhand',
    'retrieval pages': 'execute_tool kb_search',
    compose: 'invoke_agent counterhand',
    'chat fake': 'compose',
    finishTurn: 'invoke_agent counterhand',
    'send jobs': 'invoke_agent counterhand',
    'process jobs': 'send jobs',
    keepTurns: 'process jobs',
    recordActions: 'process jobs',
  }
  const found = Object.keys(parents).map((name) => [name, parentOf(spans, name)])
  expect(Object.fromEntries(found)).toEqual(parents)
  expect(spans.flatMap(flawsOf)).toEqual([])
  // The model waits 150 ms before its first word, so every span around it lasts at least as long.
  for (const name of ['chat fake', 'compose', 'invoke_agent counterhand']) {
    expect(durationMs(named(spans, name))).toBeGreaterThanOrEqual(140)
  }
})

it('an order is read by a client span of the shop’s own API, inside its tool, with no id in it', async () => {
  const traceId = 'a2'.repeat(16)
  await askTraced(await door.visitAs('ada'), 'Where is order 1042?', traceId)
  const spans = await collector.traceOf(traceId, ['POST /chat/send', 'invoke_agent counterhand', 'process jobs'])
  expect(parentOf(spans, 'GET /wp-json/wc/v3/orders')).toBe('execute_tool get_order_status')
  expect(parentOf(spans, 'GET /wp-json/wc/v3/orders/:id')).toBe('execute_tool get_order_status')
  expect(JSON.stringify(spans)).not.toContain('1042')
  expect(spans.flatMap(flawsOf)).toEqual([])
})

it('nobody is in what was sent, whatever they wrote', async () => {
  const visit = await door.visitAs('ada')
  const traceId = 'a3'.repeat(16)
  await askTraced(visit, 'Write to canary.bird@example.com or call +353 20 910 0140.', traceId)
  await collector.traceOf(traceId, ['process jobs'])
  const outbound = [...collector.bodies, JSON.stringify(door.server.getLogs())].join('\n')
  expect(outbound).not.toMatch(/canary\.bird|910 0140|ada@example\.com/)
  expect(outbound).not.toContain(visit.sessionId)
})

it('a colleague reads what the hours come to, and what was rated as what it was about', async () => {
  const visit = await door.visitAs('grace')
  await door.ask(visit, 'Can I return a lamp I opened?')
  for (const score of [5, 1])
    await door.post(visit, '/chat/rating', { session_id: visit.sessionId, score, words: 'ok' })
  const { DB } = (await door.worker.getEnv()) as unknown as { DB: D1Database }
  const kept = await DB.prepare('SELECT score, intent, brain_version AS version FROM ratings').all()
  expect(kept.results).toEqual([{ score: 5, intent: 'refund_return', version: expect.stringMatching(/^v\d+$/) }])

  expect((await door.get(visit, '/ops/metrics')).status).toBe(401)
  const answer = await door.get(await door.visitAs('staff'), '/ops/metrics?by=provider')
  expect(await answer.json()).toMatchObject({ summary: { turns: 0 }, slos: [{ slo: 'availability' }, {}, {}] })
})
