import { ok, refuse, type Result } from '../../base/result.ts'
import { DAY_MS } from '../../base/time.ts'
import type { Identity } from '../../contracts/identity.ts'
import type { Order } from '../../contracts/order.ts'
import type { WriteAction, WriteRefusal, WriteToolInput } from '../../contracts/write-tools.ts'
import { proofOf } from '../orders/may-read-order.ts'
import { decideAddressChange, decideCancel } from '../policy/decide-changes.ts'
import { decideRefund, type ApprovalReason, type RefundSurroundings } from '../policy/decide-refund.ts'
import type { WriteRules } from '../policy/write-rules.ts'
import { completeAddress } from '../policy/complete-address.ts'
import { expectedOf, payerOf, type WriteDraft } from './draft.ts'
import type { WriteDeps } from './write-deps.ts'

export type WriteWish = { [Action in WriteAction]: { action: Action; input: WriteToolInput<Action> } }[WriteAction]
export type DecidedDraft = { draft: WriteDraft; verdict: 'auto' | 'needs_approval'; why: ApprovalReason[] }

/** Decides a wish on the order as it is now. Asked for the card, and asked again on the click. */
export async function decideDraft(
  deps: Pick<WriteDeps, 'log' | 'shop' | 'now'>,
  wish: WriteWish,
  order: Order,
  identity: Identity,
  rules: WriteRules,
  signal: AbortSignal
): Promise<Result<DecidedDraft, WriteRefusal>> {
  const nowMs = deps.now()
  // Before anything else is read: a stranger must not be told apart by what we look up.
  const proof = proofOf(identity, order, nowMs)
  if (proof === null) return refuse({ reason: 'not_proven' })
  const base = {
    orderId: order.id,
    orderNumber: order.number,
    customerId: order.customerId,
    proof,
    expected: expectedOf(order),
  }

  if (wish.action === 'cancel_order') {
    const decided = decideCancel(order, identity, rules, nowMs)
    if (!decided.ok) return decided
    const draft: WriteDraft = { ...base, action: wish.action, reason: wish.input.reason }
    return ok({ draft, ...pick(decided.value) })
  }
  if (wish.action === 'change_shipping_address') {
    const address = wish.input.address ? completeAddress(wish.input.address, order) : null
    if (!address) return refuse({ reason: 'bad_input' })
    const decided = decideAddressChange(order, address, identity, rules, nowMs)
    if (!decided.ok) return decided
    return ok({ draft: { ...base, action: wish.action, reason: '', address }, ...pick(decided.value) })
  }
  const around = await readSurroundings(deps, order, rules, signal)
  const decided = decideRefund(order, wish.input, identity, around, rules, nowMs)
  if (!decided.ok) return decided
  const { quote } = decided.value
  const draft: WriteDraft = {
    ...base,
    action: wish.action,
    reason: wish.input.reason,
    quote,
    destination: order.paymentMethodTitle ?? '',
  }
  return ok({ draft, ...pick(decided.value) })
}

const pick = ({ verdict, why }: Pick<DecidedDraft, 'verdict' | 'why'>) => ({ verdict, why })

/** Throws when any of it cannot be read: a cap that is not known is not a cap. */
export async function readSurroundings(
  { log, shop, now }: Pick<WriteDeps, 'log' | 'shop' | 'now'>,
  order: Order,
  rules: WriteRules,
  signal: AbortSignal
): Promise<RefundSurroundings> {
  const payer = await payerOf(order)
  const { excludedCategories, consumables, saleItems } = rules.refunds
  const needsProducts = excludedCategories.length > 0 || consumables.length > 0 || saleItems !== 'allow'
  const productIds = order.lines.flatMap((line) => (line.productId === null ? [] : [line.productId]))
  const [customerRefunds, dayRefunds, addressChangedAtMs, products] = await Promise.all([
    log.spentBy(payer, now() - 30 * DAY_MS),
    log.spentSince(now() - DAY_MS),
    log.addressChangedAt(payer),
    needsProducts ? shop.findProducts(productIds, signal) : [],
  ])
  return { customerRefunds, dayRefunds, addressChangedAtMs, products }
}
