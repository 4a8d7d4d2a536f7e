import { describe, expect, it } from 'vitest'
import { Fault } from '../base/fault.ts'
import type { FaultReport } from './fault-reports.ts'
import { hashId } from './hash-id.ts'
import { openSeeing, type SeeingDeps } from './open-seeing.ts'
import type { SpanRecord } from './span.ts'

const KEY = 'a key for hashing ids in tests'
const NOW = Date.UTC(2026, 10, 22, 12)

function rig(overrides: Partial<SeeingDeps> = {}) {
  const lines: Record<string, unknown>[] = []
  const spans: SpanRecord[] = []
  const reports: FaultReport[] = []
  const clock = { now: NOW }
  let drawn = 0
  const seeing = openSeeing({
    now: () => clock.now,
    chance: { uuid: () => 'unused', random: () => (++drawn * 0.618034) % 1 },
    write: (line) => void lines.push(JSON.parse(line) as Record<string, unknown>),
    idKey: KEY,
    sampleRate: 1,
    spans: { export: async (batch) => void spans.push(...batch) },
    native: null,
    faults: { send: async (report) => void reports.push(report) },
    sleep: async () => {},
    ...overrides,
  })
  return { seeing, lines, spans, reports, clock }
}

const turn = {
  event: 'turn.finished',
  request_id: '7d5f7a52-4f0e-4a4e-9c7e-0d8f3f2b1a10',
  session_id: 'session-of-jane-0001',
  turn: 3,
  intent: 'order_status',
  tools: [{ name: 'get_order_status', duration_ms: 41, outcome: 'ok' }],
  provider: 'none',
  token_usage: { input: 0, output: 0 },
  cost_usd: 0,
  outcome: 'answered',
  latency_ms: 57,
} as const

describe('log', () => {
  it('writes one line a turn, with the session hashed', () => {
    const { seeing, lines } = rig()
    seeing.log(turn)
    expect(lines).toEqual([
      {
        at: '2026-11-22T12:00:00.000Z',
        level: 'info',
        ...turn,
        session_id: hashId('session-of-jane-0001', KEY),
      },
    ])
  })

  it('lets nothing out that is not listed, and scrubs what is', () => {
    const { seeing, lines } = rig()
    const loose = { ...turn, intent: 'mail jane@example.com', email: 'jane@example.com', outcome: 'a\nb' }
    seeing.log(loose)
    expect(lines[0]).toMatchObject({ intent: 'mail [email]', outcome: '[odd]' })
    expect(JSON.stringify(lines)).not.toContain('jane')
  })

  it('hashes what claims to be a random id and is not', () => {
    const { seeing, lines } = rig()
    seeing.log({ ...turn, request_id: '4111111111111111', turn_id: 'jane@example.com' })
    expect(lines[0]).toMatchObject({
      request_id: hashId('4111111111111111', KEY),
      turn_id: hashId('jane@example.com', KEY),
    })
  })
})

