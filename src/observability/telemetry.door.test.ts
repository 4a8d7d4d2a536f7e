import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDoor, type Door } from '../edge/testing/open-door.ts'
import { SPAN_ATTRIBUTES } from './span-attributes.ts'

type OtlpSpan = {
  traceId: string
  spanId: string
  parentSpanId?: string
  name: string
  startTimeUnixNano: string
  endTimeUnixNano: string
  attributes: { key: string; value: Record<string, unknown> }[]
}

let collector: Server
let door: Door
const bodies: string[] = []

beforeAll(async () => {
  collector = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      bodies.push(body)
      response.end('{}')
    })
  })
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve))
  const { port } = collector.address() as AddressInfo
  door = await openDoor({ OTLP_ENDPOINT: `http://127.0.0.1:${port}`, TRACE_SAMPLE_RATE: '1' })
})
afterAll(async () => {
  await door.close()
  collector.closeAllConnections()
  await new Promise((resolve) => collector.close(resolve))
})

const spansSoFar = (): OtlpSpan[] =>
  bodies.flatMap((body) => {
    const { resourceSpans } = JSON.parse(body) as { resourceSpans: { scopeSpans: { spans: OtlpSpan[] }[] }[] }
    return resourceSpans.flatMap((resource) => resource.scopeSpans.flatMap((scope) => scope.spans))
  })

async function spansOf(rootName: string): Promise<OtlpSpan[]> {
  for (let tries = 0; tries < 100; tries++) {
    const root = spansSoFar().find((span) => span.name === rootName)
    if (root) return spansSoFar().filter((span) => span.traceId === root.traceId)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return []
}

it('a real turn arrives at a collector as one tree, by the conventions, with nobody in it', async () => {
  const visit = await door.visitAs('ada')
  await door.ask(visit, 'Where is order 1042? Write to canary.bird@example.com or call +353 20 910 0140.')
  const spans = await spansOf('invoke_agent counterhand')

  const ids = new Set(spans.map((span) => span.spanId))
  const orphans = spans.filter((span) => span.parentSpanId !== undefined && !ids.has(span.parentSpanId))
  expect(orphans.map((span) => span.name).filter((name) => name !== 'invoke_agent counterhand')).toEqual([])
  expect(spans.map((span) => span.name)).toContain('execute_tool get_order_status')
  for (const span of spans) {
    expect(span.traceId).toMatch(/^[0-9a-f]{32}$/)
    expect(BigInt(span.endTimeUnixNano)).toBeGreaterThanOrEqual(BigInt(span.startTimeUnixNano))
    expect(span.attributes.map(({ key }) => key).filter((key) => !Object.hasOwn(SPAN_ATTRIBUTES, key))).toEqual([])
  }

  const outbound = [...bodies, JSON.stringify(door.server.getLogs())].join('\n')
  expect(outbound).not.toMatch(/canary\.bird|910 0140|ada@example\.com/)
  expect(outbound).not.toContain(visit.sessionId)
})
