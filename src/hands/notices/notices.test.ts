import { describe, expect, it } from 'vitest'
import type { ApprovalRow } from '../../store/approvals.ts'
import type { ShopperMail } from '../writes/write-deps.ts'
import { decisionText } from './decision-text.ts'
import { channelsOf, deliverNotice, type DeliverNoticeDeps } from './deliver-notice.ts'
import { mailHtml } from './mail-html.ts'
import { NOTICE_TEMPLATES, noticeIdOf, parseNoticeId } from './notice-names.ts'

const approval = (change: Partial<ApprovalRow> = {}): ApprovalRow => ({
  id: 'apr_1',
  cardId: 'card_1',
  sessionId: 'session-0123456789',
  subject: 'wp:101',
  locale: 'de',
  action: 'issue_refund',
  orderId: '5042',
  orderNumber: '1042',
  draft: { action: 'issue_refund', quote: { amountMinor: 12_900, currency: 'EUR' } },
  why: ['over_soft_limit'],
  reason: 'my card is 4111 1111 1111 1111',
  policyHash: 'h',
  state: 'pending',
  requestedAt: 0,
  expiresAt: 1,
  decidedBy: null,
  decidedAt: null,
  jti: 'j',
  ...change,
})
const ticket = {
  id: 'tkt_1',
  sessionId: 'session-0123456789',
  reason: 'complaint',
  subject: 'ada@example.com is cross',
}

function rig(kept: ApprovalRow | null = approval(), change: Partial<DeliverNoticeDeps> = {}) {
  const [said, mails, later]: [string[], ShopperMail[], string[]] = [[], [], []]
  const deps: DeliverNoticeDeps = {
    findTicket: async (id) => (id === ticket.id ? ticket : null),
    findTicketLink: async () => null,
    findApproval: async () => kept,
    findOrder: async () => ({ billingEmail: 'ada@example.com' }),
    staff: ['slack', 'webhook'].map((name) => ({
      name,
      send: async ({ key, type, text, url }) => void said.push(`${key} ${type} ${text} ${url}`),
    })),
    mailShopper: async (mail) => void mails.push(mail),
    sendLater: async ({ noticeId, channel }) => void later.push(`${channel} ${noticeId}`),
    opsBase: 'https://chat.example/ops',
    ...change,
  }
  const deliver = (noticeId: string, channel?: string) =>
    deliverNotice(deps, { noticeId, channel }, new AbortController().signal)
  return { deliver, said, mails, later }
}

it('has a name for each template that comes back as it was', () => {
  for (const template of NOTICE_TEMPLATES) {
    expect(parseNoticeId(noticeIdOf({ template, id: 'x.y' }))).toEqual({ template, id: 'x.y' })
  }
  expect([parseNoticeId('constructor.x'), parseNoticeId('ticket_opened.'), parseNoticeId('')]).toEqual([
    null,
    null,
    null,
  ])
})

describe('who hears of it', () => {
  it.each([
    ['ticket_opened', null, ['slack']],
    ['approval_requested', 'pending', ['slack']],
    ['approval_decided', 'declined', ['shopper']],
    ['approval_decided', 'done', ['shopper']],
    ['approval_decided', 'expired', ['shopper', 'slack']],
  ] as const)('%s (%s): %j', (template, state, channels) => {
    expect(channelsOf({ template, id: 'x' }, state, ['slack'])).toEqual(channels)
  })

  it('is asked channel by channel, so that one that is down repeats nothing on the others', async () => {
    const { deliver, later, said } = rig()
    expect(await deliver('approval_requested.apr_1')).toBe('fanned_out')
    expect([later, said]).toEqual([['slack approval_requested.apr_1', 'webhook approval_requested.apr_1'], []])
    expect(await rig(approval(), { staff: [] }).deliver('ticket_opened.tkt_1')).toBe('no_such_channel')
  })
})

