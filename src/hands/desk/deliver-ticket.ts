import { scrub } from '../../observability/scrub/scrub.ts'
import type { Clock } from '../../base/time.ts'
import type { OpenedTicket, OutsideTicket, TicketDesk } from '../../outside/tickets/ticket-desk.ts'
import type { TicketLink } from '../../store/delivery/ticket-links.ts'

type OpenTicketRow = { id: string; sessionId: string; subject: string; body: string; reason: string }

export type DeliverTicketDeps = {
  findTicket(id: string): Promise<OpenTicketRow | null>
  findTicketLink(ticketId: string): Promise<TicketLink | null>
  putTicketLink(link: TicketLink): Promise<void>
  /** Null when the shop has connected none: then the ticket lives in our own store, where staff see it. */
  desk: TicketDesk | null
  /** Has staff told that a ticket waits, by the queue; safe to repeat. */
  notifyStaff(ticketId: string): Promise<void>
  /** Where staff read the conversation. */
  conversationUrl(sessionId: string): string
  now: Clock
}
export type DeliveredTicket = 'opened' | 'opened_before' | 'kept_here' | 'no_such_ticket'

/**
 * For the queue's `ticket.open`, which may come twice or late. Opened outside, linked, then staff are told: a crash in
 * between opens no second one, because the desk finds our marker, and may tell staff twice, which is harmless.
 */
export async function deliverTicket(
  deps: DeliverTicketDeps,
  ticketId: string,
  signal: AbortSignal
): Promise<DeliveredTicket> {
  const ticket = await deps.findTicket(ticketId)
  if (!ticket) return 'no_such_ticket'
  if (await deps.findTicketLink(ticketId)) return 'opened_before'
  const outside = toOutside(ticket, deps.conversationUrl(ticket.sessionId))
  const opened = deps.desk ? await deps.desk.open(outside, signal) : null
  await deps.notifyStaff(ticketId)
  const link = opened ?? { externalId: ticketId, url: outside.transcriptUrl }
  await deps.putTicketLink(linkOf(ticketId, deps.desk?.name ?? 'here', link, deps.now()))
  return opened ? 'opened' : 'kept_here'
}

/** Scrubbed here, at the last step before the outside; the transcript is linked, not pasted. */
export const toOutside = (ticket: OpenTicketRow, transcriptUrl: string): OutsideTicket => ({
  marker: ticket.id,
  subject: scrub(ticket.subject),
  body: scrub(ticket.body),
  transcriptUrl,
  reason: ticket.reason,
})

const linkOf = (ticketId: string, desk: string, { externalId, url }: OpenedTicket, openedAt: number): TicketLink => ({
  ticketId,
  desk,
  externalId,
  url,
  openedAt,
})
