import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** A request to erase a person, by the asker's own id: asked twice it is one, and after a crash it goes on. */
export const erasures = sqliteTable(
  'erasures',
  {
    id: text('id').primaryKey(),
    state: text('state', { enum: ['running', 'done'] }).notNull(),
    /** Who, sealed. Empty once it is done: the receipt names the person by a keyed hash. */
    ask: text('ask').notNull(),
    askedAt: integer('asked_at').notNull(),
    /** Removed so far, by place: what a crash must not forget. */
    removed: text('removed', { mode: 'json' }).$type<Record<string, number>>().notNull(),
    /** The signed receipt, once it is done. */
    receipt: text('receipt'),
    finishedAt: integer('finished_at'),
  },
  (table) => [index('erasures_by_state').on(table.state, table.askedAt)]
)

/**
 * Sessions and people that were erased, by a keyed hash. What a queue still brings of before that time is dropped, also
 * of a session nobody knew of when its person was erased.
 */
export const tombstones = sqliteTable(
  'tombstones',
  { key: text('key').primaryKey(), erasedAt: integer('erased_at').notNull() },
  (table) => [index('tombstones_by_time').on(table.erasedAt)]
)
