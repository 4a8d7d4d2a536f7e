import { describe, expect, it } from 'vitest'
import type { AnswerPart } from '../contracts/answer.ts'
import { refuse } from '../base/result.ts'
import type { SessionDeps } from './session.ts'
import { claims, end, gate, NOW, order, readEvents, rig, sayAsk, textOf, typesOf } from './testing/rig.ts'

async function sayAndRead(session: ReturnType<typeof rig>['session'], text: string, change = {}) {
  const said = await session.say(sayAsk(text, change))
  if (!said.ok) throw new Error(`refused: ${said.error.reason}`)
  return { ...said.value, events: await readEvents(said.value.frames) }
}

describe('a turn', () => {
  it('streams start, status, text and finish, numbered by one', async () => {
    const { session } = rig()
    const { events } = await sayAndRead(session, 'Can I return a lamp?')
    expect(typesOf(events)[0]).toBe('start')
    expect(typesOf(events).at(-1)).toBe('finish')
    expect(textOf(events)).toBe('Hello there.')
    expect(events.map((each) => each.id)).toEqual(events.map((_, index) => index + 1))
  })

  it('keeps the message and the answer before it says finish', async () => {
    const { session, memory } = rig()
    await sayAndRead(session, 'Can I return a lamp?')
    expect(memory.lastMessages(10).map((row) => [row.role, row.body])).toEqual([
      ['shopper', 'Can I return a lamp?'],
      ['assistant', 'Hello there.'],
    ])
    expect(memory.unfinishedTurns()).toEqual([])
  })

  it('runs a tool once even when the guess and the plan agree', async () => {
    const { session, ran } = rig()
    await sayAndRead(session, 'Where is order 1042?')
    expect(ran.filter((line) => line.startsWith('get_order_status'))).toEqual(['get_order_status {"order_id":"1042"}'])
  })

  it('sends the final text only when streaming is off', async () => {
    const { session } = rig()
    const { events } = await sayAndRead(session, 'Can I return a lamp?', { streaming: false })
    expect(typesOf(events).filter((type) => type === 'text-delta')).toHaveLength(1)
    expect(textOf(events)).toBe('Hello there.')
  })

  it('hands its record to the queue once, and again if the queue was away', async () => {
    let isAway = true
    const sent: unknown[] = []
    const { session, memory } = rig({
      send: async (message) => {
        if (isAway) throw new Error('queue away')
        sent.push(message)
      },
    })
    await sayAndRead(session, 'hello')
    await new Promise((resolve) => setTimeout(resolve))
    expect(memory.outbox()).toHaveLength(1)
    isAway = false
    await session.tend()
    expect(sent).toHaveLength(1)
    expect(memory.outbox()).toEqual([])
  })

  it('says plainly that it failed, offers a person, and frees the queue', async () => {
    let calls = 0
    const { session, faults } = rig({
      compose: async function* (): AsyncIterable<AnswerPart> {
        if (++calls === 1) throw new Error('boom')
        yield { kind: 'text', text: 'fine' }
        yield end()
      },
    })
    const { events } = await sayAndRead(session, 'one')
    expect(textOf(events)).toContain('went wrong')
    expect(textOf(events)).not.toContain('boom')
    expect(events.at(-1)?.frame).toMatchObject({ type: 'finish', messageMetadata: { offerPerson: true } })
    expect(faults).toHaveLength(1)
    expect(textOf((await sayAndRead(session, 'two')).events)).toBe('fine')
  })
})

