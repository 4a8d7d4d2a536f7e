import { and, eq, gte, inArray, lt } from 'drizzle-orm'
import { storing, type Db } from '../open-d1.ts'
import { actionsLog } from '../schema/work.ts'
import { approvals, consents } from '../schema/writes.ts'

/** Why a refund that was paid should not have been, or not so. */
export type WrongRefund = 'nobody_agreed' | 'never_claimed' | 'another_amount' | 'not_approved' | 'not_consented'

type Paid = { writeKey: string | null; authority: string | null; amountMinor: number | null }
type Around = { claimedMinor: number | null | undefined; approval: string | undefined; consent: string | undefined }

/**
 * A paid refund held against the claim, the card and the approval it names. A card or an approval that retention has
 * taken away proves nothing; the claim is part of the same trail and is always there.
 */
export function judgeRefund(paid: Paid, around: Around): WrongRefund | null {
  if (paid.authority === null) return 'nobody_agreed'
  if (around.claimedMinor === undefined) return 'never_claimed'
  if (paid.amountMinor !== around.claimedMinor) return 'another_amount'
  if (around.approval !== undefined && !['approved', 'done', 'failed'].includes(around.approval)) return 'not_approved'
  return around.consent !== undefined && around.consent !== 'accepted' ? 'not_consented' : null
}

/** D1 binds 100 values a statement. */
const AT_ONCE = 90

export const openRefundCheck = (db: Db) => ({
  /** Refunds paid in a time, and those of them that were wrong. */
  checkRefunds: (fromMs: number, toMs: number): Promise<{ paid: number; wrong: { key: string; why: WrongRefund }[] }> =>
    storing('checkRefunds', async () => {
      const isRefund = and(eq(actionsLog.tool, 'issue_refund'), eq(actionsLog.effect, 'moves_money'))
      const paid = await db
        .select(columns)
        .from(actionsLog)
        .where(and(isRefund, eq(actionsLog.status, 'done'), gte(actionsLog.at, fromMs), lt(actionsLog.at, toMs)))
      const wrong: { key: string; why: WrongRefund }[] = []
      for (let from = 0; from < paid.length; from += AT_ONCE) {
        const group = paid.slice(from, from + AT_ONCE)
        const around = await readAround(db, group)
        for (const row of group) {
          const why = judgeRefund(row, around(row))
          if (why !== null) wrong.push({ key: row.writeKey ?? '', why })
        }
      }
      return { paid: paid.length, wrong }
    }),
})

const columns = {
  writeKey: actionsLog.writeKey,
  authority: actionsLog.authority,
  amountMinor: actionsLog.amountMinor,
}

async function readAround(db: Db, group: Paid[]): Promise<(row: Paid) => Around> {
  const named = (kind: string) =>
    group.flatMap(({ authority }) => (authority?.startsWith(`${kind}:`) ? [authority.slice(kind.length + 1)] : []))
  const keys = group.flatMap(({ writeKey }) => (writeKey === null ? [] : [writeKey]))
  const [claims, approved, agreed] = await Promise.all([
    db
      .select(columns)
      .from(actionsLog)
      .where(and(inArray(actionsLog.writeKey, keys), eq(actionsLog.status, 'claimed'))),
    db
      .select({ id: approvals.id, state: approvals.state })
      .from(approvals)
      .where(inArray(approvals.id, named('approval'))),
    db
      .select({ id: consents.cardId, state: consents.state })
      .from(consents)
      .where(inArray(consents.cardId, named('consent'))),
  ])
  const claimed = new Map(claims.map((row) => [row.writeKey, row.amountMinor]))
  const stateOf = (rows: { id: string; state: string }[]) => new Map(rows.map(({ id, state }) => [id, state]))
  const [approvalOf, consentOf] = [stateOf(approved), stateOf(agreed)]
  return ({ writeKey, authority }) => {
    const id = authority?.slice(authority.indexOf(':') + 1) ?? ''
    return { claimedMinor: claimed.get(writeKey), approval: approvalOf.get(id), consent: consentOf.get(id) }
  }
}
