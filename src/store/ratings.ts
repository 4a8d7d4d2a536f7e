import { storing, type Db } from './open-d1.ts'
import { ratings } from './schema/conversations.ts'

export type RatingRow = typeof ratings.$inferInsert

/** One rating a session: the first one counts. */
export function openRatings(db: Db) {
  return {
    keepRating: (row: RatingRow): Promise<void> =>
      storing('keepRating', async () => {
        await db.insert(ratings).values(row).onConflictDoNothing()
      }),
  }
}
