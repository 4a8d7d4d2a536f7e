import { asc, eq } from 'drizzle-orm'
import { storing, type Db } from './open-d1.ts'
import { actionsLog } from './schema/work.ts'

export type ActionRow = typeof actionsLog.$inferInsert

/** The audit trail. Rows are added, never changed. */
export function openActionsLog(db: Db) {
  return {
    recordAction: (row: ActionRow): Promise<void> =>
      storing('recordAction', async () => {
        await db.insert(actionsLog).values(row).onConflictDoNothing()
      }),

    actionsOf: (sessionId: string) =>
      storing('actionsOf', () =>
        db.select().from(actionsLog).where(eq(actionsLog.sessionId, sessionId)).orderBy(asc(actionsLog.at))
      ),
  }
}
