import { and, desc, eq, inArray, lte, sql } from 'drizzle-orm'
import { storing, type Db } from '../open-d1.ts'
import { deadLetters } from '../schema/dead-letters.ts'
import { readJson, sealJson } from '../vault/seal-json.ts'

export type DeadLetter = typeof deadLetters.$inferSelect
export type ParkedLetter = Pick<DeadLetter, 'id' | 'kind' | 'body' | 'sessionId' | 'parkedAt'>

export function openDeadLetters(db: Db) {
  const placeOf = (id: string) => `dead_letters.body:${id}` as const
  const opened = (row: DeadLetter): DeadLetter => ({ ...row, body: readJson(db.vault, row.body, placeOf(row.id)) })

  return {
    /** The same message again is the same letter, parked once more. */
    parkLetter: (letter: ParkedLetter): Promise<void> =>
      storing('parkLetter', async () => {
        const { parkedAt } = letter
        const body = sealJson(db.vault, letter.body, placeOf(letter.id))
        await db
          .insert(deadLetters)
          .values({ ...letter, body, state: 'parked', times: 1, redrivenAt: null })
          .onConflictDoUpdate({
            target: deadLetters.id,
            set: { state: 'parked', parkedAt, times: sql`${deadLetters.times} + 1` },
          })
      }),

    /** Newest first. */
    listLetters: (state: DeadLetter['state'], limit: number): Promise<DeadLetter[]> =>
      storing('listLetters', async () => {
        const rows = await db
          .select()
          .from(deadLetters)
          .where(eq(deadLetters.state, state))
          .orderBy(desc(deadLetters.parkedAt))
          .limit(limit)
        return rows.map(opened)
      }),

    findLetter: (id: string): Promise<DeadLetter | null> =>
      storing('findLetter', async () => {
        const [row] = await db.select().from(deadLetters).where(eq(deadLetters.id, id))
        return row ? opened(row) : null
      }),

    markRedriven: (id: string, atMs: number): Promise<void> =>
      storing('markRedriven', async () => {
        await db.update(deadLetters).set({ state: 'redriven', redrivenAt: atMs }).where(eq(deadLetters.id, id))
      }),

    /** What was driven again is forgotten after a while. */
    sweepLetters: (redrivenBeforeMs: number): Promise<void> =>
      storing('sweepLetters', async () => {
        const old = and(eq(deadLetters.state, 'redriven'), lte(deadLetters.redrivenAt, redrivenBeforeMs))
        await db.delete(deadLetters).where(old)
      }),

    /** For erasure: a letter may hold what was said. */
    forgetLettersOf: (sessionIds: string[]): Promise<number> =>
      storing('forgetLettersOf', async () => {
        if (sessionIds.length === 0) return 0
        const gone = await db.delete(deadLetters).where(inArray(deadLetters.sessionId, sessionIds)).returning()
        return gone.length
      }),
  }
}
