/**
 * Somewhere tickets are worked on. One interface, chosen by configuration. The text is scrubbed before it comes here,
 * and the transcript is linked, never pasted.
 */
export type OutsideTicket = {
  /** Ours, unique: written into the ticket so that a retry finds the first one. `[a-z0-9_]` only. */
  marker: string
  subject: string
  body: string
  transcriptUrl: string
  reason: string
}
export type OpenedTicket = { externalId: string; url: string }

export type TicketDesk = {
  name: 'github' | 'linear' | 'help_scout'
  /** Safe to repeat: a ticket that carries the marker is answered instead of a second one. Throws a Fault. */
  open(ticket: OutsideTicket, signal: AbortSignal): Promise<OpenedTicket>
}

/** The body every desk shows; the marker is its last line. */
export const bodyOf = ({ body, transcriptUrl, reason, marker }: OutsideTicket): string =>
  [body, '', `Reason: ${reason}`, `Conversation: ${transcriptUrl}`, `Reference: ${marker}`].join('\n')
