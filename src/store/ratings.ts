import { storing, type Db } from './open-d1.ts'
import { ratings } from './schema/conversations.ts'

export type RatingRow = typeof ratings.$inferInsert

/** One rating a session: the first one counts. */
export function openRatings(db: Db) {
  return {
    keepRating: (row: RatingRow): Promise<void> =>
      storing('keepRating', async () => {
        const words = db.vault.seal(row.words, `ratings.words:${row.sessionId}`)
        await db
          .insert(ratings)
          .values({ ...row, words })
          .onConflictDoNothing()
      }),
  }
}
