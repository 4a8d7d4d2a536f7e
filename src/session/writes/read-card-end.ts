import type { ConsentOutcome } from '../../contracts/write-tools.ts'
import { refusalOfReply } from '../../hands/writes/refusal-of-reply.ts'
import { writeKeyOf } from '../../hands/writes/draft.ts'
import type { ActionsLog } from '../../store/actions-log.ts'
import type { Approvals } from '../../store/approvals.ts'
import type { Consents } from '../../store/consents.ts'

export type CardEndReads = Pick<Consents, 'findConsent'> &
  Pick<Approvals, 'findApproval'> &
  Pick<ActionsLog, 'findOutcome' | 'findClaim'> & { shopUrl: string }

/**
 * What became of a consent card, from what is kept: its own row, then the write's end, then the approval. `open` when
 * nobody has answered it, null when there is none. What is not known to be over is `in_doubt`. Throws Faults.
 */
export async function readCardEnd(reads: CardEndReads, cardId: string): Promise<ConsentOutcome | 'open' | null> {
  const card = await reads.findConsent(cardId)
  if (!card || card.state === 'open') return card ? 'open' : null
  if (card.state === 'declined') return { ok: true, value: { kind: 'declined' } }
  const { action, orderId, orderNumber, draftHash } = card
  const key = await writeKeyOf(reads.shopUrl, cardId, { action, orderId, draftHash })
  const end = await reads.findOutcome(key)
  if (end?.status === 'done') {
    const { currency } = end.input as { currency?: string } // written by the hands with the claim
    const value = {
      kind: 'done',
      action,
      orderNumber,
      amountMinor: end.amountMinor,
      currency: currency ?? null,
    } as const
    return { ok: true, value }
  }
  if (end) return { ok: false, error: refusalOfReply(end.reason ?? 'voided') }
  // The hands name an approval after its card.
  const approval = await reads.findApproval(`apr_${cardId.replace(/^card_/, '')}`)
  if (approval?.state === 'pending') return { ok: true, value: { kind: 'approval_pending', approvalId: approval.id } }
  if (approval?.state === 'declined' || approval?.state === 'expired') {
    return { ok: false, error: { reason: 'declined_by_shop', detail: approval.state } }
  }
  if (approval || (await reads.findClaim(key))) return { ok: true, value: { kind: 'in_doubt' } }
  // Taken, and nothing was ever sent: it was refused on the click, or the click died before it began.
  return { ok: false, error: { reason: 'upstream_failed' } }
}
