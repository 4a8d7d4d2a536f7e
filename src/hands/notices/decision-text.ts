import type { ApprovalRow } from '../../store/approvals.ts'
import type { WriteDraft } from '../writes/draft.ts'
import { endText } from '../writes/reconcile-writes.ts'
import { writeWord } from '../writes/words.ts'

type Decided = Pick<ApprovalRow, 'state' | 'action' | 'locale' | 'orderNumber' | 'draft'>

/** What the shopper hears of a decision, in their language; null while there is none, or its end is not known. */
export function decisionText(approval: Decided): string | null {
  const { state, locale, orderNumber: number, action } = approval
  switch (state) {
    case 'pending':
    case 'approved':
      return null
    case 'declined':
    case 'expired':
      return writeWord(state, locale, { number })
    case 'failed':
      return endText(action, { kind: 'refused', reason: 'failed' }, approval)
    case 'done': {
      // Written by `requestApproval`, and bound by hash to what was done.
      const draft = approval.draft as WriteDraft
      const money = draft.action === 'issue_refund' ? draft.quote : { amountMinor: null, currency: null }
      return endText(action, { kind: 'done', amountMinor: money.amountMinor, currency: money.currency }, approval)
    }
  }
}
