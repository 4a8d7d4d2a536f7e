import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { HistoryBody } from '../contracts/chat-api.ts'
import type { CodeCard, ConsentCard } from '../contracts/frames.ts'
import { openDoor, readEvents, type Answer, type Door, type Event, type Visit } from './testing/open-door.ts'
import { openVendorSinks } from './testing/vendor-sinks.ts'

const run = promisify(execFile)

const HOOK_SECRET = 'whsec_bm90aWNlcy1vZi10aGUtZG9vci10ZXN0LW9mLTMy'
let door: Door
let sinks: Awaited<ReturnType<typeof openVendorSinks>>
let db: D1Database
beforeAll(async () => {
  sinks = await openVendorSinks()
  const vars = {
    TICKET_DESK: 'github',
    GITHUB_TOKEN: 'ghp_of_a_test',
    GITHUB_REPO: 'shop/desk',
    GITHUB_API_URL: sinks.origin,
    SLACK_WEBHOOK_URL: `${sinks.origin}/slack`,
    NOTICE_WEBHOOK_URL: `${sinks.origin}/hook`,
    NOTICE_WEBHOOK_SECRETS: HOOK_SECRET,
  }
  door = await openDoor(vars, { indexed: false })
  db = ((await door.worker.getEnv()) as { DB: D1Database }).DB
})
afterAll(async () => {
  await door?.close()
  await sinks?.close()
})

/** What goes by the queue comes in its own time: a batch waits a second, and a notice goes through it twice. */
const soon = <T>(look: () => T) => expect.poll(look, { timeout: 12_000 })

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
        transcriptPath: `/ops/screens/conversations/${visit.sessionId}`,
      },
    ])
    const asked = 'A refund of €89.40 for order 1041 waits for approval.'
    await soon(() => sinks.to('/slack').some((each) => each.body.includes(asked))).toBe(true)
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
    await soon(async () => (await mailsTo('nada@example.com'))[0]?.text ?? '').toMatch(words)
    const again = await decide(staff, 'approve')
    expect([again.status, await again.json()]).toMatchObject([409, { code: 'not_pending', state: 'done' }])
    expect(await (await click(visit, cardId)).json()).toEqual({ state: 'done' })
    expect((await orderOf('1041')).refunded).toBe('89.40')
  })
})

describe('a request nobody decides', () => {
  it('lapses after 48 hours, and shopper and staff are told', async () => {
    const visit = await door.visitAs('ada')
    const { cardId } = consentIn(await door.ask(visit, 'refund order 1042'))
    expect(await (await click(visit, cardId)).json()).toEqual({ state: 'accepted' })
    await db.prepare('UPDATE approvals SET expires_at = 1 WHERE card_id = ?1').bind(cardId).run()
    const words = /^The request for order 1042 was not decided in time/
    const heard = await hear(visit, /approval_decided/, () => door.worker.scheduled({ cron: '* * * * *' }))
    expect(cardIn<ConsentCard>(heard, 'data-consent')).toMatchObject({ cardId, state: 'failed' })
    await soon(async () => (await mailsTo('ada@example.com'))[0]?.text ?? '').toMatch(words)
    await soon(() => sinks.to('/slack').some((each) => each.body.includes('48 hours'))).toBe(true)
    expect((await orderOf('1042')).refunded).toBe('0.00')
  })
})