describe('staff', () => {
  it('are told of a ticket without the person in it, with where to look', async () => {
    const { deliver, said } = rig()
    expect(await deliver('ticket_opened.tkt_1', 'slack')).toBe('sent')
    expect(said).toHaveLength(1)
    expect(said[0]).toMatch(/^slack\.ticket_opened\.tkt_1 ticket\.opened /)
    expect(said[0]).toContain('https://chat.example/ops/screens/conversations/session-0123456789')
    expect(said[0]).not.toContain('ada@example.com')
  })

  it('are sent to the desk where a ticket was opened', async () => {
    const link = { ticketId: 'tkt_1', desk: 'github', externalId: '7', url: 'https://git.example/7', openedAt: 0 }
    const { deliver, said } = rig(null, { findTicketLink: async () => link })
    await deliver('ticket_opened.tkt_1', 'slack')
    expect(said[0]).toContain('https://git.example/7')
  })

  it('are asked to decide, and not when it was decided while the message waited', async () => {
    const { deliver, said } = rig()
    await deliver('approval_requested.apr_1', 'webhook')
    expect(said[0]).toContain('A refund of €129.00 for order 1042 waits for approval.')
    expect(said[0]).not.toContain('4111')
    expect(await rig(approval({ state: 'done' })).deliver('approval_requested.apr_1', 'slack')).toBe('nothing_to_say')
  })

  it('are told that nobody decided in time', async () => {
    const { deliver, said } = rig(approval({ state: 'expired' }))
    expect(await deliver('approval_decided.apr_1', 'slack')).toBe('sent')
    expect(said[0]).toContain('was not decided in 48 hours')
  })
})

describe('the shopper’s mail', () => {
  it.each<[ApprovalRow['state'], RegExp | null]>([
    ['pending', null],
    ['approved', null],
    ['declined', /abgelehnt/],
    ['expired', /nicht rechtzeitig/],
    ['failed', /nicht ausgeführt/],
    ['done', /129,00\s€ für Bestellung 1042 ist erfolgt/],
  ])('for %s says %s, in their language', (state, words) => {
    const text = decisionText(approval({ state }))
    expect(text ?? 'nothing').toMatch(words ?? /^nothing$/)
  })

  it('goes to the order’s own address, under the decision’s key', async () => {
    const { deliver, mails } = rig(approval({ state: 'declined' }))
    expect(await deliver('approval_decided.apr_1', 'shopper')).toBe('sent')
    expect(mails).toMatchObject([{ to: 'ada@example.com', key: 'decision:apr_1', locale: 'de' }])
    expect(mails[0]!.subject).toBe('Zu Ihrer Bestellung 1042')
  })

  it('is not sent where there is nothing to say, or nobody to say it to', async () => {
    expect(await rig(approval()).deliver('approval_decided.apr_1', 'shopper')).toBe('nothing_to_say')
    expect(await rig(null).deliver('approval_decided.apr_1', 'shopper')).toBe('nothing_to_say')
    const gone = rig(approval({ state: 'done' }), { findOrder: async () => null })
    expect(await gone.deliver('approval_decided.apr_1', 'shopper')).toBe('nothing_to_say')
  })

  it('has an HTML part of the same words, in which nothing is markup', () => {
    const html = mailHtml('Hello <img src=x> & you\n\nBye', { locale: 'de-AT', shopName: 'Lumen & Leaf' })
    expect(html).toContain('<html lang="de" dir="ltr">')
    expect(html).toContain('Hello &lt;img src=x&gt; &amp; you')
    expect(html).toContain('Lumen &amp; Leaf')
    expect(html).not.toMatch(/<img|<a |https?:/)
    expect(mailHtml('x', { locale: 'ar', shopName: 's' })).toContain('dir="rtl"')
    expect(mailHtml('x', { locale: '"><script>', shopName: 's' })).toContain('lang="en"')
  })
})

it('a reminder of a promised person says so, and each one is its own to a receiver that dedupes', async () => {
  const { deliver, said, later } = rig(null)
  await deliver('ticket_waiting.tkt_1~2')
  expect(later).toEqual(['slack ticket_waiting.tkt_1~2', 'webhook ticket_waiting.tkt_1~2'])
  expect(await deliver('ticket_waiting.tkt_1~2', 'slack')).toBe('sent')
  expect(said[0]).toMatch(/^slack\.ticket_waiting\.tkt_1~2 ticket\.waiting Still waiting for a person: .*complaint/)
  expect(said[0]).toContain('/ops/screens/conversations/session-0123456789')
  expect(said[0]).not.toContain('ada@')
  expect(await deliver('ticket_waiting.tkt_9~1', 'slack')).toBe('nothing_to_say')
})
