import { and, count, eq, inArray, ne, or, sql, type SQL } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Person } from '../../contracts/erasure.ts'
import { storing, type Db } from '../open-d1.ts'
import { messages, ratings, sessionOrders, sessions, turns, users } from '../schema/conversations.ts'
import { deadLetters } from '../schema/dead-letters.ts'
import { erasures } from '../schema/privacy.ts'
import { ticketLinks } from '../schema/ticket-links.ts'
import { actionsLog, tickets } from '../schema/work.ts'
import { approvals, codes, consents } from '../schema/writes.ts'
import { normalEmail } from '../transcripts.ts'

/** Tables whose rows belong to one session, in the order they are emptied: how a session is found again goes last. */
export const SESSION_TABLES: { name: string; table: SQLiteTable; session: SQLiteColumn; unless?: SQL }[] = [
  { name: 'messages', table: messages, session: messages.sessionId },
  { name: 'turns', table: turns, session: turns.sessionId },
  { name: 'ratings', table: ratings, session: ratings.sessionId },
  { name: 'tickets', table: tickets, session: tickets.sessionId },
  { name: 'consents', table: consents, session: consents.sessionId },
  // One that is being carried out is needed to its end; the retention job takes it after.
  { name: 'approvals', table: approvals, session: approvals.sessionId, unless: eq(approvals.state, 'approved') },
  { name: 'dead_letters', table: deadLetters, session: deadLetters.sessionId },
  { name: 'codes', table: codes, session: codes.sessionId },
  { name: 'session_orders', table: sessionOrders, session: sessionOrders.sessionId },
  { name: 'sessions', table: sessions, session: sessions.id },
]

export type Counts = Record<string, number>
const FOUND_MAX = 200

export const addCounts = (left: Counts, right: Counts): Counts => {
  const sum = { ...left }
  for (const [place, n] of Object.entries(right)) sum[place] = (sum[place] ?? 0) + n
  return sum
}

/** A person's rows: found, counted, erased. Everything may be asked twice. */
export function openPersonRows(db: Db) {
  const { vault } = db
  const theirs = ({ session, unless }: (typeof SESSION_TABLES)[number], sessionId: string) =>
    and(eq(session, sessionId), unless ? sql`not (${unless})` : undefined)!

  /**
   * Counted first, then deleted in one transaction together with the new total of the request it is done for: a crash
   * forgets no count. Nothing is added in between, because the session was buried before.
   */
  async function eraseSession(sessionId: string, request: { id: string; removed: Counts }): Promise<Counts> {
    const links = inArray(
      ticketLinks.ticketId,
      db.select({ id: tickets.id }).from(tickets).where(eq(tickets.sessionId, sessionId))
    )
    const counted = await Promise.all([
      db.select({ n: count() }).from(ticketLinks).where(links),
      ...SESSION_TABLES.map((each) => db.select({ n: count() }).from(each.table).where(theirs(each, sessionId))),
    ])
    const names = ['ticket_links', ...SESSION_TABLES.map((each) => each.name)]
    const removed = addCounts(request.removed, Object.fromEntries(names.map((name, at) => [name, counted[at]![0]!.n])))
    await db.batch([
      db.delete(ticketLinks).where(links),
      ...SESSION_TABLES.map((each) => db.delete(each.table).where(theirs(each, sessionId))),
      db.update(erasures).set({ removed }).where(eq(erasures.id, request.id)),
    ])
    return removed
  }

  return {
    eraseSession: (sessionId: string, request: { id: string; removed: Counts }): Promise<Counts> =>
      storing('eraseSession', () => eraseSession(sessionId, request)),

    /** Subjects of an account or an address. Rows kept before there was a hash are found by their plain address. */
    subjectsOf: ({ email, customer_id }: Person): Promise<string[]> =>
      storing('subjectsOf', async () => {
        const account = customer_id === null ? [] : [`wp:${customer_id}`]
        if (email === null) return account
        const address = normalEmail(email)
        const found = await db
          .select({ subject: users.subject })
          .from(users)
          .where(or(inArray(users.emailHash, vault.lookups(address)), eq(sql`lower(${users.email})`, address)))
          .limit(FOUND_MAX)
        return [...new Set([...account, ...found.map((row) => row.subject)])]
      }),

    /** At most two hundred at a time: erased, the next ones are found. */
    sessionsOf: (subjects: string[]): Promise<string[]> =>
      storing('sessionsOf', async () => {
        if (subjects.length === 0) return []
        const rows = await db
          .select({ id: sessions.id })
          .from(sessions)
          .where(inArray(sessions.subject, subjects.slice(0, 90)))
          .limit(FOUND_MAX)
        return rows.map((row) => row.id)
      }),

    /** Conversations of guests that were shown one of these orders: only its owner is ever shown an order. */
    guestSessionsShown: (orderNumbers: string[]): Promise<string[]> =>
      storing('guestSessionsShown', async () => {
        if (orderNumbers.length === 0) return []
        const rows = await db
          .select({ id: sessions.id })
          .from(sessionOrders)
          .innerJoin(sessions, eq(sessions.id, sessionOrders.sessionId))
          .where(
            and(inArray(sessionOrders.orderNumber, orderNumbers.slice(0, 90)), sql`${sessions.subject} like 'anon:%'`)
          )
          .limit(FOUND_MAX)
        return [...new Set(rows.map((row) => row.id))]
      }),

    eraseSubjects: (subjects: string[]): Promise<number> =>
      storing('eraseSubjects', async () => {
        if (subjects.length === 0) return 0
        const gone = await db
          .delete(users)
          .where(inArray(users.subject, subjects.slice(0, 90)))
          .returning({ subject: users.subject })
        return gone.length
      }),

    /** What stays of a session, and is said on the receipt. */
    countKept: (sessionId: string): Promise<Record<'actions_log' | 'approvals' | 'outside_tickets', number>> =>
      storing('countKept', async () => {
        const [audit, waiting, outside] = await db.batch([
          db.select({ n: count() }).from(actionsLog).where(eq(actionsLog.sessionId, sessionId)),
          db
            .select({ n: count() })
            .from(approvals)
            .where(and(eq(approvals.sessionId, sessionId), eq(approvals.state, 'approved'))),
          db
            .select({ n: count() })
            .from(ticketLinks)
            .innerJoin(tickets, eq(tickets.id, ticketLinks.ticketId))
            .where(and(eq(tickets.sessionId, sessionId), ne(ticketLinks.externalId, ''))),
        ])
        return { actions_log: audit[0]!.n, approvals: waiting[0]!.n, outside_tickets: outside[0]!.n }
      }),
  }
}
export type PersonRows = ReturnType<typeof openPersonRows>
