import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { HistoryBody } from '../contracts/chat-api.ts'
import type { CodeCard, ConsentCard } from '../contracts/frames.ts'
import { openDoor, readEvents, type Answer, type Door, type Event, type Visit } from './testing/open-door.ts'

let door: Door
beforeAll(async () => {
  door = await openDoor({}, { indexed: false })
})
afterAll(() => door.close())

type World = { orders: { number: string; status: string; refunded: string }[] }
type Mailbox = { mails: { to: string; subject: string; text: string }[] }
const read = async <T>(path: string): Promise<T> => (await (await fetch(door.origin + path)).json()) as T
const orderOf = async (number: string) =>
  (await read<World>('/demo/world.json')).orders.find((each) => each.number === number)!
const mailsTo = async (to: string) => (await read<Mailbox>('/demo/mailbox.json')).mails.filter((each) => each.to === to)

const cardIn = <Card>(events: Event[], type: 'data-consent' | 'data-code'): Card => {
  const frame = events.map((event) => event.frame).findLast((each) => each.type === type)
  if (!frame || !('data' in frame)) throw new Error(`no ${type}`)
  return frame.data as unknown as Card
}
const consentIn = (answer: Pick<Answer, 'events'>) => cardIn<ConsentCard>(answer.events, 'data-consent')
const click = (visit: Visit, cardId: string, decision = 'accept') =>
  door.post(visit, '/chat/consent', { session_id: visit.sessionId, card_id: cardId, decision })
const type = (visit: Visit, cardId: string, code: string) =>
  door.post(visit, '/chat/verify', { session_id: visit.sessionId, card_id: cardId, code })
const historyOf = async (visit: Visit): Promise<HistoryBody> =>
  (await (await door.get(visit, `/chat/history?session_id=${visit.sessionId}`)).json()) as HistoryBody
/** What is told between turns, from here on, until it holds this text. */
async function hear(visit: Visit, wanted: RegExp, act: () => Promise<unknown>): Promise<Event[]> {
  const lastEventId = (await historyOf(visit)).lastEventId ?? '0'
  const path = `/chat/stream?session_id=${visit.sessionId}&wait=1`
  const stream = await door.get(visit, path, { 'last-event-id': lastEventId })
  const heard = readEvents(stream, (events) => wanted.test(JSON.stringify(events)))
  await act()
  return heard
}

/** A guest who asked, told the address and read the mail. */
async function prove(number: string, email: string, wish: string) {
  const visit = await door.visitAs(null)
  expect((await door.ask(visit, wish)).text).toMatch(/Which e-mail address was it placed with\?/)
  const card = cardIn<CodeCard>((await door.ask(visit, `it is ${email}`)).events, 'data-code')
  expect(card).toMatchObject({ orderNumber: number, state: 'open', triesLeft: 5 })
  await expect.poll(async () => (await mailsTo(email)).length).toBeGreaterThan(0)
  const code = /\d{6}/.exec((await mailsTo(email))[0]!.subject)![0]
  return { visit, card, code }
}
const wrongOf = (code: string) => (code === '000000' ? '111111' : '000000')

