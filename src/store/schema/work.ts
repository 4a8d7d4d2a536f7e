import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/**
 * What the hands did, one row per exit path of every tool run. Append-only: each row carries the hash of the row
 * before it in its session. A write has two rows: the claim, whose id is its key, and what came of it.
 */
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
    toolVersion: integer('tool_version').notNull().default(1),
    /** On whose word: `consent:<card>` or `approval:<id>`. */
    authority: text('authority'),
    /** Ids, codes and amounts of the outcome. */
    result: text('result', { mode: 'json' }),
    costMicroUsd: integer('cost_micro_usd').notNull().default(0),
    /** The write's key, on its claim and on its outcome. */
    writeKey: text('write_key'),
    /** Whose money, for the caps: a customer's id or a hash of a guest's address. */
    payer: text('payer'),
    amountMinor: integer('amount_minor'),
    /** Place in the session's chain, from 1. 0 was written before there was a chain. */
    seq: integer('seq').notNull().default(0),
    prevHash: text('prev_hash').notNull().default(''),
    hash: text('hash').notNull().default(''),
  },
  (table) => [
    index('actions_log_by_session').on(table.sessionId, table.at),
    uniqueIndex('actions_log_chain')
      .on(table.sessionId, table.seq)
      .where(sql`${table.seq} > 0`),
    index('actions_log_by_key').on(table.writeKey),
    index('actions_log_by_payer').on(table.payer, table.at),
    index('actions_log_by_time').on(table.at),
  ]
)

/** Every so often all new rows are sealed under one hash, so that a whole session that vanishes shows too. */
export const actionSeals = sqliteTable('action_seals', {
  no: integer('no').primaryKey(),
  /** Rows with `from < at <= upTo`. */
  fromAt: integer('from_at').notNull(),
  upToAt: integer('up_to_at').notNull(),
  rows: integer('rows').notNull(),
  rowsHash: text('rows_hash').notNull(),
  prevHash: text('prev_hash').notNull(),
  hash: text('hash').notNull(),
})

/** A person was asked for. `id` is made from the session and turn, so asking twice opens one ticket. */
export const tickets = sqliteTable(
  'tickets',
  {
    id: text('id').primaryKey(),
    sessionId: text('session_id').notNull(),
    turnId: text('turn_id').notNull(),
    reason: text('reason').notNull(),
    /** Sealed, as is the body. */
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
