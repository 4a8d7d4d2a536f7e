import { eq } from 'drizzle-orm'
import { storing, type Db } from './open-d1.ts'
import { ticketLinks } from './schema/ticket-links.ts'

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
  }
}
