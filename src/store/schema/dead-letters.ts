import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** What the queue gave up on, until somebody drives it again or lets it go. `id` is a hash of the message. */
export const deadLetters = sqliteTable(
  'dead_letters',
  {
    id: text('id').primaryKey(),
    kind: text('kind').notNull(),
    /** The message itself, sealed. A turn's record holds people's words: erased with its session. */
    body: text('body', { mode: 'json' }).notNull(),
    sessionId: text('session_id'),
    state: text('state', { enum: ['parked', 'redriven'] }).notNull(),
    times: integer('times').notNull(),
    parkedAt: integer('parked_at').notNull(),
    redrivenAt: integer('redriven_at'),
  },
  (table) => [
    index('dead_letters_by_state').on(table.state, table.parkedAt),
    index('dead_letters_by_session').on(table.sessionId),
  ]
)
