import { and, desc, eq, gt, inArray, lte } from 'drizzle-orm'
import { storing, type Db } from './open-d1.ts'
import { approvals } from './schema/writes.ts'
import { readJson, sealJson } from './vault/seal-json.ts'

export type ApprovalRow = typeof approvals.$inferSelect
export type ApprovalState = ApprovalRow['state']

export function openApprovals(db: Db) {
  const { vault } = db
  const sealed = (row: ApprovalRow): ApprovalRow => ({
    ...row,
    draft: sealJson(vault, row.draft, `approvals.draft:${row.id}`),
    reason: vault.seal(row.reason, `approvals.reason:${row.id}`),
  })
  const opened = (row: ApprovalRow): ApprovalRow => ({
    ...row,
    draft: readJson(vault, row.draft, `approvals.draft:${row.id}`),
    reason: vault.read(row.reason, `approvals.reason:${row.id}`),
  })

  return {
    /** One per card, however often it is asked. */
    putApproval: (row: ApprovalRow): Promise<void> =>
      storing('putApproval', async () => {
        await db.insert(approvals).values(sealed(row)).onConflictDoNothing()
      }),

    findApproval: (id: string): Promise<ApprovalRow | null> =>
      storing('findApproval', async () => {
        const [row] = await db.select().from(approvals).where(eq(approvals.id, id))
        return row ? opened(row) : null
      }),

    /** Newest first. */
    listApprovals: (states: ApprovalState[], limit: number): Promise<ApprovalRow[]> =>
      storing('listApprovals', async () => {
        const rows = await db
          .select()
          .from(approvals)
          .where(inArray(approvals.state, states))
          .orderBy(desc(approvals.requestedAt))
          .limit(limit)
        return rows.map(opened)
      }),

    /** From pending, once, and in time: the first decision stands, every later one gets null. */
    decidePending: (ask: {
      id: string
      state: 'approved' | 'declined'
      by: string
      nowMs: number
    }): Promise<ApprovalRow | null> =>
      storing('decidePending', async () => {
        const decided = await db
          .update(approvals)
          .set({ state: ask.state, decidedBy: ask.by, decidedAt: ask.nowMs })
          .where(and(eq(approvals.id, ask.id), eq(approvals.state, 'pending'), gt(approvals.expiresAt, ask.nowMs)))
          .returning()
        return decided[0] ? opened(decided[0]) : null
      }),

    /** Those past their time, marked by this call alone. */
    expirePending: (nowMs: number): Promise<ApprovalRow[]> =>
      storing('expirePending', async () => {
        const expired = await db
          .update(approvals)
          .set({ state: 'expired', decidedAt: nowMs })
          .where(and(eq(approvals.state, 'pending'), lte(approvals.expiresAt, nowMs)))
          .returning()
        return expired.map(opened)
      }),

    /** After the write came to its end. True for the one caller that moved it, who tells the shopper. */
    closeApproved: (id: string, state: 'done' | 'failed'): Promise<boolean> =>
      storing('closeApproved', async () => {
        const closed = await db
          .update(approvals)
          .set({ state })
          .where(and(eq(approvals.id, id), eq(approvals.state, 'approved')))
          .returning({ id: approvals.id })
        return closed.length > 0
      }),
  }
}
export type Approvals = ReturnType<typeof openApprovals>
