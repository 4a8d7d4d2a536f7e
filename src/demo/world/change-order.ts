import { ok, refuse, type Result } from '../../base/result.ts'
import { orderTotal, refundedTotal, type DemoAddress, type DemoOrder, type DemoRefund } from './shapes.ts'

export type RefundAsk = { orderId: number; amount: number; reason: string; key: string | null; paidBack: boolean }
export type ChangeRefusal =
  | { reason: 'no_such_order' }
  | { reason: 'bad_amount' }
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
  const { amount, reason, key, paidBack } = ask
  const refund: DemoRefund = { id: stamp.id, at: stamp.now, amount, reason, key, paidBack }
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
