import { sha256Hex } from '../../base/bytes.ts'
import type { Address, Order } from '../../contracts/order.ts'
import type { WriteAction } from '../../contracts/write-tools.ts'
import type { Proof } from '../orders/may-read-order.ts'
import type { RefundQuote } from '../policy/price-refund.ts'

/** The order as the shopper saw it when the card was made. */
export type ExpectedOrder = { status: string; totalMinor: number; refundedMinor: number }

/** Exactly what would be done. The card is its words, the consent is bound to its hash, the plugin is sent its fields. */
export type WriteDraft = {
  orderId: string
  orderNumber: string
  /** WooCommerce's id of the owner; null for a guest. */
  customerId: string | null
  proof: Proof
  expected: ExpectedOrder
  reason: string
} & (
  | { action: 'issue_refund'; quote: RefundQuote; destination: string }
  | { action: 'cancel_order' }
  | { action: 'change_shipping_address'; address: Address }
)

export const expectedOf = (order: Order): ExpectedOrder => ({
  status: order.status,
  totalMinor: order.total.minor,
  refundedMinor: order.refunded.minor,
})

/** Fields in a fixed order, whatever order an object was built or stored in. */
export function canonicalDraft(draft: WriteDraft): string {
  const { expected } = draft
  const common = [draft.action, draft.orderId, draft.orderNumber, draft.customerId, draft.proof, draft.reason]
  const seen = [expected.status, expected.totalMinor, expected.refundedMinor]
  return JSON.stringify([...common, ...seen, ...specificsOf(draft)])
}

function specificsOf(draft: WriteDraft): unknown[] {
  if (draft.action === 'cancel_order') return []
  if (draft.action === 'change_shipping_address') {
    const { firstName, lastName, company, address1, address2, city, state, postcode, country } = draft.address
    return [firstName, lastName, company, address1, address2, city, state, postcode, country]
  }
  const { amountMinor, currency, lines, shippingMinor } = draft.quote
  const parts = lines.map((line) => [line.lineId, line.name, line.quantity, line.amountMinor])
  return [amountMinor, currency, shippingMinor, draft.destination, parts]
}

export const hashDraft = (draft: WriteDraft): Promise<string> => sha256Hex(`draft-v1\n${canonicalDraft(draft)}`)

const KEY_PREFIX = { issue_refund: 'ref', cancel_order: 'can', change_shipping_address: 'adr' } as const

/** The idempotency key: shop, order, arguments and the one consent they were agreed in. */
export async function writeKeyOf(
  shopUrl: string,
  consentId: string,
  { action, orderId, draftHash }: { action: WriteAction; orderId: string; draftHash: string }
): Promise<string> {
  const hash = await sha256Hex(['write-v1', shopUrl, orderId, draftHash, consentId].join('\n'))
  return `${KEY_PREFIX[action]}_${hash}`
}

/** Whose money it is, for the caps: a guest is known by a hash of the address, never by the address. */
export async function payerOf(order: Pick<Order, 'customerId' | 'billingEmail'>): Promise<string> {
  if (order.customerId !== null) return `wp:${order.customerId}`
  const hash = await sha256Hex(`payer\n${order.billingEmail.trim().toLowerCase()}`)
  return `guest:${hash.slice(0, 32)}`
}
