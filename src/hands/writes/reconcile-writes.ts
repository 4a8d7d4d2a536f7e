import { SECOND_MS } from '../../base/time.ts'
import { formatMoney } from '../../base/money.ts'
import type { WriteAction } from '../../contracts/write-tools.ts'
import type { ActionRow } from '../../store/actions-log.ts'
import { endOfReply, recordEnd, settleKey, type WriteEnd } from './execute-write.ts'
import { writeWord } from './words.ts'
import type { WriteDeps } from './write-deps.ts'

/** A write younger than this may still be under way in the process that began it. */
export const RECONCILE_AFTER_MS = 20 * SECOND_MS
const BATCH = 50

export type Reconciled = { looked: number; done: number; refused: number; left: number }

/**
 * For a cron, and after a crash: every claim without an end is settled with the plugin. Safe to run twice at once:
 * settling is final on the other side, and one row records it on ours.
 */
export async function reconcileWrites(deps: WriteDeps): Promise<Reconciled> {
  const claims = await deps.log.openClaims(deps.now() - RECONCILE_AFTER_MS, BATCH)
  const counted: Reconciled = { looked: claims.length, done: 0, refused: 0, left: 0 }
  for (const row of claims) {
    if (row.writeKey === null) continue
    const claim = { ...row, writeKey: row.writeKey }
    const end = endOfReply(await settleKey(deps, claim.writeKey))
    const isOurs = await recordEnd(deps, claim, end, 0)
    if (end.kind === 'done') counted.done++
    else if (end.kind === 'refused') counted.refused++
    else counted.left++
    if (isOurs) await afterEnd(deps, row, end)
  }
  return counted
}

/** The shopper was left without an answer, so they are told what became of it; an approval is closed with it, and mailed. */
async function afterEnd(deps: WriteDeps, row: ActionRow, end: WriteEnd): Promise<void> {
  const facts = readFacts(row.input)
  const closed = facts.approvalId
    ? await deps.approvals.closeApproved(facts.approvalId, end.kind === 'done' ? 'done' : 'failed')
    : false
  const text = endText(row.tool as WriteAction, end, facts)
  try {
    await deps.tellShopper({ sessionId: row.sessionId, kind: 'write_settled', text })
  } catch (error) {
    deps.reportFault(error, 'tell')
  }
  try {
    if (closed && facts.approvalId) await deps.sendNotice({ template: 'approval_decided', id: facts.approvalId })
  } catch (error) {
    deps.reportFault(error, 'notice')
  }
}

type Facts = { approvalId: string | null; locale: string; orderNumber: string }

function readFacts(input: unknown): Facts {
  const facts = (typeof input === 'object' && input !== null ? input : {}) as Record<string, unknown>
  const text = (key: string) => (typeof facts[key] === 'string' ? facts[key] : null)
  return { approvalId: text('approval_id'), locale: text('locale') ?? 'en', orderNumber: text('order_number') ?? '' }
}

export function endText(
  action: WriteAction,
  end: WriteEnd,
  { locale, orderNumber }: Omit<Facts, 'approvalId'>
): string {
  if (end.kind !== 'done') return writeWord('not_done', locale, { number: orderNumber })
  const amount =
    end.amountMinor !== null && end.currency !== null
      ? formatMoney({ minor: end.amountMinor, currency: end.currency }, locale)
      : ''
  return writeWord(`done_${action}`, locale, { number: orderNumber, amount })
}
