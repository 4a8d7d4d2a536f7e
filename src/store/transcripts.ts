import { and, asc, desc, eq, gt, gte, sql, type Column } from 'drizzle-orm'
import type { RecordedMessage, TurnRecord } from '../contracts/turn-record.ts'
import { storing, type Db } from './open-d1.ts'
import type { Vault } from './vault/open-vault.ts'
import { messages, sessionOrders, sessions, turns, users } from './schema/conversations.ts'

/**
 * Keeps finished turns. Safe to ask twice: each row has its own key, and what is already there wins.
 * One batch, so a turn is kept whole or not at all.
 */
export function openTranscripts(db: Db) {
  const sessionRow = (record: TurnRecord) => {
    const at = lastAt(record)
    return { id: record.sessionId, subject: record.subject, locale: record.locale, startedAt: at, lastTurnAt: at }
  }
  const userRow = (record: TurnRecord) => {
    const at = lastAt(record)
    return { ...emailOf(db.vault, record), locale: record.locale, firstSeenAt: at, lastSeenAt: at }
  }

  /** Rows of one table, as few statements as the limit of bound values allows. The newest of a key comes last. */
  const statementsFor = (records: TurnRecord[]) => [
    ...inGroups(lastOf(records, (each) => each.subject).map(userRow), 6).map((rows) =>
      db
        .insert(users)
        .values(rows)
        .onConflictDoUpdate({
          target: users.subject,
          set: {
            lastSeenAt: later(users.lastSeenAt, 'last_seen_at'),
            locale: sql`excluded.locale`,
            // Signed out, a person is who they were.
            email: sql`coalesce(excluded.email, ${users.email})`,
            emailHash: sql`coalesce(excluded.email_hash, ${users.emailHash})`,
          },
        })
    ),
    ...inGroups(lastOf(records, (each) => each.sessionId).map(sessionRow), 5).map((rows) =>
      db
        .insert(sessions)
        .values(rows)
        .onConflictDoUpdate({
          target: sessions.id,
          set: { lastTurnAt: later(sessions.lastTurnAt, 'last_turn_at') },
        })
    ),
    ...inGroups(records.flatMap(messageRows(db.vault)), 7).map((rows) =>
      db.insert(messages).values(rows).onConflictDoNothing()
    ),
    ...inGroups(records.map(turnRow), 15).map((rows) => db.insert(turns).values(rows).onConflictDoNothing()),
    ...inGroups(
      lastOf(records.flatMap(orderRows), (row) => `${row.orderNumber} ${row.sessionId}`),
      3
    ).map((rows) =>
      db
        .insert(sessionOrders)
        .values(rows)
        .onConflictDoUpdate({
          target: [sessionOrders.orderNumber, sessionOrders.sessionId],
          set: { at: sql`excluded.at` },
        })
    ),
  ]

  return {
    keepTurns: (records: TurnRecord[]): Promise<void> =>
      storing('keepTurns', async () => {
        const [first, ...rest] = statementsFor(records)
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

    /** A message between turns, of a conversation that has turns. Twice is once. */
    keepMessage: (said: { sessionId: string; turnId: string; message: RecordedMessage }): Promise<void> =>
      storing('keepMessage', async () => {
        const [row] = messageRows(db.vault)({ ...said, messages: [said.message] })
        if (row) await db.insert(messages).values(row).onConflictDoNothing()
      }),

    /** Turns that were drafted and not sent, since a time, oldest first. */
    listDrafts: (ask: { sinceMs: number; limit: number }) =>
      storing('listDrafts', () =>
        db
          .select({
            sessionId: messages.sessionId,
            turnId: messages.turnId,
            brainVersion: turns.brainVersion,
            intent: turns.intent,
          })
          .from(messages)
          .innerJoin(turns, and(eq(turns.sessionId, messages.sessionId), eq(turns.turnId, messages.turnId)))
          .where(and(eq(messages.role, 'draft'), gte(messages.at, ask.sinceMs)))
          .orderBy(asc(messages.at))
          .limit(ask.limit)
      ),

    /** Conversations that spoke since a time, newest first, with what the last turn was about. */
    listSessions: (ask: { sinceMs: number; limit: number }) =>
      storing('listSessions', async () => {
        const rows = await db
          .select({
            id: sessions.id,
            subject: sessions.subject,
            intent: turns.intent,
            turnNo: sql`max(${turns.turnNo})`,
          })
          .from(sessions)
          .innerJoin(turns, eq(turns.sessionId, sessions.id))
          .where(gte(sessions.lastTurnAt, ask.sinceMs))
          .groupBy(sessions.id)
          .orderBy(desc(sessions.lastTurnAt))
          .limit(ask.limit)
        return rows.map(({ id, subject, intent }) => ({ id, signedIn: subject.startsWith('wp:'), intent }))
      }),

    readTranscript: (sessionId: string) =>
      storing('readTranscript', async () => {
        const theirs = eq(messages.sessionId, sessionId)
        const rows = await db.select().from(messages).where(theirs).orderBy(asc(messages.at), asc(messages.id))
        return rows.map((row) => ({ ...row, body: db.vault.read(row.body, `messages.body:${row.id}`) }))
      }),
  }
}

const lastAt = (record: TurnRecord): number => record.messages.at(-1)?.atMs ?? 0

/** Of two times the later. Written out: the databases call that function by different names. */
const later = (column: Column, name: string) =>
  sql`case when excluded.${sql.raw(name)} > ${column} then excluded.${sql.raw(name)} else ${column} end`

export const normalEmail = (email: string): string => email.trim().toLowerCase()

const emailOf = (vault: Vault, { subject, email }: TurnRecord) => ({
  subject,
  email: email === null ? null : vault.seal(email, `users.email:${subject}`),
  emailHash: email === null ? null : vault.lookups(normalEmail(email))[0],
})

const messageRows = (vault: Vault) => (record: Pick<TurnRecord, 'sessionId' | 'turnId' | 'messages'>) =>
  record.messages.map(({ id, role, text, sources, atMs }) => ({
    id,
    sessionId: record.sessionId,
    turnId: record.turnId,
    role,
    body: vault.seal(text, `messages.body:${id}`),
    sources,
    at: atMs,
  }))

const orderRows = (record: TurnRecord) =>
  record.orders.map((orderNumber) => ({ orderNumber, sessionId: record.sessionId, at: lastAt(record) }))

/** One row a key, the last one: an upsert may not meet the same key twice in one statement. */
const lastOf = <T>(rows: T[], keyOf: (row: T) => string): T[] => [
  ...new Map(rows.map((row) => [keyOf(row), row])).values(),
]

/** D1 takes 100 bound values a statement. */
const BOUND_MAX = 100
function inGroups<T>(rows: T[], columns: number): T[][] {
  const size = Math.floor(BOUND_MAX / columns)
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, group) =>
    rows.slice(group * size, (group + 1) * size)
  )
}

const turnRow = (record: TurnRecord) => ({
  at: lastAt(record),
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
  handoffReason: record.handoffReason ?? null,
  hops: record.hops ?? [],
})
