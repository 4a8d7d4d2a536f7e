import { expect, it } from 'vitest'
import { HOUR_MS, MINUTE_MS } from '../base/time.ts'
import type { TurnRecord } from '../contracts/turn-record.ts'
import { openActionsLog } from '../store/actions-log.ts'
import { openHourFacts } from '../store/metrics/hour-facts.ts'
import { healthOf, openMetrics } from '../store/metrics/metrics.ts'
import { openD1 } from '../store/open-d1.ts'
import { openRatings } from '../store/ratings.ts'
import { openNodeD1 } from '../store/testing/node-d1.ts'
import { openTickets } from '../store/tickets.ts'
import { openTranscripts } from '../store/transcripts.ts'
import { dueHours, lastDay, rollUp } from './roll-up.ts'

const HOUR = Date.UTC(2026, 10, 22, 9)

function open() {
  const db = openD1(openNodeD1())
  const store = { ...openMetrics(db), ...openHourFacts(db) }
  const tell = () => rollUp({ now: () => HOUR + 30 * MINUTE_MS, ...store }, [HOUR])
  const rows = () => store.readMetrics({ fromMs: HOUR, toMs: HOUR + HOUR_MS })
  return { db, store, tell, rows, transcripts: openTranscripts(db) }
}

let made = 0
const turn = (change: Partial<TurnRecord> = {}, atMs = HOUR + 5): TurnRecord => ({
  sessionId: 'session-a',
  turnId: `t${++made}`,
  turnNo: made,
  subject: 'anon:a',
  email: null,
  locale: 'en',
  messages: [{ id: `m${made}`, role: 'shopper', text: 'hello', sources: [], atMs }],
  actions: [],
  orders: [],
  intent: 'order_status',
  outcome: 'answered',
  brainVersion: 'v1',
  provider: 'primary',
  latencyMs: 800,
  firstTokenMs: 300,
  inputTokens: 100,
  outputTokens: 20,
  costMicroUsd: 70,
  ...change,
})
const hop = (change: object = {}) => ({
  purpose: 'compose' as const,
  provider: 'primary',
  model: 'm',
  latencyMs: 600,
  firstTokenMs: 250,
  costMicroUsd: 70,
  left: null,
  ...change,
})

it('tells the same hour however often it is told', async () => {
  const { transcripts, tell, rows } = open()
  await transcripts.keepTurns([turn(), turn({ outcome: 'failed', latencyMs: 4_000 })])
  await tell()
  const once = await rows()
  await tell()
  expect(await rows()).toEqual(once)
  const turns = once.filter((row) => row.metric === 'turn')
  expect(turns.map(({ detail, count, sum }) => `${detail} ${count} ${sum}`).toSorted()).toEqual([
    'answered 1 800',
    'failed 1 4000',
  ])
  expect(once.find((row) => row.metric === 'cost')).toMatchObject({ sum: 140, brainVersion: 'v1', provider: 'primary' })
})

it('tells a turn that came late when the hour is told again, and no turn of another hour', async () => {
  const { transcripts, tell, rows } = open()
  await transcripts.keepTurns([turn(), turn({}, HOUR - 1), turn({}, HOUR + HOUR_MS)])
  await tell()
  await transcripts.keepTurns([turn({}, HOUR + 59 * MINUTE_MS)])
  await tell()
  expect((await rows()).find((row) => row.metric === 'turn')?.count).toBe(2)
})

it('knows by provider and intent how often it was left, how long it took and what it cost', async () => {
  const { transcripts, tell, store } = open()
  const left = hop({ latencyMs: 6_000, left: 'upstream_timeout', costMicroUsd: 0 })
  await transcripts.keepTurns([
    turn({ hops: [hop()] }),
    turn({ provider: 'secondary', hops: [left, hop({ provider: 'secondary', latencyMs: 900 })] }),
    turn({ intent: 'policy_shipping_faq', hops: [hop({ costMicroUsd: 10 })] }),
  ])
  await tell()
  const health = await store.readProviderHealth(HOUR)
  const told = health.map(({ provider, intent, calls, failures, success }) => [
    provider,
    intent,
    calls,
    failures,
    success,
  ])
  expect(told.map((each) => each.join(' ')).toSorted()).toEqual([
    'primary order_status 2 1 0.5',
    'primary policy_shipping_faq 1 0 1',
    'secondary order_status 1 0 1',
  ])
  const slow = health.find((each) => each.calls === 2)!
  expect([slow.p50Ms, slow.p95Ms].map((ms, n) => Math.abs(ms / [600, 6_000][n]! - 1) < 0.08)).toEqual([true, true])
  expect(slow.costMicroUsd).toBe(35)
  expect(healthOf([])).toEqual([])
})

