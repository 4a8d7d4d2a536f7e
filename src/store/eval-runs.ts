import { and, desc, eq, gte } from 'drizzle-orm'
import { storing, type Db } from './open-d1.ts'
import { evalRuns } from './schema/work.ts'

export type EvalRun = typeof evalRuns.$inferSelect

/** What was judged, when and how it went. Reports hold scenarios of our own and scrubbed text only. */
export function openEvalRuns(db: Db) {
  return {
    /** The same run kept twice is one row: the newest report wins. */
    keepRun: (run: EvalRun): Promise<void> =>
      storing('keepRun', async () => {
        await db.insert(evalRuns).values(run).onConflictDoUpdate({ target: evalRuns.id, set: run })
      }),

    /** Newest first. */
    listRuns: (ask: { suite: string; sinceMs?: number; limit: number }): Promise<EvalRun[]> =>
      storing('listRuns', () =>
        db
          .select()
          .from(evalRuns)
          .where(and(eq(evalRuns.suite, ask.suite), gte(evalRuns.startedAt, ask.sinceMs ?? 0)))
          .orderBy(desc(evalRuns.startedAt))
          .limit(ask.limit)
      ),
  }
}
