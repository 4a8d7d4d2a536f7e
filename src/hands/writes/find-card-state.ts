import { MINUTE_MS } from '../../base/time.ts'
import type { ConsentCard } from '../../contracts/frames.ts'
import type { ConsentRow } from '../../store/consents.ts'
import { approvalIdOf } from '../approvals/request-approval.ts'
import { writeKeyOf } from './draft.ts'
import type { WriteDeps } from './write-deps.ts'

/** A click that has claimed nothing by now never will: reading, deciding and claiming take seconds. */
const CLAIM_WITHIN_MS = 2 * MINUTE_MS

export type CardState = { state: ConsentCard['state']; amountMinor: number | null; currency: string | null }

/**
 * Where a card of this session stands, read from what was kept: for a second click, for history after a reload, and
 * after a crash. `accepted` means begun or waiting for a person, with its end not known. Null: no card of this session.
 */
export async function findCardState(
  deps: Pick<WriteDeps, 'consents' | 'approvals' | 'log' | 'shopUrl' | 'now'>,
  ask: { cardId: string; sessionId: string }
): Promise<CardState | null> {
  const card = await deps.consents.findConsent(ask.cardId)
  if (!card || card.sessionId !== ask.sessionId) return null
  const plain = (state: CardState['state']): CardState => ({ state, amountMinor: null, currency: null })
  if (card.state === 'open') return plain(card.expiresAt > deps.now() ? 'open' : 'expired')
  if (card.state === 'declined') return plain('declined')
  return (await endOf(deps, card)) ?? plain(await stateWithoutEnd(deps, card))
}

async function endOf(deps: Pick<WriteDeps, 'log' | 'shopUrl'>, card: ConsentRow): Promise<CardState | null> {
  const end = await deps.log.findOutcome(await writeKeyOf(deps.shopUrl, card.cardId, card))
  if (!end) return null
  const { currency } = end.input as { currency?: string }
  return end.status === 'done'
    ? { state: 'done', amountMinor: end.amountMinor, currency: currency ?? null }
    : { state: 'failed', amountMinor: null, currency: null }
}

async function stateWithoutEnd(
  deps: Pick<WriteDeps, 'approvals' | 'log' | 'shopUrl' | 'now'>,
  card: ConsentRow
): Promise<CardState['state']> {
  const approval = await deps.approvals.findApproval(approvalIdOf(card.cardId))
  if (approval) return approval.state === 'pending' || approval.state === 'approved' ? 'accepted' : 'failed'
  if (await deps.log.findClaim(await writeKeyOf(deps.shopUrl, card.cardId, card))) return 'accepted'
  return deps.now() - (card.decidedAt ?? 0) < CLAIM_WITHIN_MS ? 'accepted' : 'failed'
}