it('counts a conversation once, contained unless a person was called by a turn or by the button', async () => {
  const { db, transcripts, tell, rows } = open()
  const from = (sessionId: string, change: Partial<TurnRecord> = {}) => turn({ sessionId, ...change })
  await transcripts.keepTurns([
    from('session-a'),
    from('session-a'),
    from('session-b', { outcome: 'handed_over', handoffReason: 'complaint' }),
    from('session-c'),
    from('session-d', { outcome: 'with_person' }),
  ])
  const ticket = { turnId: 'button-1', subject: 's', body: 'b', state: 'open', openedAt: HOUR + 9 } as const
  await openTickets(db).openTicket({ id: 'tkt_c', sessionId: 'session-c', reason: 'asked_for_person', ...ticket })
  await tell()
  const counted = async (metric: string) =>
    Object.fromEntries((await rows()).filter((row) => row.metric === metric).map((row) => [row.detail, row.count]))
  expect(await counted('session')).toEqual({ contained: 1, handed_over: 2 })
  expect(await counted('handoff')).toEqual({ complaint: 1, asked_for_person: 1 })
  expect(await counted('turn')).toEqual({ answered: 3, handed_over: 1 })
})

it('counts ratings by score, version and intent, and refunds by what was decided', async () => {
  const { db, tell, rows } = open()
  await openRatings(db).keepRating({
    sessionId: 'session-a',
    score: 4,
    words: 'fine',
    intent: 'refund_return',
    brainVersion: 'v1',
    at: HOUR + 1,
  })
  const row = { sessionId: 'session-a', turnId: 't1', tool: 'issue_refund', actor: 'wp:7', durationMs: 1, at: HOUR + 1 }
  const step = { ...row, effect: 'writes', input: { step: 'propose' } } as const
  const money = { ...row, effect: 'moves_money', input: {} } as const
  await openActionsLog(db).recordActions([
    { ...step, id: 'a', status: 'done', reason: null },
    { ...step, id: 'b', status: 'refused', reason: 'window_closed' },
    { ...step, id: 'c', status: 'done', reason: null, input: { step: 'accept' } },
    { ...money, id: 'd', status: 'claimed', reason: null },
    { ...money, id: 'e', status: 'done', reason: null },
  ])
  await tell()
  const told = (await rows()).filter((each) => each.metric === 'refund').map((each) => each.detail)
  expect(told.toSorted()).toEqual(['denied:window_closed', 'paid', 'proposed'])
  expect((await rows()).find((each) => each.metric === 'rating')).toMatchObject({
    detail: '4',
    intent: 'refund_return',
    brainVersion: 'v1',
    count: 1,
  })
})

it('adds what is told as it happens, and leaves it alone when the hour is told again', async () => {
  const { store, tell, rows } = open()
  const fault = {
    hour: HOUR,
    metric: 'fault',
    brainVersion: '',
    provider: '',
    intent: '',
    detail: 'shop upstream_5xx',
  } as const
  for (const count of [1, 3]) await store.addToHour({ ...fault, count, sum: 0, max: count, steps: {} })
  await tell()
  expect((await rows()).find((row) => row.metric === 'fault')).toMatchObject({ count: 4, max: 3 })
})

it.each([
  ['early in an hour', HOUR + MINUTE_MS, [HOUR - HOUR_MS, HOUR]],
  ['later in it', HOUR + 15 * MINUTE_MS, [HOUR]],
])('tells the hours that may still change: %s', (_, nowMs, hours) => {
  expect(dueHours(nowMs)).toEqual(hours)
})

it('tells a whole day again at night', () => {
  expect(new Set(lastDay(HOUR + 1)).size).toBe(24)
})
