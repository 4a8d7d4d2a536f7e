import { expect, it } from 'vitest'
import { Fault } from '../base/fault.ts'
import { openOtlp } from '../outside/otlp/client.ts'
import { openSentry } from '../outside/sentry/client.ts'
import { EVENTS } from './events.ts'
import { openSeeing } from './open-seeing.ts'
import { SPAN_ATTRIBUTES } from './span-attributes.ts'

/** One of each kind a shopper, a page or a vendor could put anywhere, and the part of it that must never be seen. */
const CANARIES = {
  'write to canary.bird@example.com': 'canary.bird',
  'call +353 20 910 0140 now': '910 0140',
  'card 4111 1111 1111 1111': '4111 1111',
  'iban IE29AIBK93115212345678': '93115212345678',
  'from 203.0.113.77': '203.0.113.77',
  'ssn 078-05-1120': '078-05-1120',
  'key ck_00112233445566778899aabb': '00112233445566778899',
  'password: Tr0ub4dor&3': 'Tr0ub4dor',
} as const
const PLANTED = Object.keys(CANARIES).join('; ')

/** A value of every kind, each holding all canaries, whatever the field expects. */
function plant(spec: unknown): unknown {
  if (Array.isArray(spec)) return [plant(spec[0])]
  if (spec === 'words') return Object.keys(CANARIES)
  if (spec === 'counts') return Object.fromEntries(Object.keys(CANARIES).map((key) => [key, 1]))
  if (typeof spec === 'string') return PLANTED
  const out: Record<string, unknown> = { unlisted: PLANTED }
  for (const [key, inner] of Object.entries(spec as object)) out[key.replace('?', '')] = plant(inner)
  return out
}

it('no canary planted in any field of any log line, span or fault report leaves', async () => {
  const outbound: string[] = []
  const record = (async (url: unknown, init: { body: unknown; headers: unknown }) => {
    outbound.push(`${JSON.stringify(url)} ${JSON.stringify(init.headers)} ${String(init.body)}`)
    return new Response('{}')
  }) as unknown as typeof fetch
  const resource = { serviceName: 'counterhand', serviceVersion: '1', environment: 'test' }
  const seeing = openSeeing({
    now: () => 1_795_350_000_000,
    chance: { uuid: () => '', random: () => 0.5 },
    write: (line) => void outbound.push(line),
    idKey: 'a key for hashing ids in tests',
    sampleRate: 1,
    spans: openOtlp({ endpoint: 'http://collector', headers: {}, resource, fetch: record }),
    native: null,
    faults: openSentry({ dsn: 'https://p@sentry.example.com/1', environment: 't', release: 'r', fetch: record }),
    sleep: async () => {},
  })

  for (const [event, spec] of Object.entries(EVENTS)) seeing.log({ event, ...(plant(spec) as object) } as never)
  await seeing.span(PLANTED, plant(SPAN_ATTRIBUTES) as never, async (span) => {
    span.record(PLANTED, { 'counterhand.outcome': PLANTED }, { startMs: 1, endMs: 2, error: PLANTED })
    span.fail(PLANTED)
  })
  const fault = new Fault('upstream_5xx', { retryable: true, detail: PLANTED, cause: new Error(PLANTED) })
  seeing.reportFault(fault, { where: PLANTED, requestId: PLANTED, sessionId: PLANTED, traceId: PLANTED })
  seeing.reportFault(PLANTED, { where: 'thrown.text' })
  seeing.reportFault(Object.assign(new Error(PLANTED), { code: PLANTED, name: PLANTED }), { where: 'odd' })
  await seeing.flush({ everything: true })

  const kinds = ['turn.finished', 'resourceSpans', 'sentry.example.com']
  expect(kinds.filter((kind) => !outbound.some((bytes) => bytes.includes(kind)))).toEqual([])
  const leaks = Object.values(CANARIES).filter((canary) => outbound.some((bytes) => bytes.includes(canary)))
  expect(leaks).toEqual([])
  expect(outbound.filter((bytes) => bytes.includes('unlisted'))).toEqual([])
})
