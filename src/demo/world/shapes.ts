/** Times are milliseconds since the epoch; amounts are euro cents with VAT in them. All of it is plain data: it crosses RPC. */
export const CURRENCY = 'EUR'
/** Irish VAT. Prices include it, as they do in shops for people. */
export const VAT_PERCENT = 23

export type DemoAddress = {
  first_name: string
  last_name: string
  company: string
  address_1: string
  address_2: string
  city: string
  state: string
  postcode: string
  country: string
}

export type DemoCustomer = {
  id: number
  /** What "sign in as" and `POST /demo/session` name. */
  login: string
  firstName: string
  lastName: string
  email: string
  phone: string
  address: DemoAddress
  joinedAt: number
}

export type DemoLine = {
  id: number
  productId: number
  sku: string
  name: string
  quantity: number
  /** What was paid for the line. */
  total: number
  /** Before the coupon. */
  subtotal: number
}

export type DemoTracking = { provider: string; number: string; shippedAt: number }

export type DemoNote = { id: number; at: number; text: string; forCustomer: boolean }

export type DemoRefund = {
  id: number
  at: number
  amount: number
  reason: string
  /** False when nobody asked the gateway: the shop paid by hand. */
  paidBack: boolean
  /** The caller's idempotency key, when it had one. */
  key: string | null
  /** Which lines it was for; empty for a refund by amount alone. Lines and shipping then add up to `amount`. */
  lines: { lineId: number; quantity: number; amount: number }[]
  shipping: number
}

export type DemoStatus =
  | 'pending'
  | 'processing'
  | 'on-hold'
  | 'completed'
  | 'cancelled'
  | 'refunded'
  | 'failed'
  | 'checkout-draft'

export type DemoOrder = {
  /** WooCommerce's id. Never equal to `number`. */
  id: number
  /** What the customer was mailed, as a sequential-number plugin makes it. */
  number: string
  status: DemoStatus
  /** 0 for a guest. */
  customerId: number
  email: string
  phone: string
  billing: DemoAddress
  shipping: DemoAddress
  lines: DemoLine[]
  shippingTotal: number
  coupon: { code: string; percent: number } | null
  paymentMethod: 'demo_card' | 'bacs' | 'cod'
  createdAt: number
  updatedAt: number
  paidAt: number | null
  completedAt: number | null
  tracking: DemoTracking[]
  notes: DemoNote[]
  refunds: DemoRefund[]
  /** The secret in WooCommerce's payment links. It is in the REST answer, as it is in the real one. */
  orderKey: string
}

export type MailDraft = { to: string; subject: string; text: string; html?: string }
export type DemoMail = { id: number; at: number; to: string; subject: string; text: string; html: string | null }

/** What the shop's API is made to suffer. `faults` as in the README's table; `latencyMs` is added to every answer. */
export type Weather = { faults: string; latencyMs: number }

export const linesTotal = (order: DemoOrder): number => order.lines.reduce((sum, line) => sum + line.total, 0)
export const orderTotal = (order: DemoOrder): number => linesTotal(order) + order.shippingTotal
export const refundedTotal = (order: DemoOrder): number => order.refunds.reduce((sum, refund) => sum + refund.amount, 0)
/** The part of a gross amount that is VAT, rounded to the cent as WooCommerce does per line. */
export const vatIn = (gross: number): number =>
  Math.sign(gross) * (Math.abs(gross) - Math.round((Math.abs(gross) * 100) / (100 + VAT_PERCENT)))