describe('a ticket', () => {
  it('is opened once at the desk, linked and without the person, and staff are told by every channel', async () => {
    const visit = await door.visitAs(null)
    await door.ask(visit, 'I want to talk to a person, mail me at eve@example.com')
    const ticket = await db
      .prepare('SELECT id FROM tickets WHERE session_id = ?1')
      .bind(visit.sessionId)
      .first<{ id: string }>()
    const issues = () => sinks.to('/repos/shop/desk/issues').filter((each) => each.body.includes(ticket!.id))
    await soon(() => issues().length).toBe(1)
    const issue = issues()[0]!
    expect(issue.headers.authorization).toBe('Bearer ghp_of_a_test')
    expect(issue.body).toContain(`/ops/screens/conversations/${visit.sessionId}`)
    expect(issue.body).not.toContain('eve@example.com')

    const told = (path: string) => sinks.to(path).filter((each) => each.body.includes('git.example/issues'))
    await soon(() => [told('/slack').length > 0, told('/hook').length > 0]).toEqual([true, true])
    const hook = told('/hook')[0]!
    const event = new Webhook(HOOK_SECRET).verify(hook.body, hook.headers)
    expect(event).toMatchObject({ type: 'ticket.opened', data: { ticket_id: ticket!.id } })

    const link = await db.prepare('SELECT desk, url FROM ticket_links WHERE ticket_id = ?1').bind(ticket!.id).first()
    expect(link).toMatchObject({ desk: 'github', url: expect.stringContaining('git.example') })
  })

  it('the queue gave up on is listed and driven again, by staff alone', async () => {
    const id = `dead_${'a'.repeat(20)}`
    const body = JSON.stringify({ kind: 'ticket.open', v: 1, ticketId: 'tkt_none' })
    await db
      .prepare(
        "INSERT INTO dead_letters (id, kind, body, state, times, parked_at) VALUES (?1, 'ticket.open', ?2, 'parked', 1, 1)"
      )
      .bind(id, body)
      .run()
    const jobs = async (...words: string[]) =>
      (await run(process.execPath, ['scripts/ops/jobs.ts', 'dead', ...words, '--url', door.origin])).stdout
    expect(await jobs('list')).toContain(`${id}  ticket.open`)
    expect(await (await door.get(await door.visitAs('staff'), `/ops/dead/${id}`)).json()).toMatchObject({ times: 1 })
    expect((await door.get(await door.visitAs('ada'), '/ops/dead')).status).toBe(401)
    expect(await jobs('redrive', '--all')).toContain('1 driven again.')
    expect(await (await door.get(await door.visitAs('staff'), '/ops/dead')).json()).toEqual({ letters: [] })
  })
})

it('seals the trail and forgets old nonces at night', async () => {
  await db.prepare("INSERT INTO call_nonces (key_id, nonce, expires_at) VALUES ('k', 'old', 1)").run()
  await door.worker.scheduled({ cron: '17 2 * * *' })
  const count = (sql: string) => async () => (await db.prepare(sql).first<{ n: number }>())!.n
  await expect.poll(count("SELECT count(*) AS n FROM call_nonces WHERE nonce = 'old'")).toBe(0)
  await expect.poll(count('SELECT count(*) AS n FROM action_seals')).toBe(1)
})

describe('a change of address', () => {
  type Shipping = { address_1: string; postcode: string; city: string; country: string; first_name: string }
  const shippingOf = async (number: string) =>
    (await read<{ orders: { number: string; shipping: Shipping }[] }>('/demo/world.json')).orders.find(
      (each) => each.number === number
    )!.shipping

  it('is asked for, shown as it was typed, and made once by the click', async () => {
    const visit = await door.visitAs('grace')
    const asked = await door.ask(visit, 'Please change the delivery address of order 1044')
    expect(asked.text).toMatch(/^Where should order 1044 go\?/)
    expect((await door.ask(visit, '28 Mill Street')).text).toMatch(/^Where should order 1044 go\?/)
    const { cardId, facts } = consentIn(await door.ask(visit, '28 Mill Street, T12 AB34, Corran'))
    const before = await shippingOf('1044')
    expect(facts.at(-1)!.value).toContain('28 Mill Street, T12 AB34 Corran')
    await door.ask(visit, 'yes do it')
    expect(await shippingOf('1044')).toEqual(before)
    const clicks = await Promise.all([1, 2].map(() => click(visit, cardId)))
    expect(await Promise.all(clicks.map((each) => each.json()))).toEqual([{ state: 'done' }, { state: 'done' }])
    expect(await shippingOf('1044')).toMatchObject({
      address_1: '28 Mill Street',
      city: 'Corran',
      country: before.country,
      first_name: before.first_name,
    })
  })

  it('to another country waits for a colleague, and one of a parcel that is gone is refused before it is asked for', async () => {
    const visit = await door.visitAs('grace')
    const abroad = consentIn(await door.ask(visit, 'Send order 1044 to Musterweg 8, 10115 Berlin, Germany'))
    expect(abroad.facts.at(-1)!.value).toBe('A colleague has to approve this first.')
    expect(await (await click(visit, abroad.cardId)).json()).toEqual({ state: 'accepted' })
    expect((await shippingOf('1044')).country).not.toBe('DE')
    const gone = await door.ask(await door.visitAs('radia'), 'Change the address of order 1035')
    expect(gone).toMatchObject({ outcome: 'refused', text: expect.stringMatching(/sent already/) })
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
