import { storing } from '../open-d1.ts'

/** A question the pages did not answer. `question` was scrubbed before it came here. */
export type Gap = { key: string; question: string; times: number; answerable: number; firstAt: number; lastAt: number }

export function openGaps(db: D1Database) {
  return {
    /** The same group again counts up and keeps its first wording. */
    countGap: (gap: { key: string; question: string; answerable: number; now: number }): Promise<void> =>
      storing('kb.count_gap', async () => {
        await db
          .prepare(
            `INSERT INTO kb_gaps (key, question, times, answerable_percent, first_at, last_at) VALUES (?1, ?2, 1, ?3, ?4, ?4)
             ON CONFLICT (key) DO UPDATE SET times = times + 1, last_at = excluded.last_at,
               answerable_percent = excluded.answerable_percent`
          )
          .bind(gap.key, gap.question, Math.round(gap.answerable * 100), gap.now)
          .run()
      }),

    listGaps: (limit: number): Promise<Gap[]> =>
      storing('kb.list_gaps', async () => {
        const { results } = await db
          .prepare(
            `SELECT key, question, times, answerable_percent / 100.0 AS answerable, first_at AS firstAt, last_at AS lastAt
             FROM kb_gaps ORDER BY times DESC, last_at DESC LIMIT ?1`
          )
          .bind(limit)
          .all<Gap>()
        return results
      }),

    closeGap: (key: string): Promise<void> =>
      storing('kb.close_gap', async () => {
        await db.prepare('DELETE FROM kb_gaps WHERE key = ?1').bind(key).run()
      }),

    /** Retention: what nobody asked since. */
    forgetBefore: (time: number): Promise<void> =>
      storing('kb.forget_gaps', async () => {
        await db.prepare('DELETE FROM kb_gaps WHERE last_at < ?1').bind(time).run()
      }),
  }
}
