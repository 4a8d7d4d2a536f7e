import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** What the hands did, one row per exit path of every tool run. Append-only. */
export const actionsLog = sqliteTable(
  'actions_log',
  {
    id: text('id').primaryKey(),
    sessionId: text('session_id').notNull(),
    turnId: text('turn_id').notNull(),
    tool: text('tool').notNull(),
    actor: text('actor').notNull(),
    effect: text('effect', { enum: ['reads', 'writes', 'moves_money'] }).notNull(),
    /** Scrubbed before it comes here. */
    input: text('input', { mode: 'json' }).notNull(),
    status: text('status').notNull(),
    reason: text('reason'),
    durationMs: integer('duration_ms').notNull(),
    at: integer('at').notNull(),
  },
  (table) => [index('actions_log_by_session').on(table.sessionId, table.at)]
)

/** A person was asked for. `id` is made from the session and turn, so asking twice opens one ticket. */
export const tickets = sqliteTable(
  'tickets',
  {
    id: text('id').primaryKey(),
    sessionId: text('session_id').notNull(),
    turnId: text('turn_id').notNull(),
    reason: text('reason').notNull(),
    subject: text('subject').notNull(),
    body: text('body').notNull(),
    state: text('state', { enum: ['open', 'closed'] }).notNull(),
    openedAt: integer('opened_at').notNull(),
    closedAt: integer('closed_at'),
  },
  (table) => [
    index('tickets_by_state').on(table.state, table.openedAt),
    index('tickets_by_session').on(table.sessionId),
  ]
)

export const evalRuns = sqliteTable('eval_runs', {
  id: text('id').primaryKey(),
  brainVersion: text('brain_version').notNull(),
  suite: text('suite').notNull(),
  startedAt: integer('started_at').notNull(),
  endedAt: integer('ended_at'),
  passed: integer('passed').notNull(),
  failed: integer('failed').notNull(),
  report: text('report', { mode: 'json' }).notNull(),
})
