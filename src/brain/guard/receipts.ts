import type { OrderView } from '../../contracts/order.ts'
import type { ToolOutcome } from '../../contracts/tools.ts'
import type { ClaimKind } from './claim-words.ts'
import type { Claim } from './claims.ts'

/** What each tool's success lets us say. Names of tools that do not exist yet are harmless: they never succeed. */
const KEEPS: Readonly<Record<string, readonly ClaimKind[]>> = {
  create_ticket: ['passed_on', 'follow_up'],
  notify_human: ['passed_on', 'follow_up'],
  issue_refund: ['refunded'],
  cancel_order: ['cancelled'],
  change_shipping_address: ['address_changed'],
  verify_identity: ['mail_sent'],
}

/** Claims with a receipt: this turn's tools, what earlier turns of the session hold, and what the orders themselves show. */
export function receiptsOf(
  outcomes: ToolOutcome[],
  earlier: readonly string[],
  orders: OrderView[]
): ReadonlySet<ClaimKind> {
  const kept = new Set<ClaimKind>()
  const tools = [...earlier, ...outcomes.filter((each) => each.result.ok).map((each) => each.tool)]
  for (const tool of tools) if (Object.hasOwn(KEEPS, tool)) for (const kind of KEEPS[tool]!) kept.add(kind)
  for (const order of orders) {
    if (order.status === 'cancelled') kept.add('cancelled')
    if (order.status === 'refunded' || order.refunded.minor > 0) kept.add('refunded')
    if (order.status === 'completed' || order.tracking.length > 0) kept.add('shipped')
  }
  return kept
}

/**
 * A promise may also be the shop's own rule, quoted: "we will refund you within 14 days" stands when a page of this turn
 * says it. A deed never may: no page can have done something for this shopper.
 */
export const isKept = (
  claim: Claim,
  receipts: ReadonlySet<ClaimKind>,
  isQuoted: (sentence: string) => boolean
): boolean => receipts.has(claim.kind) || (!claim.done && isQuoted(claim.sentence))
