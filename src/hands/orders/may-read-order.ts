import type { Identity } from '../../contracts/identity.ts'
import type { Order } from '../../contracts/order.ts'

/** How an order was proven to be this shopper's, or null when it was not. */
export type Proof = 'account' | 'code'

/**
 * By the WordPress login that owns the order, or by a code mailed to its billing address in this session.
 * Never by a login's e-mail: WordPress lets anybody register anybody's address.
 */
export function proofOf(identity: Identity, order: Pick<Order, 'number' | 'customerId'>, nowMs: number): Proof | null {
  if (identity.customerId !== null && order.customerId === identity.customerId) return 'account'
  // Shoppers type numbers in either case, and the shop finds them so.
  const called = order.number.toLowerCase()
  const isVerified = identity.verifiedOrders.some(
    ({ number, untilMs }) => number.toLowerCase() === called && nowMs < untilMs
  )
  return isVerified ? 'code' : null
}

export const mayReadOrder = (identity: Identity, order: Pick<Order, 'number' | 'customerId'>, nowMs: number): boolean =>
  proofOf(identity, order, nowMs) !== null
