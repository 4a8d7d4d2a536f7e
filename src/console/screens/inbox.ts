import { html } from 'hono/html'
import { formatMoney } from '../../base/money.ts'
import type { ApprovalCase } from '../../hands/approvals/sweep-approvals.ts'
import type { Staff } from '../staff.ts'
import { frame, type Markup } from './frame.ts'

export type OpenTicket = {
  id: string
  sessionId: string
  reason: string
  subject: string
  body: string
  openedAt: number
}
export type Inbox = { staff: Staff; approvals: ApprovalCase[]; tickets: OpenTicket[]; said: string }

const DEEDS: Record<ApprovalCase['action'], string> = {
  issue_refund: 'Refund',
  cancel_order: 'Cancel',
  change_shipping_address: 'Change the address of',
}

/** What waits for a person: requests to decide, conversations to answer. */
export const inboxPage = ({ staff, approvals, tickets, said }: Inbox): Markup =>
  frame({
    title: 'Support console',
    body: html`<header>
        <small>Signed in as ${staff.name}</small>
        <form method="post" action="/ops/leave"><button>Sign out</button></form>
      </header>
      ${said && html`<p role="status"><strong>${said}</strong></p>`}
      <h2>Waiting for a decision (${approvals.length})</h2>
      ${
        approvals.length === 0
          ? html`<p>Nothing waits.</p>`
          : html`<ul>
              ${approvals.map(approvalItem)}
            </ul>`
      }
      <h2>Open conversations (${tickets.length})</h2>
      ${
        tickets.length === 0
          ? html`<p>Nobody waits.</p>`
          : html`<ul>
              ${tickets.map(ticketItem)}
            </ul>`
      }`,
  })

const approvalItem = (each: ApprovalCase): Markup =>
  html`<li>
    <strong>${DEEDS[each.action]} order ${each.orderNumber} ${amountOf(each.draft)}</strong>
    <p>“${each.reason}”</p>
    <small>Why a person: ${Array.isArray(each.why) ? each.why.join(', ') : ''}. Until ${timeOf(each.expiresAt)}.</small>
    <div>
      <form method="post" action="/ops/screens/approvals/${each.id}">
        <button class="main" name="decision" value="approve">Approve</button>
        <button name="decision" value="decline">Decline</button>
      </form>
    </div>
  </li>`

const ticketItem = (each: OpenTicket): Markup =>
  html`<li>
    <a href="/ops/screens/conversations/${each.sessionId}"><strong>${each.subject}</strong></a>
    <p>${each.body}</p>
    <small>${each.reason}, ${timeOf(new Date(each.openedAt).toISOString())}</small>
  </li>`

/** The amount of a refund's draft; nothing for a draft of another kind. */
function amountOf(draft: unknown): string {
  const { amountMinor, currency } =
    (draft as { quote?: { amountMinor?: unknown; currency?: unknown } } | null)?.quote ?? {}
  return typeof amountMinor === 'number' && typeof currency === 'string'
    ? formatMoney({ minor: amountMinor, currency }, 'en')
    : ''
}

const timeOf = (iso: string): string => `${iso.slice(0, 16).replace('T', ' ')} UTC`
