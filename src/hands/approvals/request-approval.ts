import { HOUR_MS } from '../../base/time.ts'
import type { WriteSettled } from '../../contracts/write-tools.ts'
import type { ConsentRow } from '../../store/consents.ts'
import type { DecidedDraft } from '../writes/decide-draft.ts'
import type { WriteDeps } from '../writes/write-deps.ts'

export const APPROVAL_LIFE_MS = 48 * HOUR_MS

export const approvalIdOf = (cardId: string): string => `apr_${cardId.replace(/^card_/, '')}`

/** The shopper agreed; now a person must. One approval per card, and the conversation goes on meanwhile. */
export async function requestApproval(
  deps: WriteDeps,
  { card, decided, policyHash }: { card: ConsentRow; decided: DecidedDraft; policyHash: string }
): Promise<WriteSettled> {
  const nowMs = deps.now()
  const id = approvalIdOf(card.cardId)
  await deps.approvals.putApproval({
    id,
    cardId: card.cardId,
    sessionId: card.sessionId,
    subject: card.subject,
    locale: card.locale,
    action: card.action,
    orderId: card.orderId,
    orderNumber: card.orderNumber,
    draft: decided.draft,
    why: decided.why,
    reason: decided.draft.reason,
    policyHash,
    state: 'pending',
    requestedAt: nowMs,
    expiresAt: nowMs + APPROVAL_LIFE_MS,
    decidedBy: null,
    decidedAt: null,
    jti: deps.chance.uuid(),
  })
  try {
    await deps.sendNotice({ template: 'approval_requested', id })
  } catch (error) {
    // It is listed all the same, and staff who look find it.
    deps.reportFault(error, 'notice')
  }
  return { kind: 'approval_pending', approvalId: id }
}
