import { expect, it } from 'vitest'
import { currentSpan, within } from './current-span.ts'
import { startRoot, type RawSpan } from './record-spans.ts'
import { NO_SPAN } from './span.ts'
import { templateOf, tracedFetch } from './traced-fetch.ts'

function rig(status = 200) {
  const [kept, asked] = [[] as RawSpan[], [] as Request[]]
  const deps = {
    now: () => 1_795_350_000_000,
    chance: { uuid: () => '', random: () => 0.5 },
    sampleRate: 1,
    keepTrace: (spans: RawSpan[]) => void kept.push(...spans),
  }
  const root = startRoot(deps, 'turn', {}, null)
  const send = tracedFetch(async (input) => {
    asked.push(input as Request)
    return new Response('{}', { status })
  })
  return { root, kept, asked, send }
}

it('tells the shop which trace its call belongs to, in a span without an id or a query', async () => {
  const { root, kept, asked, send } = rig()
  await within(root, () => send('https://shop.example/wp-json/wc/v3/orders/1042?search=jane', { method: 'GET' }))
  root.end()
  const [call, turn] = kept as [RawSpan, RawSpan]
  expect(call).toMatchObject({ name: 'GET /wp-json/wc/v3/orders/:id', kind: 'client', parentSpanId: turn.spanId })
  expect(call.attributes).toMatchObject({
    'server.address': 'shop.example',
    'server.port': 443,
    'http.response.status_code': 200,
  })
  expect(asked[0]!.headers.get('traceparent')).toBe(`00-${turn.traceId}-${call.spanId}-01`)
})

it('marks an answer that is an error, and keeps the answer', async () => {
  const { root, kept, send } = rig(503)
  expect((await within(root, () => send('https://shop.example/x', { method: 'POST', body: '{}' }))).status).toBe(503)
  expect(kept).toEqual([])
  root.end()
  expect(kept[0]).toMatchObject({ name: 'POST /x', error: '503' })
})

it('sends what it was given, untouched, where nobody traces', async () => {
  const seen: unknown[] = []
  await tracedFetch(async (input) => (seen.push(input), new Response('')))('https://shop.example/x')
  expect(seen).toEqual(['https://shop.example/x'])
  expect(currentSpan()).toBe(NO_SPAN)
})

it('keeps two pieces of work apart that run at the same time', async () => {
  const [one, two] = [rig().root, rig().root]
  const seen = await Promise.all(
    [one, two].map((root) =>
      within(root, async () => {
        await new Promise((resolve) => setTimeout(resolve, 1))
        return currentSpan() === root
      })
    )
  )
  expect(seen).toEqual([true, true])
})

it.each([
  ['/wp-json/wc/v3/orders/1042', '/wp-json/wc/v3/orders/:id'],
  ['/wp-json/counterhand/v1/writes/k_9af3', '/wp-json/counterhand/v1/writes/:id'],
  ['/shop/caf%C3%A9', '/shop/:id'],
])('%s is %s', (path, template) => {
  expect(templateOf(path)).toBe(template)
})