describe('the queue', () => {
  it('never overlaps turns, and tells the second one it waits', async () => {
    const hold = gate()
    const active: number[] = []
    let running = 0
    const { session } = rig({
      compose: async function* (): AsyncIterable<AnswerPart> {
        active.push(++running)
        await hold.opened
        yield { kind: 'text', text: 'done' }
        yield end()
        running--
      },
    })
    const first = await session.say(sayAsk('first'))
    const second = await session.say(sayAsk('second'))
    if (!first.ok || !second.ok) throw new Error('refused')
    expect(second.value.ahead).toBe(1)
    hold.open()
    const [, events] = await Promise.all([readEvents(first.value.frames), readEvents(second.value.frames)])
    expect(events[1]?.frame).toMatchObject({ type: 'data-status', data: { step: 'queued' } })
    expect(textOf(events)).toBe('done')
    expect(Math.max(...active)).toBe(1)
  })

  it('answers the same client message once', async () => {
    const { session, memory } = rig()
    const first = await sayAndRead(session, 'hello')
    const again = await sayAndRead(session, 'hello')
    expect(again).toMatchObject({ repeated: true, turnId: first.turnId })
    expect(again.events).toEqual(first.events)
    expect(memory.lastMessages(10)).toHaveLength(2)
  })

  it('takes fifty messages at once without losing one it acknowledged', async () => {
    const { session, memory } = rig()
    const said = await Promise.all(Array.from({ length: 50 }, (_, n) => session.say(sayAsk(`message ${n}`))))
    const accepted = said.flatMap((each) => (each.ok ? [each.value] : []))
    await Promise.all(accepted.map(({ frames }) => readEvents(frames)))
    expect(accepted.length).toBeGreaterThan(0)
    expect(memory.lastMessages(200).filter((row) => row.role === 'shopper')).toHaveLength(accepted.length)
    const reasons = said.flatMap((each) => (each.ok ? [] : [each.error.reason]))
    expect(new Set(reasons)).toEqual(new Set(['queue_full']))
  })

  it('stops the running answer and keeps what was said', async () => {
    const hold = gate()
    const { session, memory } = rig({
      compose: async function* (): AsyncIterable<AnswerPart> {
        yield { kind: 'text', text: 'Half an' }
        await hold.opened
        yield { kind: 'text', text: ' answer' }
        yield end()
      },
    })
    const said = await session.say(sayAsk('go on'))
    if (!said.ok) throw new Error('refused')
    const reading = readEvents(said.value.frames)
    await new Promise((resolve) => setTimeout(resolve))
    expect(await session.stop({ claims: claims() })).toEqual({ ok: true, value: { stopped: true } })
    const events = await reading
    expect(typesOf(events).slice(-2)).toEqual(['text-end', 'abort'])
    hold.open()
    await new Promise((resolve) => setTimeout(resolve))
    expect(memory.lastMessages(1)[0]).toMatchObject({ body: 'Half an', state: 'stopped' })
  })
})

describe('resuming', () => {
  it('gives exactly the frames after Last-Event-ID, from the middle of a running turn to its end', async () => {
    const hold = gate()
    const { session } = rig({
      compose: async function* (): AsyncIterable<AnswerPart> {
        for (const word of ['a ', 'b ', 'c ']) yield { kind: 'text', text: word }
        await hold.opened
        for (const word of ['d ', 'e ']) yield { kind: 'text', text: word }
        yield end()
      },
    })
    const said = await session.say(sayAsk('spell'))
    if (!said.ok) throw new Error('refused')
    const seen = await readEvents(said.value.frames, (events) => textOf(events).includes('a '))
    const cut = seen.find(({ frame }) => frame.type === 'text-delta')!.id
    const resumed = await session.follow({ claims: claims(), lastEventId: String(cut), wait: false })
    if (!resumed.ok) throw new Error('refused')
    hold.open()
    const rest = await readEvents(resumed.value)
    expect(rest[0]!.id).toBe(cut + 1)
    expect(textOf(rest)).toBe('b c d e ')
    expect(rest.map((each) => each.id)).toEqual(rest.map((_, index) => cut + 1 + index))
  })

  it('gives them from the store when the object has slept since', async () => {
    const { session, disk } = rig()
    const { events } = await sayAndRead(session, 'hello')
    const later = rig({ disk })
    const resumed = await later.session.follow({ claims: claims(), lastEventId: String(events[2]!.id), wait: false })
    if (!resumed.ok) throw new Error('refused')
    expect(await readEvents(resumed.value)).toEqual(events.slice(3))
  })

  it('has nothing for a client that has everything', async () => {
    const { session } = rig()
    const { events } = await sayAndRead(session, 'hello')
    const last = String(events.at(-1)!.id)
    expect(await session.follow({ claims: claims(), lastEventId: last, wait: false })).toEqual({
      ok: true,
      value: null,
    })
    expect((await session.history({ claims: claims() })) as object).toMatchObject({ value: { lastEventId: last } })
  })
})

describe('recovery', () => {
  const stuck = {
    compose: async function* (): AsyncIterable<AnswerPart> {
      yield { kind: 'text', text: 'Half a sen' }
      await new Promise(() => undefined)
    },
  }

  it('starts a cut answer again, says so, and reuses no frame number', async () => {
    const first = rig(stuck)
    const said = await first.session.say(sayAsk('hello'))
    if (!said.ok) throw new Error('refused')
    const seen = await readEvents(said.value.frames, (events) => textOf(events) !== '')

    const second = rig({ disk: first.disk })
    await second.session.wake()
    const resumed = await second.session.follow({ claims: claims(), lastEventId: String(seen.at(-1)!.id), wait: false })
    if (!resumed.ok) throw new Error('refused')
    const events = await readEvents(resumed.value)
    expect(typesOf(events)).toContain('data-restart')
    expect(textOf(events)).toBe('Hello there.')
    expect(events[0]!.id).toBeGreaterThan(seen.at(-1)!.id)
    expect(second.memory.lastMessages(10).map((row) => row.body)).toEqual(['hello', 'Hello there.'])
  })

  it('gives a turn up honestly after its third crash', async () => {
    const first = rig(stuck)
    await first.session.say(sayAsk('hello'))
    let last = first
    for (let life = 0; life < 3; life++) {
      last = rig({ disk: first.disk, ...stuck })
      await last.session.wake()
      await new Promise((resolve) => setTimeout(resolve))
    }
    expect(last.memory.unfinishedTurns()).toEqual([])
    expect(last.memory.lastMessages(1)[0]).toMatchObject({ state: 'interrupted' })
  })
})