describe('span', () => {
  it('builds a tree under the caller of the trace', async () => {
    const { seeing, spans, clock } = rig()
    const parent = `00-${'ab'.repeat(16)}-${'cd'.repeat(8)}-01`
    await seeing.span(
      'POST /chat/send',
      { 'http.request.method': 'POST', 'http.route': '/chat/send' },
      async (root) => {
        await root.span(
          'execute_tool kb_search',
          { 'gen_ai.tool.name': 'kb_search' },
          async () => void (clock.now += 12)
        )
        root.set({ 'session.id': 'session-of-jane-0001' })
      },
      parent
    )
    await seeing.flush()
    const [tool, root] = spans as [SpanRecord, SpanRecord]
    expect(root).toMatchObject({
      traceId: 'ab'.repeat(16),
      parentSpanId: 'cd'.repeat(8),
      kind: 'server',
      endMs: NOW + 12,
    })
    expect(tool).toMatchObject({ traceId: root.traceId, parentSpanId: root.spanId, kind: 'internal', startMs: NOW })
    expect(root.attributes['session.id']).toBe(hashId('session-of-jane-0001', KEY))
  })

  it('starts a trace of its own for a header that is not one', async () => {
    const { seeing, spans } = rig()
    await seeing.span('x', {}, async () => {}, `00-${'0'.repeat(32)}-${'cd'.repeat(8)}-01`)
    await seeing.flush()
    expect(spans[0]?.traceId).toMatch(/^[0-9a-f]{32}$/)
    expect(spans[0]?.parentSpanId).toBeNull()
  })

  it('marks what was thrown and throws it on', async () => {
    const { seeing, spans } = rig({ sampleRate: 0 })
    const fault = new Fault('upstream_timeout', { retryable: true, detail: 'jane@example.com' })
    await expect(seeing.span('x', {}, () => Promise.reject(fault))).rejects.toBe(fault)
    await seeing.flush()
    expect(spans).toMatchObject([{ error: 'upstream_timeout', attributes: { 'error.type': 'upstream_timeout' } }])
  })

  it.each([
    ['nothing ordinary', () => {}, 0],
    ['a handoff', (span: { keep(why: 'handoff' | 'write'): void }) => span.keep('handoff'), 1],
    ['a write', (span: { keep(why: 'handoff' | 'write'): void }) => span.keep('write'), 1],
  ])('keeps %s when sampling keeps none', async (_name, act, kept) => {
    const { seeing, spans } = rig({ sampleRate: 0 })
    await seeing.span('x', {}, async (span) => act(span))
    await seeing.flush()
    expect(spans).toHaveLength(kept)
  })

  it('keeps what one of our own has kept, and not what a stranger says is sampled', async () => {
    const { seeing, spans } = rig({ sampleRate: 0 })
    const header = `00-${'ab'.repeat(16)}-${'cd'.repeat(8)}-01`
    await seeing.span('strange', {}, async () => {}, header)
    await seeing.span('ours', {}, async () => {}, { ours: header })
    await seeing.flush()
    expect(spans.map((span) => span.name)).toEqual(['ours'])
    expect(spans[0]).toMatchObject({ traceId: 'ab'.repeat(16), parentSpanId: 'cd'.repeat(8) })
  })

  it('runs the work and remembers nothing without a sink', async () => {
    const { seeing } = rig({ spans: null })
    expect(await seeing.span('x', {}, async (span) => span.span('y', {}, async () => span.traceparent()))).toBeNull()
  })

  it('sends turns that finish together in one batch', async () => {
    const batches: number[] = []
    let wake = () => {}
    const { seeing } = rig({
      spans: { export: async (batch) => void batches.push(batch.length) },
      sleep: () => new Promise((resolve) => (wake = resolve)),
    })
    const flushes = []
    for (let index = 0; index < 5; index++) {
      await seeing.span('x', {}, async () => {})
      flushes.push(seeing.flush())
    }
    wake()
    await Promise.all(flushes)
    expect(batches).toEqual([5])
  })

  it('offers a batch again after a fault that may pass, and says what it drops', async () => {
    let answers: (Fault | null)[] = [new Fault('upstream_5xx', { retryable: true }), null]
    const sent: number[] = []
    const { seeing, lines } = rig({
      spans: {
        export: async (batch) => {
          const fault = answers.shift()
          if (fault) throw fault
          sent.push(batch.length)
        },
      },
    })
    await seeing.span('x', {}, async () => {})
    await seeing.flush()
    await seeing.flush()
    expect(sent).toEqual([1])
    answers = [new Fault('upstream_4xx', { retryable: false })]
    await seeing.span('x', {}, async () => {})
    await seeing.flush()
    expect(lines).toMatchObject([{ event: 'telemetry.lost', sink: 'spans', items: 1, why: 'upstream_4xx' }])
  })
})

describe('reportFault', () => {
  it('tells the first occurrence and, once quiet, the last', async () => {
    const { seeing, lines, reports, clock } = rig()
    for (let index = 0; index < 10; index++) {
      const detail = `order ${index} of jane${index}@example.com`
      seeing.reportFault(new Fault('upstream_5xx', { retryable: true, detail }), {
        where: 'hands.orders',
        sessionId: 's1',
      })
      clock.now += 1_000
    }
    await seeing.flush()
    expect(reports).toMatchObject([{ occurrence: 'first', count: 1, message: 'upstream_5xx: order 0 of [email]' }])
    clock.now += 60_000
    await seeing.flush()
    expect(reports).toMatchObject([{ occurrence: 'first' }, { occurrence: 'last', count: 10, firstMs: NOW }])
    expect(lines).toHaveLength(2)
    expect(lines[0]).toMatchObject({ event: 'fault.reported', level: 'error', session_id: hashId('s1', KEY) })
  })

  it('tells two faults apart by what failed, not by whose', () => {
    const { seeing, lines } = rig()
    seeing.reportFault(new Error('no row for jane@example.com'), { where: 'store' })
    seeing.reportFault(new Error('no row for joe@example.com'), { where: 'store' })
    seeing.reportFault(new Error('disk is full'), { where: 'store' })
    seeing.reportFault('a string', { where: 'store' })
    expect(lines).toHaveLength(3)
  })
})
