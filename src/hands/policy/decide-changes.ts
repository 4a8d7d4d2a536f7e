import { ok, refuse, type Result } from '../../base/result.ts'
import type { Identity } from '../../contracts/identity.ts'
import type { Address, Order } from '../../contracts/order.ts'
import type { WriteRefusal } from '../../contracts/write-tools.ts'
import { proofOf, type Proof } from '../orders/may-read-order.ts'
import type { ApprovalReason } from './decide-refund.ts'
import type { WriteRules } from './write-rules.ts'

export type ChangeGrant = { verdict: 'auto' | 'needs_approval'; why: ApprovalReason[]; proof: Proof }

/** Cancelling an order that was paid also owes money back, which is a refund's business: a person sees to it. */
export function decideCancel(
  order: Order,
  identity: Identity,
  rules: WriteRules,
  nowMs: number
): Result<ChangeGrant, WriteRefusal> {
  const proof = proofOf(identity, order, nowMs)
  if (proof === null) return refuse({ reason: 'not_proven' })
  const barred = barChange(order, rules, rules.cancel)
  if (barred) return refuse(barred)
  const why = earlyStage(rules)
  return ok({ verdict: why.length === 0 ? 'auto' : 'needs_approval', why, proof })
}

/** Before an address is asked for: an order that may not be changed is said so at once. */
export function mayChangeAddress(
  order: Order,
  identity: Identity,
  rules: WriteRules,
  nowMs: number
): Result<null, WriteRefusal> {
  if (proofOf(identity, order, nowMs) === null) return refuse({ reason: 'not_proven' })
  const barred = barChange(order, rules, rules.address)
  return barred ? refuse(barred) : ok(null)
}

/** Not shipped, not refunded; another country changes taxes, customs and risk, so a person decides. */
export function decideAddressChange(
  order: Order,
  wish: Address,
  identity: Identity,
  rules: WriteRules,
  nowMs: number
): Result<ChangeGrant, WriteRefusal> {
  const proof = proofOf(identity, order, nowMs)
  if (proof === null) return refuse({ reason: 'not_proven' })
  const barred = barChange(order, rules, rules.address)
  if (barred) return refuse(barred)
  if (sameAddress(order.shipping, wish)) return refuse({ reason: 'same_address' })
  const before = order.shipping.country || order.billing.country
  const why: ApprovalReason[] = [...earlyStage(rules), ...(wish.country === before ? [] : ['country_changed' as const])]
  return ok({ verdict: why.length === 0 ? 'auto' : 'needs_approval', why, proof })
}

const earlyStage = (rules: WriteRules): ApprovalReason[] => (rules.refunds.stage === 'shadow' ? ['early_stage'] : [])

function barChange(
  order: Order,
  { enabled }: WriteRules,
  change: { enabled: boolean; statuses: string[] }
): WriteRefusal | null {
  if (!enabled || !change.enabled) return { reason: 'writes_disabled' }
  // Tracking is the only sign of a parcel that WooCommerce has while an order is still "processing".
  const hasLeft = order.tracking.length > 0 || order.completedAt !== null || order.status === 'completed'
  if (hasLeft) return { reason: 'already_shipped' }
  if (order.refunded.minor > 0) return { reason: 'status_not_allowed', status: 'refunded' }
  if (!change.statuses.includes(order.status)) return { reason: 'status_not_allowed', status: order.status }
  return null
}

const ADDRESS_FIELDS = [
  'firstName',
  'lastName',
  'company',
  'address1',
  'address2',
  'city',
  'state',
  'postcode',
  'country',
] as const
const sameAddress = (a: Address, b: Address): boolean => ADDRESS_FIELDS.every((field) => a[field] === b[field])
