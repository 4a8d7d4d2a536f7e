import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { answerOf, openDoor, readEvents, type Door } from './testing/open-door.ts'

let door: Door
beforeAll(async () => {
  door = await openDoor()
})
afterEach(() => door.setWeather(''))
afterAll(() => door.close())

const INTERNALS = /stack|TypeError|Fault|upstream|D1_|at \w+ \(|workerd|undefined|\[object/

describe('a shop that', () => {
  it.each([
    ['answers 500', '500'],
    ['answers HTML', 'html'],
    ['answers garbage', 'garbled'],
    ['never answers', 'hang'],
  ])(
    '%s costs the order answer, within the budget, and nothing else',
    async (_, faults) => {
      await door.setWeather(faults)
      const visit = await door.visitAs('ada')
      const startedMs = Date.now()
      const answer = await door.ask(visit, 'Where is order 1042?')
      expect(Date.now() - startedMs).toBeLessThan(20_000)
      expect(answer.text).toMatch(/not answering at the moment/)
      expect(answer.text).not.toMatch(INTERNALS)
      expect(answer.offersPerson).toBe(true)
      const pages = await door.ask(visit, 'Can I return a lamp I opened?')
      expect(pages.sources[0]).toMatch(/returns/)
    },
    60_000
  )

  it('is slow is waited for', async () => {
    await door.setWeather('', 600)
    const answer = await door.ask(await door.visitAs('ada'), 'Where is order 1042?')
    expect(answer.orders[0]).toMatchObject({ number: '1042' })
  })
})

describe('a shopper who leaves in the middle', () => {
  it('finds the whole answer on coming back, from exactly where it broke off', async () => {
    await door.setWeather('', 400)
    const visit = await door.visitAs('ada')
    const leave = new AbortController()
    const response = await door.send(visit, 'Where is order 1042?', { signal: leave.signal })
    const seen = await readEvents(response, (events) => events.length >= 2).catch(() => [])
    leave.abort()
    const last = seen.at(-1)!.id
    const resumed = await door.get(visit, `/chat/stream?session_id=${visit.sessionId}`, {
      'last-event-id': String(last),
    })
    const rest = await readEvents(resumed)
    expect(rest[0]!.id).toBe(last + 1)
    expect(rest.map((event) => event.id)).toEqual(rest.map((_, index) => last + 1 + index))
    expect(answerOf([...seen, ...rest]).text).toContain('1042')
  })

  it('can stop the answer', async () => {
    await door.setWeather('', 1_500)
    const visit = await door.visitAs('ada')
    const response = await door.send(visit, 'Where is order 1042?')
    const reading = readEvents(response)
    await expect
      .poll(
        async () => (await (await door.post(visit, '/chat/stop', { session_id: visit.sessionId })).json()) as object
      )
      .toEqual({ stopped: true })
    expect((await reading).at(-1)!.frame).toMatchObject({ type: 'abort' })
  })
})

it('tells an open conversation that its order moved', async () => {
  const visit = await door.visitAs('ada')
  await door.ask(visit, 'Where is order 1037?')
  const { DB } = (await door.worker.getEnv()) as { DB: D1Database }
  const shown = () =>
    DB.prepare('SELECT count(*) AS n FROM session_orders WHERE session_id = ?').bind(visit.sessionId).first('n')
  await expect.poll(shown, { timeout: 10_000 }).toBe(1)
  const stream = await door.get(visit, `/chat/stream?session_id=${visit.sessionId}&wait=1`)
  const notices = readEvents(stream, (events) => events.some(({ frame }) => frame.type === 'data-notice'))
  expect((await door.moveOrder('1037', 'completed')).status).toBe(200)
  const events = await notices
  expect(events.at(-1)!.frame).toMatchObject({
    type: 'data-notice',
    data: { kind: 'order_moved', text: expect.stringContaining('1037') },
  })
})
