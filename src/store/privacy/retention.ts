import { and, asc, inArray, lt, ne, sql } from 'drizzle-orm'
import { storing, type Db } from '../open-d1.ts'
import { sessions, users } from '../schema/conversations.ts'
import { approvals } from '../schema/writes.ts'

/** What is past its time. Each verb takes a bounded batch, oldest first, so that a night's run has an end. */
export function openRetention(db: Db) {
  return {
    oldSessions: (beforeMs: number, limit: number): Promise<string[]> =>
      storing('oldSessions', async () => {
        const isOld = lt(sessions.lastTurnAt, beforeMs)
        const rows = await db
          .select({ id: sessions.id })
          .from(sessions)
          .where(isOld)
          .orderBy(asc(sessions.lastTurnAt))
          .limit(limit)
        return rows.map((row) => row.id)
      }),

    /** People last seen before this. Their sessions went first. */
    sweepUsers: (beforeMs: number, limit: number): Promise<number> =>
      storing('sweepUsers', async () => {
        const old = db
          .select({ subject: users.subject })
          .from(users)
          .where(
            and(
              lt(users.lastSeenAt, beforeMs),
              sql`not exists (select 1 from sessions as theirs where theirs.subject = ${users.subject})`
            )
          )
          .limit(limit)
        return (await db.delete(users).where(inArray(users.subject, old)).returning({ subject: users.subject })).length
      }),

    /** Requests whose conversation is gone and that nobody is carrying out: what an erasure had to leave. */
    sweepApprovals: (limit: number): Promise<number> =>
      storing('sweepApprovals', async () => {
        const left = db
          .select({ id: approvals.id })
          .from(approvals)
          .where(
            and(
              ne(approvals.state, 'approved'),
              ne(approvals.state, 'pending'),
              sql`not exists (select 1 from sessions as theirs where theirs.id = ${approvals.sessionId})`
            )
          )
          .limit(limit)
        return (await db.delete(approvals).where(inArray(approvals.id, left)).returning({ id: approvals.id })).length
      }),
  }
}
export type Retention = ReturnType<typeof openRetention>
