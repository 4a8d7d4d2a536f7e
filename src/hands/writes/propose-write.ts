import { isFault } from '../../base/fault.ts'
import { pause } from '../../base/resilience/timers.ts'
import { ok, refuse } from '../../base/result.ts'
import { MINUTE_MS } from '../../base/time.ts'
import type { Order } from '../../contracts/order.ts'
import {
  writeToolInputs,
  type ProposalOutcome,
  type WriteCall,
  type WriteRefusal,
  type WriteToolInput,
} from '../../contracts/write-tools.ts'
import { mayChangeAddress } from '../policy/decide-changes.ts'
import { decideRefund } from '../policy/decide-refund.ts'
import { proofOf } from '../orders/may-read-order.ts'
import { untilNextBeatMs } from '../toolbox/budgets.ts'
import type { ToolContext, Trace } from '../toolbox/tool.ts'
import { sendCode } from '../verify/send-code.ts'
import { decideDraft, readSurroundings, type WriteWish } from './decide-draft.ts'
import { hashDraft } from './draft.ts'
import { makeCard } from './make-card.ts'
import { patiently } from './patience.ts'
import { auditStep } from './write-audit.ts'
import type { WriteDeps } from './write-deps.ts'

export const CARD_LIFE_MS = 10 * MINUTE_MS

/**
 * What a plan may ask for. It ends in a card, an answer or a refusal; nothing is changed here, whatever any text said.
 * schema → permission (order and proof) → policy → card.
 */
export async function proposeWrite(deps: WriteDeps, call: WriteCall, context: ToolContext): Promise<ProposalOutcome> {
  const startedMs = deps.now()
  const outcome = await propose(deps, call, context)
  const orderNumber = typeof call.input?.order_id === 'string' ? call.input.order_id.slice(0, 32) : ''
  const input: Trace = { order_number: orderNumber, outcome: outcome.ok ? outcome.value.kind : 'refused' }
  const reason = outcome.ok ? null : outcome.error.reason
  const status = outcome.ok ? 'done' : reason === 'upstream_failed' ? 'failed' : 'refused'
  await auditStep(deps, context, { step: 'propose', tool: call.tool, status, reason, input, startedMs })
  // "Not there" and "not yours" leave on the same beat, as do a code that was mailed and one that was not.
  if (reason === 'not_proven' || call.tool === 'verify_identity') {
    await pause(untilNextBeatMs(deps.now() - startedMs), context.signal, deps.timers)
  }
  return outcome
}

async function propose(deps: WriteDeps, call: WriteCall, context: ToolContext): Promise<ProposalOutcome> {
  const schema = Object.hasOwn(writeToolInputs, call.tool) ? writeToolInputs[call.tool] : null
  const parsed = schema?.safeParse(call.input)
  if (!parsed?.success) return refuse({ reason: 'bad_input' })
  const checked = { tool: call.tool, input: parsed.data } as WriteCall
  try {
    if (checked.tool === 'verify_identity') return await sendCode(deps, checked.input, context)
    const order = await findOrder(deps, checked.input.order_id, context.signal)
    if (!order || proofOf(context.identity, order, deps.now()) === null) return refuse({ reason: 'not_proven' })
    if (checked.tool === 'check_refund_policy') return await sayPolicy(deps, checked.input, order, context)
    if (checked.tool === 'change_shipping_address' && !checked.input.address)
      return await askForAddress(deps, order, context)
    return await drawCard(deps, { action: checked.tool, input: checked.input } as WriteWish, order, context)
  } catch (error) {
    deps.reportFault(error, `propose ${call.tool}`)
    if (isFault(error)) return refuse(refusalOf(error))
    throw error
  }
}

const refusalOf = (fault: { code: string; retryAfterMs: number | undefined }): WriteRefusal =>
  fault.code === 'upstream_rate_limited'
    ? { reason: 'rate_limited', retryAfterMs: fault.retryAfterMs ?? 10_000 }
    : { reason: 'upstream_failed' }

const findOrder = (deps: WriteDeps, number: string, signal: AbortSignal): Promise<Order | null> =>
  patiently(deps, 'tool:get_order_status', (inner) => deps.shop.findOrderByNumber(number, inner))(signal)

async function sayPolicy(
  deps: WriteDeps,
  wish: WriteToolInput<'check_refund_policy'>,
  order: Order,
  context: ToolContext
): Promise<ProposalOutcome> {
  const { rules } = await deps.rules()
  const around = await readSurroundings(deps, order, rules, context.signal)
  const decided = decideRefund(order, wish, context.identity, around, rules, deps.now())
  if (!decided.ok) return decided
  const { verdict, quote } = decided.value
  return ok({ kind: 'policy', verdict, amountMinor: quote.amountMinor, currency: quote.currency })
}

async function askForAddress(deps: WriteDeps, order: Order, { identity }: ToolContext): Promise<ProposalOutcome> {
  const { rules } = await deps.rules()
  const may = mayChangeAddress(order, identity, rules, deps.now())
  return may.ok ? ok({ kind: 'address_needed', orderNumber: order.number }) : may
}

async function drawCard(
  deps: WriteDeps,
  wish: WriteWish,
  order: Order,
  context: ToolContext
): Promise<ProposalOutcome> {
  const { rules } = await deps.rules()
  const decided = await decideDraft(deps, wish, order, context.identity, rules, context.signal)
  if (!decided.ok) return decided
  const { draft, verdict } = decided.value
  const { identity, locale, turnId } = context
  const [cardId, nowMs] = [`card_${deps.chance.uuid()}`, deps.now()]
  const expiresAtMs = nowMs + CARD_LIFE_MS
  await deps.consents.putConsent({
    cardId,
    sessionId: identity.sessionId,
    turnId,
    subject: identity.subject,
    locale,
    action: wish.action,
    orderId: draft.orderId,
    orderNumber: draft.orderNumber,
    input: wish.input,
    draftHash: await hashDraft(draft),
    state: 'open',
    createdAt: nowMs,
    expiresAt: expiresAtMs,
    decidedAt: null,
  })
  const needsApproval = verdict === 'needs_approval'
  return ok({
    kind: 'consent_needed',
    card: makeCard({ cardId, draft, needsApproval, locale, expiresAtMs }),
    needsApproval,
  })
}
