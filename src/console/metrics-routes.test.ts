import { describe, expect, it } from 'vitest'
import { HOUR_MS } from '../base/time.ts'
import type { HourFacts } from '../contracts/metrics.ts'
import { rollUpHour } from '../observability/metrics/roll-up-hour.ts'
import { metricsRoutes, type MetricsDeps } from './metrics-routes.ts'

const HOUR = Date.UTC(2026, 10, 22, 9)
const NOW = HOUR + HOUR_MS

const turn = (change: Partial<HourFacts['turns'][number]> = {}): HourFacts['turns'][number] => ({
  sessionId: 'a',
  at: HOUR + 1,
  intent: 'order_status',
  outcome: 'answered',
  brainVersion: 'v1',
  provider: 'primary',
  latencyMs: 800,
  firstTokenMs: 300,
  inputTokens: 100,
  outputTokens: 20,
  costMicroUsd: 2_500,
  handoffReason: null,
  hops: [],
  ...change,
})
const FACTS: HourFacts = {
  turns: [
    turn(),
    turn({ sessionId: 'b', brainVersion: 'v2', outcome: 'handed_over', handoffReason: 'complaint' }),
    turn({ sessionId: 'c', outcome: 'failed', firstTokenMs: null, latencyMs: 20_000 }),
    turn({ sessionId: 'd', outcome: 'not_known' }),
  ],
  calls: [],
  ratings: [
    { score: 5, intent: 'order_status', brainVersion: 'v1' },
    { score: 2, intent: null, brainVersion: 'v1' },
  ],
  refunds: [{ decision: 'paid', intent: 'refund_return' }],
  pagesReadAt: HOUR,
}

function door(wrong: { key: string; why: string }[] = []) {
  const asked: unknown[] = []
  const deps: MetricsDeps = {
    now: () => NOW,
    readMetrics: async (range) => (asked.push(range), rollUpHour(HOUR, FACTS, NOW)),
    readProviderHealth: async () => [],
    checkRefunds: async () => ({ paid: 1, wrong }),
  }
  const get = async (query: string) => {
    const response = await metricsRoutes(deps).request(`/?${query}`)
    return { status: response.status, body: (await response.json()) as { [key: string]: unknown } }
  }
  return { get, asked }
}

it('tells what a range of hours comes to', async () => {
  const { body } = await door().get('')
  expect(body['summary']).toMatchObject({
    turns: 4,
    success: 0.5,
    containment: 0.75,
    handoffs: { complaint: 1 },
    tokens: { input: 400, output: 80 },
    costUsd: 0.01,
    csat: { ratings: 2, average: 3.5, satisfied: 0.5 },
    searchMisses: 1,
    refunds: { paid: 1 },
    freshness: { orderLagSeconds: null, pagesAgeSeconds: 3_600 },
    topErrors: [{ what: 'turn failed', count: 1 }],
  })
})

it('tells it by version, and from the hour that holds the time asked for', async () => {
  const { get, asked } = door()
  const { body } = await get('from=2026-11-22T09:40:00Z&by=brainVersion')
  expect(asked).toEqual([{ fromMs: HOUR, toMs: NOW }])
  expect(Object.keys(body['by'] as object)).toEqual(['v1', 'v2'])
})

it('says what is left of each budget, and that a wrong refund has none', async () => {
  const slosOf = async (wrong: { key: string; why: string }[]) =>
    ((await door(wrong).get('')).body['slos'] as { slo: string; state: string; left: number }[]).map(
      ({ slo, state, left }) => `${slo} ${state} ${left.toFixed(1)}`
    )
  expect(await slosOf([])).toEqual(['availability breached -49.0', 'first_token met 1.0', 'wrong_refund met 1.0'])
  expect((await slosOf([{ key: 'k', why: 'nobody_agreed' }]))[2]).toBe('wrong_refund breached -1.0')
})

describe('refuses', () => {
  it.each([
    ['a range that ends before it begins', 'from=2026-11-22T09:00:00Z&to=2026-11-21T09:00:00Z'],
    ['more than a season', 'from=2026-01-01T00:00:00Z'],
    ['a time that is none', 'from=yesterday'],
    ['another dimension', 'by=subject'],
  ])('%s', async (_, query) => {
    expect((await door().get(query)).status).toBe(400)
  })
})
