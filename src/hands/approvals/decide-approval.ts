import { ok, refuse, type Result } from '../../base/result.ts'
import { asId } from '../../base/ids.ts'
import type { ApprovalRow } from '../../store/approvals.ts'
import { hashDraft, payerOf, type WriteDraft } from '../writes/draft.ts'
import { endText } from '../writes/reconcile-writes.ts'
import { executeWrite, type WriteEnd, type WriteJob } from '../writes/execute-write.ts'
import { patiently } from '../writes/patience.ts'
import { writeWord } from '../writes/words.ts'
import type { WriteDeps } from '../writes/write-deps.ts'
import { approvalClaims } from './mint-approval.ts'

/** A colleague, from a verified staff token. `subject` is `wp:<id>` when WordPress minted it. */
export type Staff = { subject: string; name: string }
export type ApprovalRefusal =
  | { reason: 'not_found' }
  /** Decided already, or past its time. */
  | { reason: 'not_pending'; state: ApprovalRow['state'] }
  /** Four eyes: nobody decides what they asked for themselves. */
  | { reason: 'own_session' }
export type ApprovalDecided = { state: 'approved' | 'declined' | 'done' | 'failed'; end: WriteEnd | null }

/** Pure: may this colleague decide this request? */
export function mayDecideApproval(
  approval: Pick<ApprovalRow, 'subject' | 'state' | 'expiresAt'>,
  staff: Staff,
  nowMs: number
): ApprovalRefusal | null {
  if (approval.subject === staff.subject) return { reason: 'own_session' }
  if (approval.state !== 'pending') return { reason: 'not_pending', state: approval.state }
  return approval.expiresAt <= nowMs ? { reason: 'not_pending', state: 'expired' } : null
}

/** The first decision stands. An approved request is carried out at once; a crash before that is resumed by the cron. */
export async function decideApproval(
  deps: WriteDeps,
  ask: { id: string; decision: 'approve' | 'decline'; staff: Staff },
  signal: AbortSignal
): Promise<Result<ApprovalDecided, ApprovalRefusal>> {
  const found = await deps.approvals.findApproval(ask.id)
  if (!found) return refuse({ reason: 'not_found' })
  const barred = mayDecideApproval(found, ask.staff, deps.now())
  if (barred) return refuse(barred)
  const state = ask.decision === 'approve' ? 'approved' : 'declined'
  const nowMs = deps.now()
  const decided = await deps.approvals.decidePending({ id: ask.id, state, by: ask.staff.subject, nowMs })
  if (!decided) return refuse({ reason: 'not_pending', state: 'approved' })
  await recordDecision(deps, decided)
  if (state === 'approved') return ok(await carryOut(deps, decided, signal))
  await tellDecision(deps, decided, writeWord('declined', decided.locale, { number: decided.orderNumber }))
  return ok({ state, end: null })
}

/** Also for a request approved before a crash: the key is the card's, so carrying it out twice is once. */
export async function carryOut(deps: WriteDeps, approval: ApprovalRow, signal: AbortSignal): Promise<ApprovalDecided> {
  // Written by `requestApproval` and read back by nobody else in between.
  const draft = approval.draft as WriteDraft
  const { policyHash, jti, decidedBy } = approval
  const approver = decidedBy ?? ''
  const claims = await approvalClaims(draft, { shopUrl: deps.shopUrl, jti, approver, policyHash, nowMs: deps.now() })
  const token = await deps.mintApproval(claims)
  const job: WriteJob = {
    draft,
    draftHash: await hashDraft(draft),
    sessionId: approval.sessionId,
    turnId: approval.cardId,
    actor: approver,
    payer: await payerOf({ customerId: draft.customerId, billingEmail: await emailOf(deps, draft, signal) }),
    locale: approval.locale,
    policyHash,
    authority: { kind: 'approval', consentId: approval.cardId, token },
    approvalId: approval.id,
  }
  const end = await executeWrite(deps, job, signal)
  // In doubt, or not begun: the approval stays open for the cron, and the shopper is told when it is known.
  if (end.kind === 'in_doubt' || end.kind === 'not_begun') return { state: 'approved', end }
  const state = end.kind === 'done' ? 'done' : 'failed'
  const isOurs = await deps.approvals.closeApproved(approval.id, state)
  if (isOurs) await tellDecision(deps, approval, endText(approval.action, end, approval))
  return { state, end }
}

/** Only a guest's address is needed, for the cap that counts by it. */
async function emailOf(deps: WriteDeps, draft: WriteDraft, signal: AbortSignal): Promise<string> {
  if (draft.customerId !== null) return ''
  return (await findOrder(deps, draft.orderId, signal))?.billingEmail ?? ''
}

const findOrder = (deps: WriteDeps, id: string, signal: AbortSignal) =>
  patiently(deps, 'tool:get_order_status', (inner) => deps.shop.findOrder(asId(id), inner))(signal)

function recordDecision(deps: WriteDeps, approval: ApprovalRow): Promise<void> {
  return deps.log.recordAction({
    id: `${approval.id}.${approval.state}`,
    sessionId: approval.sessionId,
    turnId: approval.cardId,
    tool: approval.action,
    actor: approval.decidedBy ?? 'nobody',
    effect: 'writes',
    input: { step: 'approval', approval_id: approval.id, order_number: approval.orderNumber },
    status: approval.state,
    reason: null,
    durationMs: 0,
    at: deps.now(),
    authority: `approval:${approval.id}`,
  })
}

/** In the session, and by mail through the queue. Neither being down undoes the decision. */
export async function tellDecision(deps: WriteDeps, approval: ApprovalRow, text: string): Promise<void> {
  try {
    await deps.tellShopper({ sessionId: approval.sessionId, kind: 'approval_decided', text })
  } catch (error) {
    deps.reportFault(error, 'tell')
  }
  try {
    await deps.sendNotice({ template: 'approval_decided', id: approval.id })
  } catch (error) {
    deps.reportFault(error, 'notice')
  }
}
