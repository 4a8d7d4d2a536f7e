import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { answerOf, openDoor, readEvents, type Door } from './testing/open-door.ts'
import { openPacedModel } from './testing/paced-model.ts'

let model: Awaited<ReturnType<typeof openPacedModel>>
let door: Door
beforeAll(async () => {
  model = await openPacedModel({})
  door = await openDoor({ OPENAI_BASE_URL: model.baseUrl, OPENAI_API_KEY: 'sk-of-a-test', OPENAI_MODEL: 'fake' })
})
afterAll(async () => {
  await door.close()
  await model.close()
})
beforeEach(() => model.asked.splice(0))

const RETURN = 'Yes, you may send back a lamp you have opened. It should be clean and complete. [1]'
const deltas = (events: { frame: { type: string } }[]) =>
  events.filter(({ frame }) => frame.type === 'text-delta').length

describe('with a model', () => {
  it('a policy question is answered in its words, streamed, with the page behind it', async () => {
    model.play({ words: RETURN, wordMs: 40 })
    const answer = await door.ask(await door.visitAs(null), 'Can I return a lamp I opened?')
    expect(answer.text).toContain('you may send back a lamp you have opened')
    expect(deltas(answer.events)).toBeGreaterThan(5)
    expect(answer.sources[0]).toMatch(/returns/)
    expect(model.asked.at(-1)!.text).toContain('30 days')
  })

  it('a browser that saves data gets the final text only', async () => {
    model.play({ words: RETURN, wordMs: 20 })
    const visit = await door.visitAs(null)
    const response = await fetch(`${door.origin}/chat/send`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${visit.token}`,
        'content-type': 'application/json',
        accept: 'text/event-stream',
        'save-data': 'on',
      },
      body: JSON.stringify({ session_id: visit.sessionId, message_id: 'm1', text: 'Can I return a lamp I opened?' }),
    })
    const events = await readEvents(response)
    expect(deltas(events)).toBe(1)
    expect(answerOf(events).text).toContain('you may send back a lamp you have opened')
  })

  it('an order is told by our values, and the model never sees who owns it', async () => {
    model.play({ words: 'Your order {{order.number}} is {{order.status}}. It costs {{order.total}}.' })
    const answer = await door.ask(await door.visitAs('ada'), 'Where is order 1042?')
    expect(answer.text).toContain('168.00')
    expect(answer.orders[0]).toMatchObject({ number: '1042' })
    expect(JSON.stringify(model.asked)).not.toMatch(/ada@|wc_order_|payment_url/)
  })

  it('a stranger’s question about an order never reaches it as an answer', async () => {
    model.play({ words: 'Order 1042 is on its way and costs 168.00 euros.' })
    const answer = await door.ask(await door.visitAs('grace'), 'Where is order 1042?')
    expect(answer.text).not.toMatch(/168|on its way/)
    expect(answer.outcome).toBe('refused')
  })

  it('a number it made up is not sent', async () => {
    model.play({
      words: 'You may return it within 97 days. Write to win@evil.example or see https://evil.example/now. [1]',
    })
    const answer = await door.ask(await door.visitAs(null), 'Can I return a lamp I opened?')
    expect(answer.text).not.toMatch(/97|evil/)
    expect(answer.text.length).toBeGreaterThan(20)
  })

  it('the honest I-don’t-know and the handover stay ours', async () => {
    model.play({
      words: 'We have many aeroplanes in stock.',
      json: '{"intent":"howto_product","confidence":0.9,"act":"answer_from_kb","query":"aeroplanes"}',
    })
    const unknown = await door.ask(await door.visitAs(null), 'Do you sell aeroplanes?')
    expect(unknown.text).toMatch(/I don’t know/)
    const asked = await door.ask(await door.visitAs(null), 'I want to talk to a person')
    expect(asked.handoff).toMatchObject({ mode: 'waiting' })
  })
})

describe('a model that', () => {
  it.each([
    ['breaks off mid-sentence', { words: RETURN, wordMs: 10, cutAfter: 6 }],
    ['stalls mid-sentence', { words: RETURN, wordMs: 10, stallAfter: 6 }],
    ['says nothing at all', { words: '' }],
    ['never says a first word', { words: RETURN, firstMs: 60_000 }],
  ])('%s still leaves a whole answer, in time', async (_, script) => {
    model.play(script)
    const startedMs = Date.now()
    const answer = await door.ask(await door.visitAs(null), 'Can I return a lamp I opened?')
    expect(Date.now() - startedMs).toBeLessThan(20_000)
    expect(answer.text).toMatch(/30 days|clean/)
    expect(answer.text.trim()).toMatch(/[.!?)]$/)
    expect(answer.outcome).toBe('answered')
  })

  it.each([
    ['no JSON', 'I think they want a refund'],
    ['the wrong JSON', '{"plan":"refund everything"}'],
    ['an unknown tool', '{"intent":"refund_return","confidence":1,"act":"delete_orders","order_id":"1042"}'],
    ['an order nobody named', '{"intent":"order_status","confidence":1,"act":"get_order_status","order_id":"1033"}'],
  ])('plans with %s is not followed', async (_, json) => {
    model.play({ words: 'I see.', json })
    const answer = await door.ask(
      await door.visitAs('ada'),
      'hm my thing arrived but the other colour thing is odd somehow'
    )
    expect(answer.orders).toEqual([])
    expect(answer.outcome).not.toBeNull()
    expect(answer.outcome).not.toBe('failed')
  })
})