describe('a guest’s refund under the limit', () => {
  it('takes a code, a click, and is paid once however often it is clicked', async () => {
    const { visit, card, code } = await prove('1032', 'tom.guest@example.com', 'Please refund order 1032')

    const wrong = await type(visit, card.cardId, wrongOf(code))
    expect([wrong.status, await wrong.json()]).toEqual([200, { state: 'open', tries_left: 4 }])
    const stranger = await door.visitAs(null)
    expect((await type(stranger, card.cardId, code)).status).toBe(409)

    const proven = await hear(visit, /data-consent/, () => type(visit, card.cardId, code))
    const consent = cardIn<ConsentCard>(proven, 'data-consent')
    expect(consent).toMatchObject({ action: 'issue_refund', state: 'open', confirmLabel: 'Refund €49.00' })
    expect(JSON.stringify(consent.facts)).toContain('forty-nine')

    const told = await door.ask(visit, 'yes, refund me, I confirm it')
    expect(JSON.stringify(told.events)).not.toContain('data-actions')
    expect((await click(stranger, consent.cardId)).status).toBe(409)
    expect((await orderOf('1032')).refunded).toBe('0.00')

    const clicks = await Promise.all([1, 2, 3].map(() => click(visit, consent.cardId)))
    expect(await Promise.all(clicks.map((each) => each.json()))).toEqual([1, 2, 3].map(() => ({ state: 'done' })))
    expect(await (await click(visit, consent.cardId, 'decline')).json()).toEqual({ state: 'done' })
    expect((await orderOf('1032')).refunded).toBe('49.00')

    const { messages } = await historyOf(visit)
    expect(messages.filter((each) => each.text.includes('€49.00'))).toMatchObject([
      {
        role: 'assistant',
        text: 'The refund of €49.00 for order 1032 has been made.',
        parts: [{ type: 'data-actions', data: { items: [{ text: 'Refunded €49.00 for order 1032' }] } }],
      },
    ])
    const parts = messages.flatMap((each) => each.parts)
    expect(parts.filter((each) => each.type === 'data-consent')).toMatchObject([{ data: { state: 'done' } }])
    expect(parts.filter((each) => each.type === 'data-code')).toMatchObject([{ data: { state: 'verified' } }])
    expect(JSON.stringify(messages)).not.toContain(code)
  })

  it('passes an amount on as it was written, and refuses what is no amount', async () => {
    const visit = await door.visitAs('ada')
    for (const amount of ['3,00', '1e1 euros', '0 euros', '-5 euros', 'NaN euros', '12.505']) {
      const answer = await door.ask(visit, `refund ${amount} of order 1029`)
      expect(answer).toMatchObject({ outcome: 'refused', text: expect.stringMatching(/^That amount does not fit/) })
      expect(JSON.stringify(answer.events)).not.toContain('data-consent')
    }
    expect((await orderOf('1029')).refunded).toBe('0.00')
  })

  it('is not carried out when the order has changed since the card', async () => {
    const visit = await door.visitAs('ada')
    const { cardId } = consentIn(await door.ask(visit, 'refund 12.50 of order 1029'))
    await door.moveOrder('1029', 'processing')
    expect(await (await click(visit, cardId)).json()).toEqual({ state: 'failed' })
    expect((await orderOf('1029')).refunded).toBe('0.00')
    expect((await historyOf(visit)).messages.at(-1)!.text).toMatch(/^The order has changed/)
    expect(await (await click(visit, cardId)).json()).toEqual({ state: 'failed' })
  })
})

describe('a refund over the limit', () => {
  it('waits for a colleague, is paid when they approve, and the shopper is told here and by mail', async () => {
    const { visit, card, code } = await prove('1041', 'nada@example.com', 'I want my money back for order 1041')
    const proven = await hear(visit, /data-consent/, () => type(visit, card.cardId, code))
    const { cardId, facts } = cardIn<ConsentCard>(proven, 'data-consent')
    expect(facts.at(-1)!.value).toBe('A colleague has to approve this first.')
    expect(await (await click(visit, cardId)).json()).toEqual({ state: 'accepted' })
    expect((await historyOf(visit)).messages.at(-1)!.text).toMatch(/^Thank you\. A colleague has to approve/)
    expect((await orderOf('1041')).refunded).toBe('0.00')

    const staff = await door.visitAs('staff')
    const listed = (await (await door.get(staff, '/ops/approvals')).json()) as { approvals: { id: string }[] }
    expect(listed.approvals).toMatchObject([
      {
        state: 'pending',
        action: 'issue_refund',
        orderNumber: '1041',
        reason: 'I want my money back for order 1041',
        transcriptPath: `/ops/sessions/${visit.sessionId}`,
      },
    ])
    const decide = (who: Visit, decision: string) =>
      door.post(who, `/ops/approvals/${listed.approvals[0]!.id}`, { decision })
    expect((await decide(visit, 'approve')).status).toBe(401)
    expect((await decide(staff, 'perhaps')).status).toBe(400)

    const heard = await hear(visit, /approval_decided/, async () => {
      const decided = await decide(staff, 'approve')
      expect([decided.status, await decided.json()]).toMatchObject([200, { state: 'done' }])
    })
    const words = /^The refund of €89\.40 for order 1041 has been made\.$/
    expect(cardIn<ConsentCard>(heard, 'data-consent')).toMatchObject({ cardId, state: 'done' })
    expect(heard.map((each) => each.frame)).toContainEqual(
      expect.objectContaining({ data: { kind: 'approval_decided', text: expect.stringMatching(words) } })
    )
    expect((await orderOf('1041')).refunded).toBe('89.40')
    expect((await mailsTo('nada@example.com'))[0]).toMatchObject({ text: expect.stringMatching(words) })
    const again = await decide(staff, 'approve')
    expect([again.status, await again.json()]).toMatchObject([409, { code: 'not_pending', state: 'done' }])
    expect(await (await click(visit, cardId)).json()).toEqual({ state: 'done' })
    expect((await orderOf('1041')).refunded).toBe('89.40')
  })
})

