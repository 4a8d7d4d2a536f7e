import { afterAll, beforeAll, expect, it } from 'vitest'
import type { HistoryBody } from '../contracts/chat-api.ts'
import { HOUR_MS } from '../base/time.ts'
import { openDoor, type Door, type Visit } from './testing/open-door.ts'

let door: Door
let env: { FLAGS: KVNamespace; DB: D1Database }
beforeAll(async () => {
  door = await openDoor({}, { indexed: false })
  env = await door.server.getWorker<{ FLAGS: KVNamespace; DB: D1Database }>().getEnv()
  await env.FLAGS.put('flag:shadow_mode', 'true')
})
afterAll(() => door.close())

type Kept = { messages: { role: string; body: string }[] }
const transcriptOf = async (staff: Visit, id: string) =>
  ((await (await door.get(staff, `/ops/sessions/${id}/transcript`)).json()) as Kept).messages

it('drafts for a colleague, sends only what they wrote, and keeps both', async () => {
  const shopper = await door.visitAs('ada')
  const answer = await door.ask(shopper, 'Where is order 1042?')
  expect(answer).toMatchObject({ text: '', orders: [], handoff: { mode: 'waiting' }, outcome: 'with_person' })

  const staff = await door.visitAs('staff')
  await expect.poll(async () => (await transcriptOf(staff, shopper.sessionId)).length, { timeout: 10_000 }).toBe(2)
  const [, draft] = await transcriptOf(staff, shopper.sessionId)
  expect(draft).toMatchObject({ role: 'draft', body: expect.stringMatching(/^Order 1042 is completed\..*€168\.00/) })
  const tickets = (await (await door.get(staff, '/ops/tickets')).json()) as { tickets: { sessionId: string }[] }
  expect(tickets.tickets.filter((each) => each.sessionId === shopper.sessionId)).toHaveLength(1)

  const screen = await (await door.get(staff, `/ops/screens/conversations/${shopper.sessionId}`)).text()
  expect(screen).toContain('Draft, not sent')
  expect(screen).toMatch(/<textarea[^>]*>Order 1042 is completed\./)

  const sent = 'Your lamp and kettle arrived yesterday, CE000001042IE.'
  const path = `/ops/sessions/${shopper.sessionId}/reply`
  expect((await door.post(staff, path, { text: sent })).status).toBe(201)
  const history = await door.get(shopper, `/chat/history?session_id=${shopper.sessionId}`)
  const { messages } = (await history.json()) as HistoryBody
  expect(messages.map(({ role, text }) => [role, text])).toEqual([
    ['shopper', 'Where is order 1042?'],
    ['staff', sent],
  ])
  await expect
    .poll(async () => (await transcriptOf(staff, shopper.sessionId)).map((each) => each.role), { timeout: 10_000 })
    .toEqual(['shopper', 'draft', 'staff'])
})

it('shows a draft to nobody but staff', async () => {
  const shopper = await door.visitAs('grace')
  await door.ask(shopper, 'Where is order 1044?')
  expect((await door.get(shopper, `/ops/sessions/${shopper.sessionId}/transcript`)).status).toBe(401)
  const replay = await door.get(shopper, `/chat/stream?session_id=${shopper.sessionId}&wait=0`, {
    'last-event-id': '0',
  })
  expect(await replay.text()).not.toContain('148.00')
})

it('ends the trial of a version that fails more, by flag, at the next look', async () => {
  const hour = Math.floor(Date.now() / HOUR_MS) * HOUR_MS - 2 * HOUR_MS
  const turns = (version: string, detail: string, count: number) =>
    env.DB.prepare(
      `INSERT INTO metrics_hourly (hour, metric, brain_version, provider, intent, detail, count, sum, max, steps)
       VALUES (?, 'turn', ?, '', '', ?, ?, 0, 0, '{}')`
    )
      .bind(hour, version, detail, count)
      .run()
  await turns('v1', 'answered', 5_000)
  await turns('v1', 'failed', 50)
  await turns('v2', 'answered', 250)
  await turns('v2', 'failed', 30)
  await door.worker.scheduled({ cron: '* * * * *' })
  expect(await env.FLAGS.get('flag:canary')).toBe('0')
  const kept = await env.DB.prepare(
    `SELECT brain_version, failed, report FROM eval_runs WHERE suite = 'canary'`
  ).first()
  expect(kept).toMatchObject({ brain_version: 'v2', failed: 1, report: expect.stringContaining('"verdict":"worse"') })
})

it('attacks itself each week by the shop’s rules, and finds nothing', async () => {
  await door.worker.scheduled({ cron: '41 3 * * 1' })
  const run = await env.DB.prepare(`SELECT passed, failed, report FROM eval_runs WHERE suite = 'red_team'`).first()
  expect(run).toMatchObject({ failed: 0, report: expect.stringContaining('"injected_sentence"') })
  expect(Number(run!['passed'])).toBeGreaterThan(90)
})
