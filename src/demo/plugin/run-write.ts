import { sha256Hex } from '../../base/bytes.ts'
import type { Clock } from '../../base/time.ts'
import type {
  AddressAsk,
  CancelAsk,
  NoteAsk,
  RefundAsk,
  WriteRefusalReason,
  WriteReply,
} from '../../contracts/plugin-api.ts'
import type { DemoWorld } from '../world/open-world.ts'
import type { DemoOrder } from '../world/shapes.ts'
import { checkApproval, type ApprovedAsk } from './check-approval.ts'
import { decideAddressWrite, decideAnyWrite, decideCancelWrite, decideRefundWrite } from './decide-write.ts'
import type { PluginSettings } from './settings.ts'
import type { BookedWrite, WriteBook } from './write-book.ts'

export type RunWriteDeps = {
  world: DemoWorld
  book: WriteBook
  settings: PluginSettings
  now: Clock
  /** Called at each boundary a crash could fall on; the refund simulation throws or stops there. */
  step(name: 'claimed' | 'acted' | 'recorded'): Promise<void>
}
export type AnyWrite =
  | { action: 'refund'; orderId: string; ask: RefundAsk }
  | { action: 'cancel'; orderId: string; ask: CancelAsk }
  | { action: 'address'; orderId: string; ask: AddressAsk }
  | { action: 'note'; orderId: string; ask: NoteAsk }

const refused = (key: string, reason: WriteRefusalReason): WriteReply => ({ outcome: 'refused', key, reason })
/** As in the test gateway of a real shop: these cents make the card refuse, or make it unclear. */
const DECLINES = 13
const THROWS = 14

/**
 * One write, under the shop's lock: known key → decide → claim → act → record. The order carries the key, so a crash
 * between act and record is settled from the order itself.
 */
export async function runWrite(deps: RunWriteDeps, write: AnyWrite): Promise<WriteReply> {
  const { key } = write.ask
  const askHash = await sha256Hex(JSON.stringify({ ...write.ask, at: write.orderId }))
  const before = await deps.book.find(key)
  if (before && before.askHash !== askHash && before.state !== 'void') return refused(key, 'key_reused')
  if (before && before.state !== 'claimed') return repeatOf(key, before)
  if (before) {
    const settled = await settleFromOrder(deps, key, before)
    if (settled) return settled
  }
  const order = await deps.world.order(Number(write.orderId))
  const refusal = await decide(deps, write, order)
  if (refusal || !order) return refused(key, refusal ?? 'order_not_found')

  const booked: BookedWrite = { action: write.action, orderId: order.id, askHash, state: 'claimed', reply: null }
  await deps.book.put(key, booked)
  await deps.step('claimed')
  const reply = await act(deps, write, order)
  await deps.step('acted')
  const state = reply.outcome === 'done' ? 'done' : reply.outcome === 'in_doubt' ? 'in_doubt' : 'refused'
  await deps.book.put(key, { ...booked, state, reply })
  await deps.step('recorded')
  return reply
}

async function decide(
  { settings, book, now }: RunWriteDeps,
  write: AnyWrite,
  order: DemoOrder | null
): Promise<WriteRefusalReason | null> {
  if (write.action === 'note') return order?.number === write.ask.order_number ? null : 'order_not_found'
  const barred = decideAnyWrite(order, write.ask, settings)
  if (barred || !order) return barred ?? 'order_not_found'
  const own =
    write.action === 'refund'
      ? decideRefundWrite(order, write.ask, settings, now())
      : write.action === 'cancel'
        ? decideCancelWrite(order, write.ask)
        : decideAddressWrite(order, write.ask)
  if (own || write.ask.authority.kind !== 'approval') return own
  const deps = { keys: settings.approvalKeys, shopUrl: settings.shopUrl, nowMs: now() }
  const jti = await checkApproval(write.ask.authority.token, approvedAsk(write), deps)
  if (jti === null) return 'bad_approval'
  const usedBy = await book.usedBy(jti)
  if (usedBy !== undefined && usedBy !== write.ask.key) return 'approval_used'
  await book.use(jti, write.ask.key)
  return null
}

