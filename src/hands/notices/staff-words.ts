import { formatMoney } from '../../base/money.ts'
import { scrub } from '../../observability/scrub/scrub.ts'
import type { ApprovalRow } from '../../store/approvals.ts'
import type { WriteDraft } from '../writes/draft.ts'

/** A line for staff, in the house's language, scrubbed: it goes to other people's servers. */
export type StaffLine = { type: string; text: string; url: string | null; facts: Record<string, string> }

const WISH = {
  issue_refund: 'A refund',
  cancel_order: 'A cancellation',
  change_shipping_address: 'An address change',
} as const

type Ticket = { id: string; reason: string; subject: string }

/** `reminder`: which one, where the shopper is still waiting for the person they were promised. */
export const ticketLine = (ticket: Ticket, url: string, reminder?: string): StaffLine => ({
  type: reminder === undefined ? 'ticket.opened' : 'ticket.waiting',
  text: `${reminder === undefined ? '' : 'Still waiting for a person: '}${scrub(ticket.subject)} (${ticket.reason.replaceAll('_', ' ')})`,
  url,
  facts: { ticket_id: ticket.id, reason: ticket.reason, ...(reminder === undefined ? {} : { reminder }) },
})

export function approvalLine(approval: ApprovalRow, url: string): StaffLine {
  const draft = approval.draft as WriteDraft
  const amount =
    draft.action === 'issue_refund'
      ? ` of ${formatMoney({ minor: draft.quote.amountMinor, currency: draft.quote.currency }, 'en')}`
      : ''
  const wish = `${WISH[approval.action]}${amount} for order ${approval.orderNumber}`
  const isPending = approval.state === 'pending'
  return {
    type: isPending ? 'approval.requested' : `approval.${approval.state}`,
    text: isPending ? `${wish} waits for approval.` : `${wish} was not decided in 48 hours and has lapsed.`,
    url,
    facts: { approval_id: approval.id, order_number: approval.orderNumber, action: approval.action },
  }
}
