import { scrub } from '../../observability/scrub/scrub.ts'
import type { Clock } from '../../base/time.ts'
import type { OpenedTicket, OutsideTicket, TicketDesk } from '../../outside/tickets/ticket-desk.ts'
import type { TicketLink } from '../../store/ticket-links.ts'

type OpenTicketRow = { id: string; sessionId: string; subject: string; body: string; reason: string }

export type DeliverTicketDeps = {
  findTicket(id: string): Promise<OpenTicketRow | null>
  findTicketLink(ticketId: string): Promise<TicketLink | null>
  putTicketLink(link: TicketLink): Promise<void>
  /** Null when the shop has connected none: then the ticket lives in our own store, where staff see it. */
  desk: TicketDesk | null
  /** Tells staff that a ticket waits. `key` is the ticket's, for receivers that dedupe. */
  notifyStaff(notice: { key: string; text: string; url: string | null }, signal: AbortSignal): Promise<void>
  /** Where staff read the conversation: `https://<edge>/ops/sessions/`. */
  transcriptBase: string
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
  const outside = toOutside(ticket, deps.transcriptBase)
  const opened = deps.desk ? await deps.desk.open(outside, signal) : null
  await deps.notifyStaff({ key: ticketId, text: outside.subject, url: opened?.url ?? outside.transcriptUrl }, signal)
  if (!deps.desk || !opened) return 'kept_here'
  await deps.putTicketLink(linkOf(ticketId, deps.desk.name, opened, deps.now()))
  return 'opened'
}

/** Scrubbed here, at the last step before the outside; the transcript is linked, not pasted. */
export const toOutside = (ticket: OpenTicketRow, transcriptBase: string): OutsideTicket => ({
  marker: ticket.id,
  subject: scrub(ticket.subject),
  body: scrub(ticket.body),
  transcriptUrl: `${transcriptBase}${encodeURIComponent(ticket.sessionId)}`,
  reason: ticket.reason,
})

const linkOf = (ticketId: string, desk: string, { externalId, url }: OpenedTicket, openedAt: number): TicketLink => ({
  ticketId,
  desk,
  externalId,
  url,
  openedAt,
})