function approvedAsk(write: Exclude<AnyWrite, { action: 'note' }>): ApprovedAsk {
  const nothing = { amountMinor: 0, currency: 'EUR', lines: [], shippingMinor: 0, shipping: null }
  const common = { ...nothing, action: write.action, orderId: write.orderId, policyHash: write.ask.policy_hash }
  if (write.action === 'cancel') return common
  if (write.action === 'address') return { ...common, shipping: write.ask.shipping }
  const { amount_minor, currency, lines, shipping_minor } = write.ask
  return { ...common, amountMinor: amount_minor, currency, lines, shippingMinor: shipping_minor }
}

async function act({ world, now }: RunWriteDeps, write: AnyWrite, order: DemoOrder): Promise<WriteReply> {
  const { key } = write.ask
  const done = (status: string, more: object = {}): WriteReply => ({
    outcome: 'done',
    key,
    action: write.action,
    order_id: String(order.id),
    status,
    repeated: false,
    at: new Date(now()).toISOString(),
    ...more,
  })
  if (write.action === 'note') return done(order.status)
  if (write.action === 'cancel') {
    const cancelled = await world.cancelOrder({ orderId: order.id, reason: write.ask.reason })
    return cancelled.ok ? done(cancelled.value.status) : refused(key, 'status_not_allowed')
  }
  if (write.action === 'address') {
    const moved = await world.changeAddress({ orderId: order.id, shipping: write.ask.shipping })
    return moved.ok ? done(moved.value.status) : refused(key, 'status_not_allowed')
  }
  const { amount_minor: amount, reason } = write.ask
  if (amount % 100 === DECLINES) return refused(key, 'gateway_declined')
  if (amount % 100 === THROWS) return { outcome: 'in_doubt', key }
  const paid = await world.refundOrder({ orderId: order.id, amount, reason, key, paidBack: true })
  if (!paid.ok) return refused(key, 'over_refundable')
  const after = await world.order(order.id)
  const { id, amount: amountPaid } = paid.value.refund
  return done(after?.status ?? order.status, { refund_id: String(id), amount_minor: amountPaid, currency: 'EUR' })
}

/** A claim nobody is working on: the lock is ours, so its process died. The order says how far it came. */
async function settleFromOrder(deps: RunWriteDeps, key: string, booked: BookedWrite): Promise<WriteReply | null> {
  const order = await deps.world.order(booked.orderId)
  const refund = order?.refunds.find((each) => each.key === key)
  if (!order || booked.action !== 'refund' || !refund) return null
  const reply: WriteReply = {
    outcome: 'done',
    key,
    action: 'refund',
    order_id: String(order.id),
    refund_id: String(refund.id),
    amount_minor: refund.amount,
    currency: 'EUR',
    status: order.status,
    repeated: true,
    at: new Date(refund.at).toISOString(),
  }
  await deps.book.put(key, { ...booked, state: 'done', reply })
  return reply
}

function repeatOf(key: string, booked: BookedWrite): WriteReply {
  if (booked.state === 'void') return refused(key, 'voided')
  const reply = booked.reply ?? { outcome: 'in_progress', key }
  return reply.outcome === 'done' ? { ...reply, repeated: true } : reply
}

/** Looks, and with `isFinal` also closes: a key never seen, or claimed and dead with nothing done, is void from now on. */
export async function findWrite(deps: RunWriteDeps, key: string, isFinal: boolean): Promise<WriteReply> {
  const booked = await deps.book.find(key)
  if (booked && booked.state !== 'claimed') return repeatOf(key, booked)
  const settled = booked ? await settleFromOrder(deps, key, booked) : null
  if (settled) return settled
  // A cancel or an address leaves no mark of its key, so a dead claim of one stays for a person to look at.
  if (booked && booked.action !== 'refund') return { outcome: 'in_doubt', key }
  if (!isFinal) return booked ? { outcome: 'in_progress', key } : { outcome: 'unknown', key }
  const blank = { action: 'refund', orderId: 0, askHash: '' } as const
  await deps.book.put(key, { ...(booked ?? blank), state: 'void', reply: null })
  return refused(key, 'voided')
}
