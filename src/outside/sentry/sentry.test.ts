import { expect, it } from 'vitest'
import type { FaultReport } from '../../observability/fault-reports.ts'
import { openSentry } from './client.ts'

const report: FaultReport = {
  fingerprint: 'hands.orders:upstream_5xx',
  occurrence: 'first',
  count: 1,
  firstMs: 1_795_350_000_000,
  lastMs: 1_795_350_000_000,
  where: 'hands.orders',
  name: 'Fault',
  code: 'upstream_5xx',
  message: 'shop answered 500',
  retryable: true,
  causes: ['TypeError'],
  stack: ['payBack (file:///worker.js:12:5)', 'file:///worker.js:40:1'],
  requestId: '7d5f7a52-4f0e-4a4e-9c7e-0d8f3f2b1a10',
  sessionId: 'hashed',
  traceId: null,
}

function rig(status: number) {
  const sent: { url: string; body: string }[] = []
  const fetcher = (async (url: string, init: { body: string }) => {
    sent.push({ url, body: init.body })
    return new Response('{}', { status })
  }) as unknown as typeof fetch
  const dsn = 'https://public@sentry.example.com/42'
  return { sent, sink: openSentry({ dsn, environment: 'test', release: 'r1', fetch: fetcher }) }
}

it('sends exactly what we built, as one envelope', async () => {
  const { sent, sink } = rig(200)
  await sink.send(report)
  expect(sent).toHaveLength(1)
  expect(sent[0]!.url).toContain('https://sentry.example.com/api/42/envelope/')
  const event = JSON.parse(sent[0]!.body.split('\n')[2]!) as Record<string, unknown>
  expect(event).toMatchObject({
    fingerprint: ['hands.orders:upstream_5xx'],
    tags: { where: 'hands.orders', occurrence: 'first', session_id: 'hashed' },
    exception: {
      values: [
        {
          type: 'Fault',
          value: 'shop answered 500',
          stacktrace: {
            frames: [
              { filename: 'file:///worker.js', lineno: 40, colno: 1 },
              { function: 'payBack', filename: 'file:///worker.js', lineno: 12, colno: 5 },
            ],
          },
        },
      ],
    },
  })
  expect(event).not.toHaveProperty('request')
  expect(event).not.toHaveProperty('breadcrumbs')
})

it('throws a fault when it is not taken', async () => {
  await expect(rig(500).sink.send(report)).rejects.toMatchObject({ code: 'upstream_5xx', retryable: false })
})
