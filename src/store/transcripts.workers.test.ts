import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import type { TurnRecord } from '../contracts/turn-record.ts'
import { openActionsLog } from './actions-log.ts'
import { openD1 } from './open-d1.ts'
import { openTranscripts } from './transcripts.ts'

const { DB } = env as unknown as { DB: D1Database }
const transcripts = openTranscripts(openD1(DB))
const actions = openActionsLog(openD1(DB))

const AT = Date.UTC(2026, 0, 5)
const record = (session: string, turnNo: number, change: Partial<TurnRecord> = {}): TurnRecord => ({
  sessionId: session,
  turnId: `${session}-t${turnNo}`,
  turnNo,
  subject: `anon:${session}`,
  email: null,
  locale: 'en',
  messages: (['shopper', 'assistant'] as const).map((role, index) => ({
    id: `${session}.m${turnNo}${role}`,
    role,
    text: `${role} ${turnNo}`,
    sources: role === 'assistant' ? [{ title: 'Returns', url: 'https://shop.example/returns' }] : [],
    atMs: AT + turnNo * 10 + index,
  })),
  actions: [],
  orders: [],
  intent: 'order_status',
  outcome: 'answered',
  brainVersion: 'v1',
  provider: 'none',
  latencyMs: 12.4,
  firstTokenMs: null,
  inputTokens: 0,
  outputTokens: 0,
  costMicroUsd: 0,
  ...change,
})
const count = (table: string) => DB.prepare(`SELECT count(*) AS n FROM ${table}`).first<number>('n')

it('keeps a turn once however often the queue delivers it', async () => {
  const turn = record('session-a', 1, { orders: ['1042'] })
  await transcripts.keepTurns([turn])
  await transcripts.keepTurns([turn, record('session-a', 2, { orders: ['1042'] })])
  expect(await count('messages')).toBe(4)
  expect(await count('turns')).toBe(2)
  expect(await count('session_orders')).toBe(1)
  const rows = await transcripts.readTranscript('session-a')
  expect(rows.map((row) => row.body)).toEqual(['shopper 1', 'assistant 1', 'shopper 2', 'assistant 2'])
  expect(rows[1]!.sources).toEqual([{ title: 'Returns', url: 'https://shop.example/returns' }])
})

it('keeps a whole batch of fifty, one person twice in it', async () => {
  const before = (await count('messages'))!
  await transcripts.keepTurns(
    Array.from({ length: 50 }, (_, n) => record(`session-b${n % 10}`, Math.floor(n / 10) + 1))
  )
  expect((await count('messages'))! - before).toBe(100)
  expect(await DB.prepare(`SELECT last_turn_at AS at FROM sessions WHERE id = 'session-b3'`).first('at')).toBe(AT + 51)
})

it('finds the sessions that were shown an order, the recent ones', async () => {
  await transcripts.keepTurns([
    record('session-c', 1, { orders: ['7001'] }),
    record('session-d', 9, { orders: ['7001'] }),
  ])
  expect(await transcripts.sessionsShown('7001', AT)).toEqual(['session-d', 'session-c'])
  expect(await transcripts.sessionsShown('7001', AT + 50)).toEqual(['session-d'])
})

it('chains the audit rows a batch brings, and a redelivered batch adds none', async () => {
  const row = (n: number) => ({
    id: `act_${n}`,
    sessionId: 'session-e',
    turnId: 't1',
    tool: 'kb_search',
    actor: 'anon:e',
    effect: 'reads' as const,
    input: { top_k: 5 },
    status: 'done',
    reason: null,
    durationMs: 3,
    at: AT + n,
  })
  await actions.recordActions([1, 2, 3, 4, 5, 6].map(row))
  await actions.recordActions([5, 6, 7].map(row))
  const kept = await actions.actionsOf('session-e')
  expect(kept.map(({ id, seq }) => [id, seq])).toEqual([1, 2, 3, 4, 5, 6, 7].map((n) => [`act_${n}`, n]))
  for (const [index, each] of kept.entries()) expect(each.prevHash).toBe(kept[index - 1]?.hash ?? '')
})
