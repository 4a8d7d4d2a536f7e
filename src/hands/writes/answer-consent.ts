import { isFault } from '../../base/fault.ts'
import { asId, type OrderId } from '../../base/ids.ts'
import { ok, refuse } from '../../base/result.ts'
import type { ConsentOutcome, WriteSettled } from '../../contracts/write-tools.ts'
import type { ConsentRow } from '../../store/consents.ts'
import { requestApproval } from '../approvals/request-approval.ts'
import type { ToolContext } from '../toolbox/tool.ts'
import { decideDraft, type DecidedDraft, type WriteWish } from './decide-draft.ts'
import { hashDraft, payerOf } from './draft.ts'
import { executeWrite, type WriteEnd, type WriteJob } from './execute-write.ts'
import { patiently } from './patience.ts'
import { refusalOfReply } from './refusal-of-reply.ts'
import { auditStep } from './write-audit.ts'
import type { WriteDeps } from './write-deps.ts'

export type ConsentAnswer = { cardId: string; decision: 'accept' | 'decline' }

/**
 * The click. Only this begins a write, and only with a card of this very session that is open and in time; taking it
 * is what makes a double click one click. The order is read and decided again: what differs from the card is refused.
 */
export async function answerConsent(
  deps: WriteDeps,
  answer: ConsentAnswer,
  context: ToolContext
): Promise<ConsentOutcome> {
  const startedMs = deps.now()
  const decision = answer.decision === 'accept' ? 'accepted' : 'declined'
  const { sessionId } = context.identity
  const card = await deps.consents.takeConsent({ cardId: answer.cardId, sessionId, decision, nowMs: startedMs })
  const outcome: ConsentOutcome = !card
    ? refuse({ reason: 'card_not_open' })
    : decision === 'declined'
      ? ok({ kind: 'declined' })
      : await begin(deps, card, context)
  await auditStep(deps, context, {
    step: answer.decision,
    tool: card?.action ?? 'issue_refund',
    status: outcome.ok ? 'done' : outcome.error.reason === 'upstream_failed' ? 'failed' : 'refused',
    reason: outcome.ok ? null : outcome.error.reason,
    input: { order_number: card?.orderNumber ?? null, outcome: outcome.ok ? outcome.value.kind : 'refused' },
    startedMs,
    authority: `consent:${answer.cardId.slice(0, 100)}`,
  })
  return outcome
}

async function begin(deps: WriteDeps, card: ConsentRow, context: ToolContext): Promise<ConsentOutcome> {
  try {
    const { rules, hash: policyHash } = await deps.rules()
    const order = await readOrder(deps, asId(card.orderId), context.signal)
    if (!order) return refuse({ reason: 'order_changed' })
    // The input was checked by its schema before the card was made and has been in our own store since.
    const wish = { action: card.action, input: card.input } as WriteWish
    const decided = await decideDraft(deps, wish, order, context.identity, rules, context.signal)
    if (!decided.ok) return decided
    const draftHash = await hashDraft(decided.value.draft)
    if (draftHash !== card.draftHash) return refuse({ reason: 'order_changed' })

    if (decided.value.verdict === 'needs_approval') {
      return ok(await requestApproval(deps, { card, decided: decided.value, policyHash }))
    }
    const job = jobOf(card, decided.value, { policyHash, payer: await payerOf(order), actor: context.identity.subject })
    return settledOf(card, await executeWrite(deps, job, context.signal))
  } catch (error) {
    // Faults up to here came before anything was sent; after it `executeWrite` answers and does not throw them.
    deps.reportFault(error, `consent ${card.action}`)
    if (isFault(error)) return refuse({ reason: 'upstream_failed' })
    throw error
  }
}

const readOrder = (deps: WriteDeps, id: OrderId, signal: AbortSignal) =>
  patiently(deps, 'tool:get_order_status', (inner) => deps.shop.findOrder(id, inner))(signal)

function jobOf(
  card: ConsentRow,
  { draft }: DecidedDraft,
  facts: { policyHash: string; payer: string; actor: string }
): WriteJob {
  return {
    ...facts,
    draft,
    draftHash: card.draftHash,
    sessionId: card.sessionId,
    turnId: card.turnId,
    locale: card.locale,
    authority: { kind: 'consent', consentId: card.cardId },
    approvalId: null,
  }
}

function settledOf(card: ConsentRow, end: WriteEnd): ConsentOutcome {
  switch (end.kind) {
    case 'done': {
      const { amountMinor, currency } = end
      const done: WriteSettled = {
        kind: 'done',
        action: card.action,
        orderNumber: card.orderNumber,
        amountMinor,
        currency,
      }
      return ok(done)
    }
    case 'refused':
      return refuse(refusalOfReply(end.reason))
    case 'not_begun':
      return refuse({ reason: 'upstream_failed' })
    case 'in_doubt':
      return ok({ kind: 'in_doubt' })
  }
}
