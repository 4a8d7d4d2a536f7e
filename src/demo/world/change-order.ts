import { ok, refuse, type Result } from '../../base/result.ts'
import {
  orderTotal,
  refundedTotal,
  type DemoAddress,
  type DemoLine,
  type DemoOrder,
  type DemoRefund,
} from './shapes.ts'

/** `lines` and `shipping` may be left out: a refund by amount alone. Cents, VAT included. */
export type RefundAsk = Pick<DemoRefund, 'amount' | 'reason' | 'key' | 'paidBack'> &
  Partial<Pick<DemoRefund, 'lines' | 'shipping'>> & { orderId: number }
export type ChangeRefusal =
  | { reason: 'no_such_order' }
  | { reason: 'bad_amount' }
  | { reason: 'bad_lines' }
  | { reason: 'over_remaining'; remaining: number }
  | { reason: 'not_paid' }
  | { reason: 'wrong_status'; status: DemoOrder['status'] }
  | { reason: 'already_shipped' }

/** What an order looks like after a change, and what the change made. Ids come from the world. */
type Stamp = { now: number; id: number }

const noted = (order: DemoOrder, stamp: Stamp, text: string): DemoOrder['notes'] => [
  ...order.notes,
  { id: stamp.id + 1, at: stamp.now, text, forCustomer: false },
]

/** The same key twice is the same refund: it is found, not made again. */
export function refundOf(order: DemoOrder, key: string | null): DemoRefund | null {
  return (key !== null && order.refunds.find((refund) => refund.key === key)) || null
}

/** What may still be given back for one line. Refunds by amount alone are nobody's line. */
export const lineRemaining = (order: DemoOrder, line: DemoLine): number =>
  order.refunds
    .flatMap((refund) => refund.lines)
    .filter((part) => part.lineId === line.id)
    .reduce((left, part) => left - part.amount, line.total)

function linesFit(order: DemoOrder, amount: number, lines: DemoRefund['lines'], shipping: number): boolean {
  if (lines.length === 0 && shipping === 0) return true
  const isOnce = new Set(lines.map((part) => part.lineId)).size === lines.length
  const isWithin = lines.every((part) => {
    const line = order.lines.find((each) => each.id === part.lineId)
    return line && part.amount >= 0 && part.amount <= lineRemaining(order, line) && part.quantity <= line.quantity
  })
  const isShippingLeft = shipping >= 0 && shipping <= order.shippingTotal
  const sum = lines.reduce((total, part) => total + part.amount, shipping)
  return isOnce && isWithin && isShippingLeft && sum === amount
}

/** Money: closed when unsure. Whole cents only, never more than what is left, never on an unpaid order. */
export function withRefund(
  order: DemoOrder,
  ask: RefundAsk,
  stamp: Stamp
): Result<{ order: DemoOrder; refund: DemoRefund }, ChangeRefusal> {
  const remaining = orderTotal(order) - refundedTotal(order)
  if (!Number.isSafeInteger(ask.amount) || ask.amount <= 0) return refuse({ reason: 'bad_amount' })
  if (order.paidAt === null) return refuse({ reason: 'not_paid' })
  if (ask.amount > remaining) return refuse({ reason: 'over_remaining', remaining })
  const { amount, reason, key, paidBack, lines = [], shipping = 0 } = ask
  if (!linesFit(order, amount, lines, shipping)) return refuse({ reason: 'bad_lines' })
  const refund: DemoRefund = { id: stamp.id, at: stamp.now, amount, reason, key, paidBack, lines, shipping }
  return ok({
    refund,
    order: {
      ...order,
      status: amount === remaining ? 'refunded' : order.status,
      updatedAt: stamp.now,
      refunds: [...order.refunds, refund],
      notes: noted(order, stamp, `Refunded ${(amount / 100).toFixed(2)} EUR. ${reason}`.trim()),
    },
  })
}

const CANCELLABLE: DemoOrder['status'][] = ['pending', 'processing', 'on-hold']

/** Cancelling twice is harmless: a cancelled order answers with itself. */
export function withCancel(order: DemoOrder, reason: string, stamp: Stamp): Result<DemoOrder, ChangeRefusal> {
  if (order.status === 'cancelled') return ok(order)
  if (!CANCELLABLE.includes(order.status)) return refuse({ reason: 'wrong_status', status: order.status })
  if (order.tracking.length > 0) return refuse({ reason: 'already_shipped' })
  const notes = noted(order, stamp, `Order cancelled. ${reason}`.trim())
  return ok({ ...order, status: 'cancelled', updatedAt: stamp.now, notes })
}

export function withAddress(order: DemoOrder, shipping: DemoAddress, stamp: Stamp): Result<DemoOrder, ChangeRefusal> {
  if (!CANCELLABLE.includes(order.status)) return refuse({ reason: 'wrong_status', status: order.status })
  if (order.tracking.length > 0) return refuse({ reason: 'already_shipped' })
  return ok({ ...order, shipping, updatedAt: stamp.now, notes: noted(order, stamp, 'Shipping address changed.') })
}

/** By the shopkeeper's own hand: nothing forbids it, as in wp-admin. */
export const withStatus = (
  order: DemoOrder,
  status: DemoOrder['status'],
  stamp: Stamp
): Result<DemoOrder, ChangeRefusal> =>
  ok({
    ...order,
    status,
    updatedAt: stamp.now,
    notes: noted(order, stamp, `Order status changed from ${order.status} to ${status}.`),
  })
