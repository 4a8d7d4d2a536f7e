import { asId, type OrderId } from '../../base/ids.ts'
import type { Order } from '../../contracts/order.ts'
import type { ApprovalRow } from '../../store/approvals.ts'
import type { TicketLink } from '../../store/delivery/ticket-links.ts'
import { writeWord } from '../writes/words.ts'
import type { ShopperMail } from '../writes/write-deps.ts'
import { decisionText } from './decision-text.ts'
import { noticeIdOf, parseNoticeId, type Notice } from './notice-names.ts'
import { approvalLine, ticketLine, type StaffLine } from './staff-words.ts'

/** A way to reach staff. `key` is the notice's own on this channel: receivers that dedupe see a retry as one. */
export type StaffChannel = { name: string; send(line: StaffLine & { key: string }, signal: AbortSignal): Promise<void> }

export type DeliverNoticeDeps = {
  findTicket(id: string): Promise<{ id: string; sessionId: string; reason: string; subject: string } | null>
  findTicketLink(ticketId: string): Promise<TicketLink | null>
  findApproval(id: string): Promise<ApprovalRow | null>
  findOrder(id: OrderId, signal: AbortSignal): Promise<Pick<Order, 'billingEmail'> | null>
  staff: readonly StaffChannel[]
  mailShopper(mail: ShopperMail): Promise<void>
  /** One message for each channel, so that one that is down repeats nothing on the others. */
  sendLater(message: { noticeId: string; channel: string }): Promise<void>
  /** `https://<edge>/ops`: where staff read on. */
  opsBase: string
}
export type NoticeOutcome = 'fanned_out' | 'sent' | 'nothing_to_say' | 'no_such_channel'

const SHOPPER = 'shopper'

/** Who hears of it. A decision is the shopper's news; that nobody decided in time is also the staff's. */
export function channelsOf({ template }: Notice, approvalState: string | null, staff: readonly string[]): string[] {
  if (template !== 'approval_decided') return [...staff]
  return approvalState === 'expired' ? [SHOPPER, ...staff] : [SHOPPER]
}

/** For the queue's `notice.send`, which may come twice or late: what it says is read now, and may be nothing by now. */
export async function deliverNotice(
  deps: DeliverNoticeDeps,
  { noticeId, channel }: { noticeId: string; channel?: string | undefined },
  signal: AbortSignal
): Promise<NoticeOutcome> {
  const notice = parseNoticeId(noticeId)
  if (!notice) return 'nothing_to_say'
  const approval = isOfTicket(notice) ? null : await deps.findApproval(notice.id)
  if (channel === undefined) {
    const names = deps.staff.map((each) => each.name)
    const channels = channelsOf(notice, approval?.state ?? null, names)
    for (const each of channels) await deps.sendLater({ noticeId, channel: each })
    return channels.length > 0 ? 'fanned_out' : 'no_such_channel'
  }
  if (channel === SHOPPER) return approval ? mailDecision(deps, approval, signal) : 'nothing_to_say'
  const to = deps.staff.find((each) => each.name === channel)
  if (!to) return 'no_such_channel'
  const line = await lineOf(deps, notice, approval)
  if (!line) return 'nothing_to_say'
  await to.send({ ...line, key: `${channel}.${noticeIdOf(notice)}` }, signal)
  return 'sent'
}

const isOfTicket = ({ template }: Notice): boolean => template === 'ticket_opened' || template === 'ticket_waiting'

async function lineOf(
  deps: DeliverNoticeDeps,
  notice: Notice,
  approval: ApprovalRow | null
): Promise<StaffLine | null> {
  const { template, id } = notice
  if (isOfTicket(notice)) {
    const [ticketId, reminder] = id.split('~') as [string, string?]
    const ticket = await deps.findTicket(ticketId)
    if (!ticket) return null
    const link = await deps.findTicketLink(ticketId)
    const url = link?.url ?? `${deps.opsBase}/screens/conversations/${encodeURIComponent(ticket.sessionId)}`
    return ticketLine(ticket, url, reminder)
  }
  // Decided while the message waited: nobody need be called any more.
  const isNews = approval?.state === (template === 'approval_requested' ? 'pending' : 'expired')
  return approval && isNews ? approvalLine(approval, deps.opsBase) : null
}

/** To the order's own address, read now. Its key is the decision's, so a provider that dedupes sends it once. */
async function mailDecision(
  deps: DeliverNoticeDeps,
  approval: ApprovalRow,
  signal: AbortSignal
): Promise<NoticeOutcome> {
  const text = decisionText(approval)
  if (text === null) return 'nothing_to_say'
  const order = await deps.findOrder(asId<OrderId>(approval.orderId), signal)
  if (!order?.billingEmail) return 'nothing_to_say'
  const { locale, orderNumber: number } = approval
  const subject = writeWord('decision_subject', locale, { number })
  await deps.mailShopper({ to: order.billingEmail, subject, text, locale, key: `decision:${approval.id}` })
  return 'sent'
}
