import { and, eq, gt } from 'drizzle-orm'
import { storing, type Db } from './open-d1.ts'
import { consents } from './schema/writes.ts'
import { readJson, sealJson } from './vault/seal-json.ts'

export type ConsentRow = typeof consents.$inferSelect

export function openConsents(db: Db) {
  const opened = (row: ConsentRow): ConsentRow => ({
    ...row,
    input: readJson(db.vault, row.input, `consents.input:${row.cardId}`),
  })

  return {
    putConsent: (row: ConsentRow): Promise<void> =>
      storing('putConsent', async () => {
        const input = sealJson(db.vault, row.input, `consents.input:${row.cardId}`)
        await db
          .insert(consents)
          .values({ ...row, input })
          .onConflictDoNothing()
      }),

    /**
     * Takes a card off the table: one caller gets it, every other gets null. Null too for a card of another session,
     * decided or past its time.
     */
    takeConsent: (ask: {
      cardId: string
      sessionId: string
      decision: 'accepted' | 'declined'
      nowMs: number
    }): Promise<ConsentRow | null> =>
      storing('takeConsent', async () => {
        const isOpen = and(
          eq(consents.cardId, ask.cardId),
          eq(consents.sessionId, ask.sessionId),
          eq(consents.state, 'open'),
          gt(consents.expiresAt, ask.nowMs)
        )
        const taken = await db
          .update(consents)
          .set({ state: ask.decision, decidedAt: ask.nowMs })
          .where(isOpen)
          .returning()
        return taken[0] ? opened(taken[0]) : null
      }),

    findConsent: (cardId: string): Promise<ConsentRow | null> =>
      storing('findConsent', async () => {
        const [row] = await db.select().from(consents).where(eq(consents.cardId, cardId))
        return row ? opened(row) : null
      }),
  }
}
export type Consents = ReturnType<typeof openConsents>
