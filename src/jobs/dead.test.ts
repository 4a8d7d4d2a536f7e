import { expect, it } from 'vitest'
import { Fault } from '../base/fault.ts'
import { MINUTE_MS } from '../base/time.ts'
import type { QueueMessage } from '../contracts/queue.ts'
import { openD1 } from '../store/open-d1.ts'
import { openDeadLetters } from '../store/delivery/dead-letters.ts'
import { openTicketLinks } from '../store/delivery/ticket-links.ts'
import { openTickets } from '../store/tickets.ts'
import { openNodeD1 } from '../store/testing/node-d1.ts'
import { consume, type ConsumeDeps, type Delivery } from './consume.ts'
import { knockTickets } from './knock-tickets.ts'
import { letterOf, parkDead } from './park-dead.ts'
import { redrive } from './redrive.ts'

const NOW = 1_795_357_848_000
const notice = { kind: 'notice.send', v: 1, noticeId: 'ticket_opened.tkt_1', channel: 'slack' } as const
const page = { kind: 'kb-page.fetch', v: 1, runId: 'r', url: 'https://s/a' } as const

function delivery(body: unknown, attempts = 6) {
  const ends: string[] = []
  const given: Delivery = {
    body,
    attempts,
    ack: () => void ends.push('ack'),
    retry: ({ delaySeconds }) => void ends.push(`retry ${delaySeconds}`),
  }
  return { given, ends }
}
function rig() {
  const db = openD1(openNodeD1())
  const letters = openDeadLetters(db)
  const [told, sent]: [string[], QueueMessage[]] = [[], []]
  const park = {
    parked: (kind: string) => void told.push(`parked ${kind}`),
    keepLetter: letters.parkLetter,
    abandonPage: async () => void told.push('abandoned'),
    now: () => NOW,
  }
  const drive = { ...letters, send: async (message: QueueMessage) => void sent.push(message), now: () => NOW + 1 }
  return { db, letters, park, drive, told, sent }
}

it('keeps what the queue gave up on, once however often, until it is driven again', async () => {
  const { letters, park, drive, sent, told } = rig()
  const { id } = await letterOf(notice, NOW)
  const [first, second] = [delivery(notice), delivery(notice)]
  await parkDead(park, [first.given, second.given])
  expect([first.ends, second.ends, told]).toEqual([['ack'], ['ack'], ['parked notice.send', 'parked notice.send']])
  expect(await letters.listLetters('parked', 10)).toMatchObject([{ id, kind: 'notice.send', times: 2 }])

  expect(await redrive(drive, id)).toEqual({ ok: true, value: { kind: 'notice.send' } })
  expect(sent).toEqual([notice])
  expect(await letters.listLetters('parked', 10)).toEqual([])
  await parkDead(park, [delivery(notice).given])
  expect(await letters.listLetters('parked', 10)).toMatchObject([{ id, times: 3 }])
})

it('lets go of what nobody could drive again', async () => {
  const { letters, park, told } = rig()
  const [garbage, lost] = [delivery({ kind: 'of another release' }), delivery(page)]
  await parkDead(park, [garbage.given, lost.given])
  expect([garbage.ends, lost.ends]).toEqual([['ack'], ['ack']])
  expect(told).toEqual(['parked unreadable', 'parked kb-page.fetch', 'abandoned'])
  expect(await letters.listLetters('parked', 10)).toEqual([])
})

it('does not let go of a letter it cannot keep', async () => {
  const { park } = rig()
  const held = delivery(notice)
  const keepLetter = () => Promise.reject(new Fault('store_unavailable', { retryable: true }))
  await parkDead({ ...park, keepLetter }, [held.given])
  expect(held.ends).toEqual(['retry 60'])
})

it('refuses to drive what is not there, and a letter whose message nobody knows', async () => {
  const { letters, drive } = rig()
  expect(await redrive(drive, 'dead_0')).toEqual({ ok: false, error: { reason: 'not_found' } })
  await letters.parkLetter({ id: 'dead_1', kind: 'old', body: { kind: 'old' }, sessionId: null, parkedAt: NOW })
  expect(await redrive(drive, 'dead_1')).toEqual({ ok: false, error: { reason: 'unreadable' } })
})

it('forgets a session’s letters with the session, and what was driven again after a while', async () => {
  const { letters } = rig()
  const letter = { kind: 'turn.record', body: {}, parkedAt: NOW }
  await letters.parkLetter({ ...letter, id: 'a', sessionId: 's1' })
  await letters.parkLetter({ ...letter, id: 'b', sessionId: 's2' })
  expect(await letters.forgetLettersOf(['s1'])).toBe(1)
  await letters.markRedriven('b', NOW)
  await letters.sweepLetters(NOW - 1)
  expect(await letters.listLetters('redriven', 10)).toHaveLength(1)
  await letters.sweepLetters(NOW)
  expect(await letters.listLetters('redriven', 10)).toEqual([])
})

it('brings tickets and notices to their job, and tries again where it fails', async () => {
  const did: string[] = []
  const deps = {
    deliverTicket: async (id: string) => void did.push(id),
    deliverNotice: async () =>
      Promise.reject(new Fault('upstream_rate_limited', { retryable: true, retryAfterMs: 9_000 })),
    traced: async (_: unknown, run: () => Promise<unknown>) => run(),
    retried: (kind: string) => void did.push(`retried ${kind}`),
  } as unknown as ConsumeDeps
  const [ticket, limited] = [delivery({ kind: 'ticket.open', v: 1, ticketId: 'tkt_1' }, 1), delivery(notice, 1)]
  await consume(deps, [ticket.given, limited.given])
  expect([did, ticket.ends, limited.ends]).toEqual([['tkt_1', 'retried notice.send'], ['ack'], ['retry 9']])
})

it('knocks again for a ticket whose knock was lost, but not for one that is parked, linked, new or old', async () => {
  const { db, letters, sent } = rig()
  const [tickets, links] = [openTickets(db), openTicketLinks(db)]
  const open = (id: string, ageMs: number) =>
    tickets.openTicket({
      id,
      sessionId: 's',
      turnId: id,
      reason: 'complaint',
      subject: 's',
      body: 'b',
      state: 'open',
      openedAt: NOW - ageMs,
    })
  await open('lost', 5 * MINUTE_MS)
  await open('linked', 5 * MINUTE_MS)
  await links.putTicketLink({ ticketId: 'linked', desk: 'here', externalId: 'linked', url: '/', openedAt: NOW })
  await open('parked', 5 * MINUTE_MS)
  await letters.parkLetter(await letterOf({ kind: 'ticket.open', v: 1, ticketId: 'parked' }, NOW))
  await open('new', MINUTE_MS)
  await open('old', 25 * 60 * MINUTE_MS)
  const send = async (message: QueueMessage) => void sent.push(message)
  expect(await knockTickets({ ...links, ...letters, send, now: () => NOW })).toBe(1)
  expect(sent).toEqual([{ kind: 'ticket.open', v: 1, ticketId: 'lost' }])
})