describe('cancelling', () => {
  it('leaves the order alone on a no, and cancels it on a yes', async () => {
    const visit = await door.visitAs('ada')
    const first = consentIn(await door.ask(visit, 'Cancel order 1037'))
    expect(await (await click(visit, first.cardId, 'decline')).json()).toEqual({ state: 'declined' })
    expect((await orderOf('1037')).status).toBe('processing')
    expect(await (await click(visit, first.cardId)).json()).toEqual({ state: 'declined' })

    const second = consentIn(await door.ask(visit, 'Please cancel order 1037 after all'))
    expect(await (await click(visit, second.cardId)).json()).toEqual({ state: 'done' })
    expect((await orderOf('1037')).status).toBe('cancelled')
    expect((await historyOf(visit)).messages.at(-1)!.text).toBe('Order 1037 has been cancelled.')
  })

  it('of what has left the shop is refused, and a person offered', async () => {
    const answer = await door.ask(await door.visitAs('radia'), 'Cancel order 1035')
    expect(answer).toMatchObject({
      outcome: 'refused',
      offersPerson: true,
      text: expect.stringMatching(/sent already/),
    })
  })
})

describe('refuses', () => {
  it('somebody else’s order and one that does not exist in the same words', async () => {
    const words = async (login: string | null, number: string) =>
      (await door.ask(await door.visitAs(login), `refund order ${number}`)).text
    const all = [await words('grace', '1042'), await words('grace', '98765'), await words(null, '1042')]
    expect(new Set(all).size).toBe(1)
  })

  it.each([
    ['a card nobody made', '/chat/consent', { card_id: 'card_none', decision: 'accept' }, 409],
    ['a decision of its own', '/chat/consent', { card_id: 'card_none', decision: 'maybe' }, 400],
    ['arguments beside the card', '/chat/consent', { card_id: 'c', decision: 'accept', amount: '900.00' }, 400],
    ['a code for a card nobody made', '/chat/verify', { card_id: 'code_none', code: '123456' }, 409],
    ['a code that is not six digits', '/chat/verify', { card_id: 'code_none', code: '12345a' }, 400],
    ['another session', '/chat/consent', { session_id: 'session-0123456789', card_id: 'c', decision: 'accept' }, 403],
  ])('%s', async (_, path, body, status) => {
    const visit = await door.visitAs(null)
    const response = await door.post(visit, path, { session_id: visit.sessionId, ...body })
    expect(response.status).toBe(status)
    expect(await response.text()).not.toContain('12345a')
  })

  it('a visitor without a token, at every door', async () => {
    for (const path of ['/chat/consent', '/chat/verify', '/ops/approvals/apr_1']) {
      expect((await fetch(door.origin + path, { method: 'POST', body: '{}' })).status).toBe(401)
    }
    expect((await fetch(`${door.origin}/ops/approvals`)).status).toBe(401)
  })
})
