import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDoor, type Door, type Visit } from './testing/open-door.ts'

let door: Door
beforeAll(async () => {
  door = await openDoor()
})
afterAll(() => door.close())

describe('where is order 1042', () => {
  it('is answered to its owner from the order itself', async () => {
    const answer = await door.ask(await door.visitAs('ada'), 'Where is order 1042?')
    const world = (await (await fetch(`${door.origin}/demo/world.json`)).json()) as {
      orders: { number: string; total: string; tracking: string[] | { number: string }[] }[]
    }
    const order = world.orders.find((each) => each.number === '1042')!
    expect(answer.orders[0]).toMatchObject({ number: '1042', status: 'completed' })
    expect(answer.text).toContain('1042')
    expect(answer.text).toContain('168.00')
    expect(JSON.stringify(order.tracking)).toContain('CE000001042IE')
    expect(answer.text).toContain('CE000001042IE')
    expect(answer.text).toMatch(/Juniper Table Lamp/)
    expect(answer.text).toMatch(/Last update/)
    expect(answer.statuses).toContain('Looking up order 1042…')
  })

  it.each([
    ['another customer, of an order that exists', 'grace', '1042'],
    ['another customer, of one that does not', 'grace', '98765'],
    ['a guest, of an order that exists', null, '1042'],
    ['a guest, of one that does not', null, '98765'],
  ])('is refused to %s, in the same words', async (_, login, number) => {
    const answer = await door.ask(await door.visitAs(login), `Where is order ${number}?`)
    expect(answer.text).toMatch(/^I could not find an order with that number that I may show you\./)
    expect(answer).toMatchObject({ outcome: 'refused', offersPerson: true, orders: [] })
    // Not the bare digits: ids are random and hold them now and then.
    expect(JSON.stringify(answer.events)).not.toMatch(/168\.00|Juniper|ada@/)
  })
})

describe('the shop’s own pages', () => {
  it('say whether an opened lamp can come back, with a link', async () => {
    const answer = await door.ask(await door.visitAs(null), 'Can I return a lamp I opened?')
    expect(answer.text).toMatch(/lamp you have opened/)
    expect(answer.text).toMatch(/30 days/)
    expect(answer.text.match(/[.!?](\s|$)/g)!.length).toBeLessThanOrEqual(3)
    expect(answer.sources[0]).toMatch(/\/policies\/returns/)
  })

  it('say how to descale the kettle, step by step, with a link', async () => {
    const answer = await door.ask(await door.visitAs(null), 'How do I descale the kettle?')
    expect(answer.text).toMatch(/^1\. [\s\S]*\n2\. [\s\S]*\n3\. /)
    expect(answer.sources[0]).toMatch(/\/guides\/descale-the-kettle/)
  })

  it('say nothing of aeroplanes, and a person is offered', async () => {
    const answer = await door.ask(await door.visitAs(null), 'Do you sell aeroplanes?')
    expect(answer.text).toMatch(/I don’t know/)
    expect(answer).toMatchObject({ outcome: 'not_known', offersPerson: true, sources: [] })
  })
})

describe('a person', () => {
  it('is called, has a ticket, and the assistant is silent until released', async () => {
    const visit = await door.visitAs('ada')
    const asked = await door.ask(visit, 'I want to talk to a person')
    expect(asked.handoff).toMatchObject({ mode: 'waiting' })
    const staff = await door.visitAs('staff')
    const tickets = await door.get(staff, '/ops/tickets')
    expect(await tickets.json()).toMatchObject({
      tickets: [{ id: asked.handoff!.ticketId, sessionId: visit.sessionId }],
    })

    const waiting = await door.ask(visit, 'Where is order 1042?')
    expect(waiting.text).toBe('')
    expect(waiting.handoff).toMatchObject({ mode: 'waiting' })

    const released = await door.post(staff, `/ops/sessions/${visit.sessionId}/release`, {})
    expect(released.status).toBe(200)
    expect((await door.ask(visit, 'Where is order 1042?')).text).toContain('1042')
  })

  it('is refused to whoever is not staff', async () => {
    const visit = await door.visitAs('ada')
    expect((await door.get(visit, '/ops/tickets')).status).toBe(401)
    expect((await fetch(`${door.origin}/ops/tickets`)).status).toBe(401)
  })
})

