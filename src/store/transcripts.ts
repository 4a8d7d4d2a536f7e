import { and, asc, desc, eq, gt, sql } from 'drizzle-orm'
import type { TurnRecord } from '../contracts/turn-record.ts'
import { storing, type Db } from './open-d1.ts'
import { messages, sessionOrders, sessions, turns, users } from './schema/conversations.ts'

/**
 * Keeps finished turns. Safe to ask twice: each row has its own key, and what is already there wins.
 * One batch, so a turn is kept whole or not at all.
 */
export function openTranscripts(db: Db) {
  const statementsFor = (record: TurnRecord) => {
    const at = record.messages.at(-1)?.atMs ?? 0
    const person = {
      subject: record.subject,
      email: record.email,
      locale: record.locale,
      firstSeenAt: at,
      lastSeenAt: at,
    }
    const session = {
      id: record.sessionId,
      subject: record.subject,
      locale: record.locale,
      startedAt: at,
      lastTurnAt: at,
    }
    return [
      db
        .insert(users)
        .values(person)
        .onConflictDoUpdate({
          target: users.subject,
          set: { lastSeenAt: sql`max(${users.lastSeenAt}, ${at})`, locale: record.locale },
        }),
      db
        .insert(sessions)
        .values(session)
        .onConflictDoUpdate({ target: sessions.id, set: { lastTurnAt: sql`max(${sessions.lastTurnAt}, ${at})` } }),
      ...record.messages.map((message) =>
        db
          .insert(messages)
          .values({
            id: message.id,
            sessionId: record.sessionId,
            turnId: record.turnId,
            role: message.role,
            body: message.text,
            sources: message.sources,
            at: message.atMs,
          })
          .onConflictDoNothing()
      ),
      ...record.orders.map((orderNumber) =>
        db
          .insert(sessionOrders)
          .values({ orderNumber, sessionId: record.sessionId, at })
          .onConflictDoUpdate({ target: [sessionOrders.orderNumber, sessionOrders.sessionId], set: { at } })
      ),
      db
        .insert(turns)
        .values({ ...turnRow(record), at })
        .onConflictDoNothing(),
    ] as const
  }

  return {
    keepTurns: (records: TurnRecord[]): Promise<void> =>
      storing('keepTurns', async () => {
        const [first, ...rest] = records.flatMap((record) => [...statementsFor(record)])
        if (first) await db.batch([first, ...rest])
      }),

    /** Sessions shown this order since a time, newest first: at most twenty are told. */
    sessionsShown: (orderNumber: string, sinceMs: number): Promise<string[]> =>
      storing('sessionsShown', async () => {
        const rows = await db
          .select({ id: sessionOrders.sessionId })
          .from(sessionOrders)
          .where(and(eq(sessionOrders.orderNumber, orderNumber), gt(sessionOrders.at, sinceMs)))
          .orderBy(desc(sessionOrders.at))
          .limit(20)
        return rows.map((row) => row.id)
      }),

    readTranscript: (sessionId: string) =>
      storing('readTranscript', () =>
        db.select().from(messages).where(eq(messages.sessionId, sessionId)).orderBy(asc(messages.at), asc(messages.id))
      ),
  }
}

const turnRow = (record: TurnRecord) => ({
  sessionId: record.sessionId,
  turnId: record.turnId,
  turnNo: record.turnNo,
  intent: record.intent,
  outcome: record.outcome,
  brainVersion: record.brainVersion,
  provider: record.provider,
  latencyMs: Math.round(record.latencyMs),
  firstTokenMs: record.firstTokenMs === null ? null : Math.round(record.firstTokenMs),
  inputTokens: record.inputTokens,
  outputTokens: record.outputTokens,
  costMicroUsd: Math.round(record.costMicroUsd),
})
