import { DAY_MS } from '../../base/time.ts'
import type { AddressAsk, CancelAsk, RefundAsk, WriteRefusalReason } from '../../contracts/plugin-api.ts'
import { CURRENCY, orderTotal, refundedTotal, type DemoOrder } from '../world/shapes.ts'
import type { PluginSettings } from './settings.ts'

type AnyAsk = Pick<RefundAsk, 'order_number' | 'asked_by' | 'expected'>
type Policy = Pick<
  PluginSettings,
  'writesEnabled' | 'refundsEnabled' | 'windowDays' | 'softLimitMinor' | 'ceilingMinor'
>

const MANUAL_GATEWAYS = ['bacs', 'cod']
const REFUNDABLE = ['processing', 'completed']
const CHANGEABLE = ['pending', 'on-hold', 'processing']

/** The shop's own second opinion: the order as it stands, its own settings, and nothing the edge decided. */
export function decideAnyWrite(order: DemoOrder | null, ask: AnyAsk, policy: Policy): WriteRefusalReason | null {
  if (!order || order.number !== ask.order_number) return 'order_not_found'
  if (!policy.writesEnabled) return 'writes_disabled'
  const { asked_by: by, expected } = ask
  if (by.proof === 'account' && String(order.customerId) !== by.customer_id) return 'not_theirs'
  const isAsShown =
    order.status === expected.status &&
    orderTotal(order) === expected.total_minor &&
    refundedTotal(order) === expected.refunded_minor
  return isAsShown ? null : 'order_changed'
}

/** `hasApproval`: a token was presented; whether it is good is asked after, so that a plain no stays a plain no. */
export function decideRefundWrite(
  order: DemoOrder,
  ask: RefundAsk,
  policy: Policy,
  nowMs: number
): WriteRefusalReason | null {
  if (!policy.refundsEnabled) return 'writes_disabled'
  if (ask.currency !== CURRENCY) return 'wrong_currency'
  if (ask.minor_digits !== 2 || ask.amount_minor > policy.ceilingMinor) return 'bad_amount'
  const parts = ask.lines.reduce((sum, line) => sum + line.amount_minor, ask.shipping_minor)
  if (ask.lines.length === 0 ? ask.shipping_minor !== 0 : parts !== ask.amount_minor) return 'bad_request'
  if (!REFUNDABLE.includes(order.status) || order.paidAt === null) return 'status_not_allowed'
  if (order.completedAt !== null && nowMs > order.completedAt + policy.windowDays * DAY_MS) return 'window_closed'
  if (MANUAL_GATEWAYS.includes(order.paymentMethod)) return 'gateway_cannot'
  const seen = new Set<string>()
  for (const { line_id: id, quantity, amount_minor: amount } of ask.lines) {
    const line = order.lines.find((each) => String(each.id) === id)
    if (!line || seen.has(id) || quantity > line.quantity) return 'unknown_line'
    if (amount > line.total) return 'over_refundable'
    seen.add(id)
  }
  if (ask.shipping_minor > order.shippingTotal) return 'over_refundable'
  if (ask.amount_minor > orderTotal(order) - refundedTotal(order)) return 'over_refundable'
  return ask.amount_minor > policy.softLimitMinor && ask.authority.kind !== 'approval' ? 'needs_approval' : null
}

export function decideCancelWrite(order: DemoOrder, _: CancelAsk): WriteRefusalReason | null {
  if (order.tracking.length > 0 || order.completedAt !== null) return 'already_shipped'
  return CHANGEABLE.includes(order.status) && order.refunds.length === 0 ? null : 'status_not_allowed'
}

export function decideAddressWrite(order: DemoOrder, ask: AddressAsk): WriteRefusalReason | null {
  const barred = decideCancelWrite(order, { ...ask, reason: '' })
  if (barred) return barred
  const isAbroad = ask.shipping.country !== (order.shipping.country || order.billing.country)
  return isAbroad && ask.authority.kind !== 'approval' ? 'country_changed' : null
}
