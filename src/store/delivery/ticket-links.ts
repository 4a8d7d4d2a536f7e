import { and, asc, eq, gt, isNull, lt } from 'drizzle-orm'
import { storing, type Db } from '../open-d1.ts'
import { ticketLinks } from '../schema/ticket-links.ts'
import { tickets } from '../schema/work.ts'

export type TicketLink = typeof ticketLinks.$inferSelect

export function openTicketLinks(db: Db) {
  return {
    findTicketLink: (ticketId: string): Promise<TicketLink | null> =>
      storing('findTicketLink', async () => {
        const [row] = await db.select().from(ticketLinks).where(eq(ticketLinks.ticketId, ticketId))
        return row ?? null
      }),

    /** Safe to repeat: the first link stands. */
    putTicketLink: (row: TicketLink): Promise<void> =>
      storing('putTicketLink', async () => {
        await db.insert(ticketLinks).values(row).onConflictDoNothing()
      }),

    /** Ids of open tickets of this span that were delivered nowhere, oldest first. */
    undelivered: (openedAfterMs: number, openedBeforeMs: number, limit: number): Promise<string[]> =>
      storing('undelivered', async () => {
        const inSpan = and(gt(tickets.openedAt, openedAfterMs), lt(tickets.openedAt, openedBeforeMs))
        const rows = await db
          .select({ id: tickets.id })
          .from(tickets)
          .leftJoin(ticketLinks, eq(ticketLinks.ticketId, tickets.id))
          .where(and(eq(tickets.state, 'open'), inSpan, isNull(ticketLinks.ticketId)))
          .orderBy(asc(tickets.openedAt))
          .limit(limit)
        return rows.map((row) => row.id)
      }),
  }
}
