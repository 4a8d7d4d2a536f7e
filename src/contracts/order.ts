import type { Money } from '../base/money.ts'
import type { OrderId, OrderNumber } from '../base/ids.ts'

export const ORDER_STATUSES = [
  'pending',
  'processing',
  'on-hold',
  'completed',
  'cancelled',
  'refunded',
  'failed',
  'checkout-draft',
] as const
/** WooCommerce's own, without `wc-`. Plugins add more: an unknown one is kept as it is. */
export type OrderStatus = (typeof ORDER_STATUSES)[number] | (string & {})

export type Tracking = { carrier: string | null; number: string; url: string | null; shippedAt: string | null }

export type OrderLine = {
  id: string
  productId: string | null
  name: string
  quantity: number
  total: Money
  tax: Money
  /** Option label and value, as the shop shows them: `[["Colour", "Blue"]]`. */
  options: [string, string][]
}

export type RefundSummary = { id: string; amount: Money; reason: string | null }

export type Address = {
  firstName: string
  lastName: string
  company: string
  address1: string
  address2: string
  city: string
  state: string
  postcode: string
  /** ISO 3166-1 alpha-2. */
  country: string
}

/**
 * An order as we know it inside the house. Times are ISO 8601 in UTC.
 * `order_key` and `payment_url` were dropped at the wire: they are secrets and are in every WooCommerce order.
 */
export type Order = {
  id: OrderId
  number: OrderNumber
  status: OrderStatus
  currency: string
  total: Money
  shippingTotal: Money
  /** Not in `shippingTotal`. */
  shippingTax?: Money
  totalTax: Money
  refunded: Money
  refunds: RefundSummary[]
  lines: OrderLine[]
  createdAt: string
  updatedAt: string
  paidAt: string | null
  completedAt: string | null
  /** null for a guest. */
  customerId: string | null
  billingEmail: string
  billing: Address
  shipping: Address
  paymentMethod: string
  /** As the shop words it for people: "Credit card". */
  paymentMethodTitle?: string
  tracking: Tracking[]
  /** Notes the shop wrote to the customer, newest first. Untrusted text. */
  customerNotes: { text: string; at: string }[]
}

/** What an owner may see, and all that ever reaches a model, a frame or a card. */
export type OrderView = {
  number: OrderNumber
  status: OrderStatus
  total: Money
  refunded: Money
  items: { name: string; quantity: number; total: Money }[]
  createdAt: string
  updatedAt: string
  tracking: Tracking[]
}
