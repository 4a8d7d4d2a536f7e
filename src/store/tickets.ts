import { and, desc, eq } from 'drizzle-orm'
import { storing, type Db } from './open-d1.ts'
import { tickets } from './schema/work.ts'

export type TicketRow = typeof tickets.$inferInsert

export function openTickets(db: Db) {
  return {
    /** Asking twice with one id opens one ticket. */
    openTicket: (row: TicketRow): Promise<void> =>
      storing('openTicket', async () => {
        await db.insert(tickets).values(row).onConflictDoNothing()
      }),

    findTicket: (id: string) =>
      storing('findTicket', async () => (await db.select().from(tickets).where(eq(tickets.id, id)))[0] ?? null),

    openTickets: (limit: number) =>
      storing('openTickets', () =>
        db.select().from(tickets).where(eq(tickets.state, 'open')).orderBy(desc(tickets.openedAt)).limit(limit)
      ),

    closeTicketsOf: (sessionId: string, atMs: number): Promise<void> =>
      storing('closeTicketsOf', async () => {
        const theirs = and(eq(tickets.sessionId, sessionId), eq(tickets.state, 'open'))
        await db.update(tickets).set({ state: 'closed', closedAt: atMs }).where(theirs)
      }),

    closeTicket: (id: string, atMs: number): Promise<void> =>
      storing('closeTicket', async () => {
        await db.update(tickets).set({ state: 'closed', closedAt: atMs }).where(eq(tickets.id, id))
      }),
  }
}
