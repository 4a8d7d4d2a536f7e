import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Where a ticket of ours was opened outside. One row per ticket: a redelivered queue message finds it and stops. */
export const ticketLinks = sqliteTable('ticket_links', {
  ticketId: text('ticket_id').primaryKey(),
  desk: text('desk').notNull(),
  externalId: text('external_id').notNull(),
  url: text('url').notNull(),
  openedAt: integer('opened_at').notNull(),
})
