import { ok, refuse, type Result } from '../../base/result.ts'
import { DAY_MS } from '../../base/time.ts'
import type { Identity } from '../../contracts/identity.ts'
import type { Order } from '../../contracts/order.ts'
import type { WriteRefusal } from '../../contracts/write-tools.ts'
import { proofOf, type Proof } from '../orders/may-read-order.ts'
import { priceRefund, type RefundQuote, type RefundWish } from './price-refund.ts'
import type { WriteRules } from './write-rules.ts'

/** What a person should look at, for the case of an approval. Codes, no sentences. */
export const APPROVAL_REASONS = [
  'above_soft_limit',
  'early_stage',
  'many_refunds',
  'day_cap',
  'address_changed_lately',
  'country_mismatch',
  'sale_item',
  'country_changed',
] as const
export type ApprovalReason = (typeof APPROVAL_REASONS)[number]

/** What is known around the order. Read before deciding; the decision itself reads nothing. */
export type RefundSurroundings = {
  /** Of this customer (or this guest order's address) in the last 30 days, by our own trail. */
  customerRefunds: { count: number; minor: number }
  /** Of everybody in the last 24 h. */
  dayRefunds: { count: number; minor: number }
  addressChangedAtMs: number | null
  products: { id: string; onSale: boolean; categories: string[] }[]
}
export type RefundGrant = {
  verdict: 'auto' | 'needs_approval'
  why: ApprovalReason[]
  quote: RefundQuote
  proof: Proof
}

/**
 * Decides, never acts: no I/O and no clock. Identity first, so a stranger learns nothing. Closed when unsure: what is
 * denied here stays denied, what is granted here the plugin decides again.
 */
export function decideRefund(
  order: Order,
  wish: RefundWish,
  identity: Identity,
  around: RefundSurroundings,
  rules: WriteRules,
  nowMs: number
): Result<RefundGrant, WriteRefusal> {
  const proof = proofOf(identity, order, nowMs)
  if (proof === null) return refuse({ reason: 'not_proven' })
  const barred = barOrder(order, rules, nowMs)
  if (barred) return refuse(barred)

  const priced = priceRefund(order, wish, rules.refunds.shipping)
  if (!priced.ok) return priced
  const quote = priced.value
  if (!rules.refunds.partial && !quote.isWhole) return refuse({ reason: 'partial_not_allowed' })
  if (quote.amountMinor > rules.refunds.ceilingMinor) return refuse({ reason: 'above_ceiling' })
  const barredItem = barItems(order, quote, wish, around, rules)
  if (barredItem) return refuse(barredItem)

  const why = approvalReasons(order, quote, proof, around, rules, nowMs)
  return ok({ verdict: why.length === 0 ? 'auto' : 'needs_approval', why, quote, proof })
}

function barOrder(order: Order, { enabled, currency, refunds }: WriteRules, nowMs: number): WriteRefusal | null {
  if (!enabled || !refunds.enabled) return { reason: 'writes_disabled' }
  if (order.currency !== currency || order.total.currency !== currency) return { reason: 'wrong_currency' }
  // Said before the status is: "refunded already" helps, "wrong status" does not.
  if (order.status === 'refunded') return { reason: 'nothing_left' }
  if (!refunds.statuses.includes(order.status)) return { reason: 'status_not_allowed', status: order.status }
  if (order.paidAt === null) return { reason: 'not_paid' }
  if (refunds.manualGateways.includes(order.paymentMethod)) return { reason: 'gateway_cannot' }
  const closedAtMs = windowEnd(order, refunds.windowDays)
  if (closedAtMs !== null && nowMs > closedAtMs) {
    return { reason: 'window_closed', closedAt: new Date(closedAtMs).toISOString() }
  }
  return null
}

/** From completion, as the nearest WooCommerce has to delivery. Null while the order is not completed. */
export const windowEnd = (order: Order, windowDays: number): number | null =>
  order.completedAt === null ? null : Date.parse(order.completedAt) + windowDays * DAY_MS

/** Lines without a name in the quote may be any of them, so an amount alone is judged by the whole order. */
const linesConcerned = (order: Order, quote: RefundQuote) =>
  quote.lines.length === 0
    ? order.lines
    : order.lines.filter((line) => quote.lines.some((each) => each.lineId === line.id))

function barItems(
  order: Order,
  quote: RefundQuote,
  wish: RefundWish,
  around: RefundSurroundings,
  { refunds }: WriteRules
): WriteRefusal | null {
  for (const line of linesConcerned(order, quote)) {
    const product = around.products.find((each) => each.id === line.productId)
    const inAny = (categories: string[]) => product?.categories.some((each) => categories.includes(each)) === true
    const isExcluded = line.productId !== null && refunds.excludedProducts.includes(line.productId)
    if (isExcluded || inAny(refunds.excludedCategories)) return { reason: 'excluded_item', name: line.name }
    if (refunds.saleItems === 'deny' && product?.onSale === true) return { reason: 'sale_item', name: line.name }
    if (wish.opened && inAny(refunds.consumables)) return { reason: 'opened_consumable', name: line.name }
  }
  return null
}

function approvalReasons(
  order: Order,
  quote: RefundQuote,
  proof: Proof,
  around: RefundSurroundings,
  { refunds }: WriteRules,
  nowMs: number
): ApprovalReason[] {
  const { customerRefunds: customer, dayRefunds: day, addressChangedAtMs: changed } = around
  const over = (spent: { count: number; minor: number }, cap: { count: number; minor: number }) =>
    spent.count + 1 > cap.count || spent.minor + quote.amountMinor > cap.minor
  const onSale = linesConcerned(order, quote).some((line) =>
    around.products.some((product) => product.id === line.productId && product.onSale)
  )
  const isEarly = refunds.stage === 'shadow' || (refunds.stage === 'low_risk' && proof !== 'account')
  const signs: [boolean, ApprovalReason][] = [
    [quote.amountMinor > refunds.softLimitMinor, 'above_soft_limit'],
    [isEarly, 'early_stage'],
    [over(customer, refunds.customerCap), 'many_refunds'],
    [over(day, refunds.dayCap), 'day_cap'],
    [changed !== null && nowMs - changed < refunds.addressQuietDays * DAY_MS, 'address_changed_lately'],
    [order.billing.country !== order.shipping.country && order.shipping.country !== '', 'country_mismatch'],
    [refunds.saleItems === 'approval' && onSale, 'sale_item'],
  ]
  return signs.filter(([isSeen]) => isSeen).map(([, reason]) => reason)
}
