import type { ApprovalRow } from '../../store/approvals.ts'
import { writeWord } from '../writes/words.ts'
import type { WriteDeps } from '../writes/write-deps.ts'
import { carryOut, tellDecision } from './decide-approval.ts'

const BATCH = 50

/** For the cron: lapses what nobody decided, with notice, and resumes what was approved before a crash. */
export async function sweepApprovals(deps: WriteDeps): Promise<{ expired: number; resumed: number }> {
  const expired = await deps.approvals.expirePending(deps.now())
  for (const approval of expired) {
    await tellDecision(deps, approval, writeWord('expired', approval.locale, { number: approval.orderNumber }))
  }
  const approved = await deps.approvals.listApprovals(['approved'], BATCH)
  for (const approval of approved) {
    try {
      await carryOut(deps, approval, new AbortController().signal)
    } catch (error) {
      // One that cannot be carried out now must not keep the others waiting; the next sweep tries again.
      deps.reportFault(error, 'resume approval')
    }
  }
  return { expired: expired.length, resumed: approved.length }
}

/** A request with all a person needs to decide it. */
export type ApprovalCase = {
  id: string
  action: ApprovalRow['action']
  state: ApprovalRow['state']
  orderNumber: string
  orderId: string
  /** In the shopper's words: show as text. */
  reason: string
  /** Codes of `ApprovalReason`. */
  why: unknown
  draft: unknown
  policyHash: string
  requestedBy: string
  transcriptPath: string
  requestedAt: string
  expiresAt: string
  decidedBy: string | null
}

export async function listApprovals(
  deps: Pick<WriteDeps, 'approvals'>,
  states: ApprovalRow['state'][]
): Promise<ApprovalCase[]> {
  const rows = await deps.approvals.listApprovals(states, 100)
  return rows.map((row) => ({
    id: row.id,
    action: row.action,
    state: row.state,
    orderNumber: row.orderNumber,
    orderId: row.orderId,
    reason: row.reason,
    why: row.why,
    draft: row.draft,
    policyHash: row.policyHash,
    requestedBy: row.subject,
    transcriptPath: `/ops/screens/conversations/${encodeURIComponent(row.sessionId)}`,
    requestedAt: new Date(row.requestedAt).toISOString(),
    expiresAt: new Date(row.expiresAt).toISOString(),
    decidedBy: row.decidedBy,
  }))
}
