import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import type { SpanRecord } from '../../observability/span.ts'
import { openOtlp, readHeaders, tracesAddress } from './client.ts'
import { toOtlp } from './to-otlp.ts'

const resource = { serviceName: 'counterhand', serviceVersion: '1', environment: 'test' }
const span = (overrides: Partial<SpanRecord> = {}): SpanRecord => ({
  traceId: 'ab'.repeat(16),
  spanId: 'cd'.repeat(8),
  parentSpanId: null,
  name: 'chat small',
  kind: 'client',
  startMs: 1_795_350_000_000.25,
  endMs: 1_795_350_000_041,
  attributes: {
    'gen_ai.request.stream': true,
    'gen_ai.usage.input_tokens': 12,
    'gen_ai.request.temperature': 0,
    'gen_ai.response.finish_reasons': ['stop'],
    'gen_ai.request.model': null,
  },
  error: null,
  ...overrides,
})

describe('toOtlp', () => {
  it('writes the JSON encoding of the protocol', () => {
    const [only] = (toOtlp([span()], resource) as never)['resourceSpans'] as never[]
    expect(only).toMatchObject({
      resource: {
        attributes: expect.arrayContaining([{ key: 'service.name', value: { stringValue: 'counterhand' } }]),
      },
      scopeSpans: [
        {
          spans: [
            {
              traceId: 'ab'.repeat(16),
              name: 'chat small',
              kind: 3,
              startTimeUnixNano: '1795350000000250000',
              endTimeUnixNano: '1795350000041000000',
              attributes: [
                { key: 'gen_ai.request.stream', value: { boolValue: true } },
                { key: 'gen_ai.usage.input_tokens', value: { intValue: '12' } },
                { key: 'gen_ai.request.temperature', value: { doubleValue: 0 } },
                { key: 'gen_ai.response.finish_reasons', value: { arrayValue: { values: [{ stringValue: 'stop' }] } } },
              ],
            },
          ],
        },
      ],
    })
  })

  it('names the parent and the failure only when there is one', () => {
    const text = JSON.stringify(toOtlp([span()], resource))
    expect(text).not.toMatch(/parentSpanId|status/)
    const failed = JSON.stringify(toOtlp([span({ error: 'upstream_5xx', parentSpanId: 'ef'.repeat(8) })], resource))
    expect(failed).toContain('"status":{"code":2,"message":"upstream_5xx"}')
    expect(failed).toContain(`"parentSpanId":"${'ef'.repeat(8)}"`)
  })
})

it.each([
  ['http://c:4318', 'http://c:4318/v1/traces'],
  ['http://c:4318/', 'http://c:4318/v1/traces'],
  ['https://c/otlp', 'https://c/otlp/v1/traces'],
  ['https://c/v1/traces', 'https://c/v1/traces'],
])('%s means %s', (endpoint, address) => {
  expect(tracesAddress(endpoint)).toBe(address)
})

it('reads a header list as the convention writes it', () => {
  expect(readHeaders('Api-Key=a%20b, x-team=t=1,broken')).toEqual({ 'api-key': 'a b', 'x-team': 't=1' })
  expect(readHeaders(undefined)).toEqual({})
})

describe('export', () => {
  let server: Server | null = null
  afterEach(() => new Promise((resolve) => (server ? server.close(resolve) : resolve(null))))

  const collector = (answer: (body: string) => number) =>
    new Promise<string>((resolve) => {
      server = createServer((request, response) => {
        let body = ''
        request.on('data', (chunk: Buffer) => (body += chunk.toString()))
        request.on('end', () => response.writeHead(answer(body)).end('{}'))
      }).listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server!.address() as AddressInfo).port}`))
    })

  it('posts the batch to a collector', async () => {
    const bodies: string[] = []
    const endpoint = await collector((body) => (bodies.push(body), 200))
    await openOtlp({ endpoint, headers: {}, resource, fetch }).export([span(), span({ name: 'plan' })])
    expect(JSON.parse(bodies[0]!).resourceSpans[0].scopeSpans[0].spans).toHaveLength(2)
  })

  it.each([
    [429, 'upstream_rate_limited', true],
    [503, 'upstream_5xx', true],
    [500, 'upstream_5xx', false],
    [400, 'upstream_4xx', false],
  ])('%i is %s, retryable %s', async (status, code, retryable) => {
    const endpoint = await collector(() => status)
    await expect(openOtlp({ endpoint, headers: {}, resource, fetch }).export([span()])).rejects.toMatchObject({
      code,
      retryable,
    })
  })

  it('throws a retryable fault when nobody is there', async () => {
    const sink = openOtlp({ endpoint: 'http://127.0.0.1:9', headers: {}, resource, fetch })
    await expect(sink.export([span()])).rejects.toMatchObject({ code: 'upstream_unreachable', retryable: true })
  })
})
