import { expect, it } from 'vitest'
import { Fault } from '../../base/fault.ts'
import { openD1 } from '../../store/open-d1.ts'
import { openTicketLinks } from '../../store/delivery/ticket-links.ts'
import { openNodeD1 } from '../../store/testing/node-d1.ts'
import type { OutsideTicket } from '../../outside/tickets/ticket-desk.ts'
import { NOW } from '../testing/fixtures.ts'
import { deliverTicket, type DeliverTicketDeps } from './deliver-ticket.ts'

const signal = new AbortController().signal
const ticket = {
  id: 'tkt_1',
  sessionId: 'session-0123456789',
  subject: 'A complaint of ada@example.com',
  body: 'Call me on +44 20 7946 0958, my card is 4111 1111 1111 1111',
  reason: 'complaint',
}

function rig(change: Partial<DeliverTicketDeps> = {}) {
  const opened = new Map<string, OutsideTicket>()
  const told: string[] = []
  const deps: DeliverTicketDeps = {
    ...openTicketLinks(openD1(openNodeD1())),
    findTicket: async (id) => (id === ticket.id ? ticket : null),
    desk: {
      name: 'github',
      open: async (each) => {
        if (!opened.has(each.marker)) opened.set(each.marker, each)
        return { externalId: '1', url: 'https://github.example/1' }
      },
    },
    notifyStaff: async (id) => void told.push(id),
    conversationUrl: (id) => `https://chat.example/ops/screens/conversations/${id}`,
    now: () => NOW,
    ...change,
  }
  return { deps, opened, told, deliver: () => deliverTicket(deps, 'tkt_1', signal) }
}

it('opens one ticket outside however often the queue delivers', async () => {
  const { deliver, opened, told } = rig()
  expect([await deliver(), await deliver()]).toEqual(['opened', 'opened_before'])
  expect([opened.size, told]).toEqual([1, ['tkt_1']])
})

it('opens no second one after a crash before the link was kept', async () => {
  let isDown = true
  const { deps, opened, deliver } = rig()
  const { putTicketLink } = deps
  deps.putTicketLink = async (link) => (isDown ? Promise.reject(new Error('crash')) : putTicketLink(link))
  await expect(deliver()).rejects.toThrow('crash')
  isDown = false
  expect([await deliver(), opened.size]).toEqual(['opened', 1])
})

it('links the conversation and takes the person out of the words', async () => {
  const { deliver, opened } = rig()
  await deliver()
  const sent = opened.get('tkt_1')!
  expect(sent.transcriptUrl).toBe('https://chat.example/ops/screens/conversations/session-0123456789')
  expect(JSON.stringify(sent)).not.toMatch(/ada@example|7946|4111/)
})

it('keeps a ticket here when no desk is connected, and tells staff where', async () => {
  const { deps, deliver, told } = rig({ desk: null })
  expect([await deliver(), await deliver()]).toEqual(['kept_here', 'opened_before'])
  expect(told).toEqual(['tkt_1'])
  expect(await deps.findTicketLink('tkt_1')).toMatchObject({
    desk: 'here',
    url: 'https://chat.example/ops/screens/conversations/session-0123456789',
  })
})

it('lets the queue try again when the desk is down', async () => {
  const down = {
    name: 'linear' as const,
    open: async () => Promise.reject(new Fault('upstream_5xx', { retryable: true })),
  }
  await expect(rig({ desk: down }).deliver()).rejects.toMatchObject({ retryable: true })
})

it('lets go of a ticket that is gone', async () => {
  const { deps } = rig()
  expect(await deliverTicket(deps, 'tkt_2', signal)).toBe('no_such_ticket')
})
