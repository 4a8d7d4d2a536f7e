import { and, count, eq, gt, ne, sql } from 'drizzle-orm'
import { storing, type Db } from './open-d1.ts'
import { codes } from './schema/writes.ts'

export type CodeRow = typeof codes.$inferSelect

export function openCodes(db: Db) {
  return {
    /** How many codes were asked for since, and the last lock: by this session, and for this order by anybody. */
    codesSince: (ask: { sessionId: string; orderNumber: string; sinceMs: number }) =>
      storing('codesSince', async () => {
        const counted = { n: count(), lockedAt: sql<number | null>`max(${codes.lockedAt})` }
        const since = gt(codes.createdAt, ask.sinceMs)
        const [bySession, byOrder] = await Promise.all([
          db
            .select(counted)
            .from(codes)
            .where(and(eq(codes.sessionId, ask.sessionId), since)),
          db
            .select(counted)
            .from(codes)
            .where(and(eq(codes.orderNumber, ask.orderNumber), since)),
        ])
        return { bySession: bySession[0]!, byOrder: byOrder[0]! }
      }),

    /** A new code replaces the session's open one for the same order. */
    putCode: (row: CodeRow): Promise<void> =>
      storing('putCode', async () => {
        const older = and(
          eq(codes.sessionId, row.sessionId),
          eq(codes.orderNumber, row.orderNumber),
          eq(codes.state, 'open'),
          ne(codes.cardId, row.cardId)
        )
        await db.batch([
          db.update(codes).set({ state: 'replaced' }).where(older),
          db.insert(codes).values(row).onConflictDoNothing(),
        ])
      }),

    /** Spends one try before anything is compared, so that many guesses at once are still five. */
    spendTry: (ask: { cardId: string; sessionId: string; nowMs: number }): Promise<CodeRow | null> =>
      storing('spendTry', async () => {
        const isOpen = and(
          eq(codes.cardId, ask.cardId),
          eq(codes.sessionId, ask.sessionId),
          eq(codes.state, 'open'),
          gt(codes.triesLeft, 0),
          gt(codes.expiresAt, ask.nowMs)
        )
        const spent = await db
          .update(codes)
          .set({ triesLeft: sql`${codes.triesLeft} - 1` })
          .where(isOpen)
          .returning()
        return spent[0] ?? null
      }),

    /** True for one caller: a code works once. */
    closeCode: (cardId: string, state: 'verified' | 'locked', nowMs: number): Promise<boolean> =>
      storing('closeCode', async () => {
        const closed = await db
          .update(codes)
          .set({ state, ...(state === 'locked' ? { lockedAt: nowMs } : {}) })
          .where(and(eq(codes.cardId, cardId), eq(codes.state, 'open')))
          .returning({ id: codes.cardId })
        return closed.length > 0
      }),
  }
}
export type Codes = ReturnType<typeof openCodes>
