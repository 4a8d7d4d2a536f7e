import { and, desc, eq } from 'drizzle-orm'
import { storing, type Db } from './open-d1.ts'
import { tickets } from './schema/work.ts'

export type TicketRow = typeof tickets.$inferInsert

export function openTickets(db: Db) {
  const { vault } = db
  const opened = <Row extends { id: string; subject: string; body: string }>(row: Row): Row => ({
    ...row,
    subject: vault.read(row.subject, `tickets.subject:${row.id}`),
    body: vault.read(row.body, `tickets.body:${row.id}`),
  })

  return {
    /** Asking twice with one id opens one ticket. */
    openTicket: (row: TicketRow): Promise<void> =>
      storing('openTicket', async () => {
        const subject = vault.seal(row.subject, `tickets.subject:${row.id}`)
        const body = vault.seal(row.body, `tickets.body:${row.id}`)
        await db
          .insert(tickets)
          .values({ ...row, subject, body })
          .onConflictDoNothing()
      }),

    findTicket: (id: string) =>
      storing('findTicket', async () => {
        const [row] = await db.select().from(tickets).where(eq(tickets.id, id))
        return row ? opened(row) : null
      }),

    openTickets: (limit: number) =>
      storing('openTickets', async () => {
        const isOpen = eq(tickets.state, 'open')
        const rows = await db.select().from(tickets).where(isOpen).orderBy(desc(tickets.openedAt)).limit(limit)
        return rows.map(opened)
      }),

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