describe('staying in touch', () => {
  it('has the conversation after a reload, and knows where to resume', async () => {
    const visit = await door.visitAs('ada')
    const answer = await door.ask(visit, 'Where is order 1042?')
    const history = await door.get(visit, `/chat/history?session_id=${visit.sessionId}`)
    expect(await history.json()).toMatchObject({
      mode: 'bot',
      running: false,
      lastEventId: String(answer.events.at(-1)!.id),
      messages: [
        { role: 'shopper', text: 'Where is order 1042?' },
        { role: 'assistant', text: answer.text, state: 'done' },
      ],
    })
  })

  it('answers 202 to a client that follows elsewhere, and 204 when there is nothing to follow', async () => {
    const visit = await door.visitAs(null)
    const sent = await door.send(visit, 'hello', { stream: false })
    expect(sent.status).toBe(202)
    expect(await sent.json()).toMatchObject({ turn_id: expect.any(String), repeated: false })
    const followed = await door.get(visit, `/chat/stream?session_id=${visit.sessionId}`, { 'last-event-id': '0' })
    expect(await followed.text()).toMatch(/"type":"finish"[\s\S]*\[DONE\]/)
    expect((await door.get(visit, `/chat/stream?session_id=${visit.sessionId}`)).status).toBe(204)
  })

  it('keeps one rating a session', async () => {
    const visit = await door.visitAs(null)
    await door.ask(visit, 'hello')
    for (const score of [5, 1]) {
      expect((await door.post(visit, '/chat/rating', { session_id: visit.sessionId, score })).status).toBe(200)
    }
    const { DB } = (await door.worker.getEnv()) as { DB: D1Database }
    const rows = await DB.prepare('SELECT score FROM ratings WHERE session_id = ?').bind(visit.sessionId).all()
    expect(rows.results).toEqual([{ score: 5 }])
  })

  it('reaches the store through the queue, once', async () => {
    const visit = await door.visitAs('ada')
    await door.ask(visit, 'Can I return a lamp I opened?')
    const { DB } = (await door.worker.getEnv()) as { DB: D1Database }
    const read = async () =>
      (await DB.prepare('SELECT role FROM messages WHERE session_id = ? ORDER BY at, id').bind(visit.sessionId).all())
        .results
    await expect.poll(read, { timeout: 10_000 }).toEqual([{ role: 'assistant' }, { role: 'shopper' }].toReversed())
  })
})

describe('a file', () => {
  const JPEG = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 4])
  const attach = (visit: Visit, bytes: Uint8Array<ArrayBuffer>, name = 'broken lamp.jpg') => {
    const form = new FormData()
    form.set('file', new File([bytes], name, { type: 'text/html' }))
    const headers = { authorization: `Bearer ${visit.token}` }
    return fetch(`${door.origin}/chat/attachments?session_id=${visit.sessionId}`, {
      method: 'POST',
      headers,
      body: form,
    })
  }

  it('of a shopper is in the conversation, and staff can fetch it as a download', async () => {
    const visit = await door.visitAs('ada')
    await door.ask(visit, 'My lamp arrived broken')
    const kept = await attach(visit, JPEG)
    expect(kept.status).toBe(201)
    const { attachment_id: id } = (await kept.json()) as { attachment_id: string }
    const history = await door.get(visit, `/chat/history?session_id=${visit.sessionId}`)
    expect(((await history.json()) as { messages: object[] }).messages.at(-1)).toMatchObject({
      role: 'shopper',
      text: '📎 broken lamp.jpg',
      parts: [{ type: 'data-file', data: { id, type: 'image/jpeg', bytes: 8 } }],
    })

    const path = `/ops/sessions/${visit.sessionId}/attachments`
    expect((await door.get(visit, `${path}/${id}`)).status).toBe(401)
    const staff = await door.visitAs('staff')
    expect(await (await door.get(staff, path)).json()).toMatchObject({ attachments: [{ id, name: 'broken lamp.jpg' }] })
    const file = await door.get(staff, `${path}/${id}`)
    expect(new Uint8Array(await file.arrayBuffer())).toEqual(JPEG)
    expect(file.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''broken%20lamp.jpg")
    expect(file.headers.get('x-content-type-options')).toBe('nosniff')
    expect((await door.get(staff, `${path}/..%2F..%2Fother`)).status).toBe(404)
  })

  it('that is not a picture or a PDF, is too large, is the sixth or is for another session is refused', async () => {
    const visit = await door.visitAs(null)
    const page = new Uint8Array([0x3c, 0x68, 0x74, 0x6d, 0x6c, 0x3e, 0x3c, 0x73])
    expect((await attach(visit, page)).status).toBe(415)
    expect((await attach(visit, new Uint8Array(6 * 1024 * 1024))).status).toBe(413)
    expect((await attach({ ...visit, sessionId: 'session-of-somebody-else' }, JPEG)).status).toBe(403)
    expect((await door.post(visit, `/chat/attachments?session_id=${visit.sessionId}`, {})).status).toBe(400)
    const statuses = []
    for (let file = 0; file < 6; file++) statuses.push((await attach(visit, JPEG)).status)
    expect(statuses).toEqual([201, 201, 201, 201, 201, 409])
    const staff = await door.visitAs('staff')
    const listed = await door.get(staff, `/ops/sessions/${visit.sessionId}/attachments`)
    expect(((await listed.json()) as { attachments: object[] }).attachments).toHaveLength(5)
  })
})
