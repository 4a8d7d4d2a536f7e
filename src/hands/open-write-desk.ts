import type { Result } from '../base/result.ts'
import type { ConsentOutcome, ProposalOutcome, VerifyOutcome, WriteCall } from '../contracts/write-tools.ts'
import type { ApprovalState } from '../store/approvals.ts'
import { decideApproval, type ApprovalDecided, type ApprovalRefusal, type Staff } from './approvals/decide-approval.ts'
import { listApprovals, sweepApprovals, type ApprovalCase } from './approvals/sweep-approvals.ts'
import type { ToolContext } from './toolbox/tool.ts'
import { checkCode } from './verify/check-code.ts'
import { answerConsent, type ConsentAnswer } from './writes/answer-consent.ts'
import { findCardState, type CardState } from './writes/find-card-state.ts'
import { proposeWrite } from './writes/propose-write.ts'
import { reconcileWrites, type Reconciled } from './writes/reconcile-writes.ts'
import type { WriteDeps } from './writes/write-deps.ts'

/**
 * Everything that changes an order goes through here. The session calls the first three as its shopper, the staff door
 * the next two, a cron the last two. None of them throws a Fault for a write that was sent.
 */
export type WriteDesk = {
  /** A plan asks; the answer is a card, a fact or a refusal. */
  propose(call: WriteCall, context: ToolContext): Promise<ProposalOutcome>
  /** `POST /chat/consent`. */
  answerConsent(answer: ConsentAnswer, context: ToolContext): Promise<ConsentOutcome>
  /** What became of a card of this session: for a second click, for history, after a crash. */
  findCardState(ask: { cardId: string; sessionId: string }): Promise<CardState | null>
  /** `POST /chat/verify`. On `verified` the session keeps the order in its identity until `untilMs`. */
  checkCode(ask: { cardId: string; code: string }, context: ToolContext): Promise<VerifyOutcome>
  /** `GET /ops/approvals`. */
  listApprovals(states: ApprovalState[]): Promise<ApprovalCase[]>
  /** `POST /ops/approvals/:id`. */
  decideApproval(
    ask: { id: string; decision: 'approve' | 'decline'; staff: Staff },
    signal: AbortSignal
  ): Promise<Result<ApprovalDecided, ApprovalRefusal>>
  /** Every minute or so: writes whose end is not known. */
  reconcile(): Promise<Reconciled>
  /** Every few minutes: approvals that lapsed, or were approved before a crash. */
  sweepApprovals(): Promise<{ expired: number; resumed: number }>
}

export const openWriteDesk = (deps: WriteDeps): WriteDesk => ({
  propose: (call, context) => proposeWrite(deps, call, context),
  answerConsent: (answer, context) => answerConsent(deps, answer, context),
  findCardState: (ask) => findCardState(deps, ask),
  checkCode: (ask, context) => checkCode(deps, ask, context),
  listApprovals: (states) => listApprovals(deps, states),
  decideApproval: (ask, signal) => decideApproval(deps, ask, signal),
  reconcile: () => reconcileWrites(deps),
  sweepApprovals: () => sweepApprovals(deps),
})