describe('a person', () => {
  it('is called by a message, and the assistant is silent until released', async () => {
    const { session, memory, facts } = rig()
    const asked = await sayAndRead(session, 'I want to talk to a person')
    expect(typesOf(asked.events)).toContain('data-handoff')
    expect(memory.meta.mode).toBe('waiting')
    const waiting = await sayAndRead(session, 'Can I return a lamp?')
    expect(textOf(waiting.events)).toBe('')
    expect(facts.at(-1)?.outcome).toBe('with_person')
    await session.release({ staff: 'wp:1' })
    expect(textOf((await sayAndRead(session, 'Can I return a lamp I opened?')).events)).toBe('Hello there.')
  })

  it('is one ticket however often the button is pressed', async () => {
    const { session } = rig()
    const press = () => session.callPerson({ claims: claims(), note: '', requestId: sayAsk('x').requestId })
    expect(await press()).toEqual(await press())
  })

  it('is not claimed when nobody could be called', async () => {
    const { session, memory } = rig({
      runTool: async (call, { callId }) =>
        ({ ...call, callId, durationMs: 1, result: refuse({ reason: 'unavailable' }) }) as never,
    })
    const { events } = await sayAndRead(session, 'I want to talk to a person')
    expect(typesOf(events)).not.toContain('data-handoff')
    expect(memory.meta.mode).toBe('bot')
  })
})

describe('an order that moves', () => {
  it('is told only when the shopper was shown it and it really changed', async () => {
    let status = 'processing'
    const shop: Pick<SessionDeps, 'runTool'> = {
      runTool: async (call, { callId }) =>
        ({ ...call, callId, durationMs: 1, result: { ok: true, value: order({ status }) } }) as never,
    }
    const { session, memory } = rig(shop)
    const knock = () => session.orderMoved({ orderId: '5042', number: '1042', updatedAt: '2026-01-05T12:00:00Z' })
    expect(await knock()).toMatchObject({ value: { told: false } })
    await sayAndRead(session, 'Where is order 1042?')
    expect(await knock()).toMatchObject({ value: { told: false } })
    status = 'completed'
    expect(await knock()).toMatchObject({ value: { told: true } })
    expect(memory.lastMessages(1)[0]!.body).toContain('1042')
    expect(await knock()).toMatchObject({ value: { told: false } })
  })
})

describe('refuses', () => {
  it.each([
    ['another visitor', { sub: 'wp:8' }],
    ['another session', { sid: 'session-0000000002' }],
  ])('%s, in every door', async (_, change) => {
    const { session } = rig()
    await sayAndRead(session, 'hello')
    const stranger = claims(change)
    const refused = { ok: false, error: { reason: 'wrong_subject' } }
    expect(await session.say({ ...sayAsk('hello there'), claims: stranger })).toEqual(refused)
    expect(await session.history({ claims: stranger })).toEqual(refused)
    expect(await session.follow({ claims: stranger, lastEventId: null, wait: false })).toEqual(refused)
    expect(await session.stop({ claims: stranger })).toEqual(refused)
    expect(await session.rate({ claims: stranger, score: 5, words: '' })).toEqual(refused)
    expect(await session.callPerson({ claims: stranger, note: '', requestId: sayAsk('x').requestId })).toEqual(refused)
  })

  it.each([
    ['nothing', '', 'empty_message'],
    ['only what cannot be seen', ' \u200b\u202e ', 'empty_message'],
    ['more than we read', 'x'.repeat(4_001), 'too_long'],
  ])('a message of %s', async (_, text, reason) => {
    const { session } = rig()
    expect(await session.say(sayAsk(text))).toMatchObject({ ok: false, error: { reason } })
  })
})

it('forgets itself after thirty idle days, and not a day before', async () => {
  let now = NOW
  const { session, disk } = rig({ now: () => now })
  await sayAndRead(session, 'hello')
  now = NOW + 29 * 86_400_000
  await session.tend()
  expect(disk.streams.size).toBe(1)
  expect(disk.alarm).toBe(NOW + 30 * 86_400_000)
  now = disk.alarm!
  await session.tend()
  expect(disk.streams.size).toBe(0)
})
