import type { TurnHop } from '../../contracts/turn-record.ts'
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** People we have spoken with, by the token's subject. */
export const users = sqliteTable(
  'users',
  {
    subject: text('subject').primaryKey(),
    /** Sealed. */
    email: text('email'),
    /** Keyed hash of the address in lower case: how a person is found. Null for rows of before it was kept. */
    emailHash: text('email_hash'),
    locale: text('locale').notNull(),
    firstSeenAt: integer('first_seen_at').notNull(),
    lastSeenAt: integer('last_seen_at').notNull(),
  },
  (table) => [index('users_by_email').on(table.emailHash), index('users_by_last_seen').on(table.lastSeenAt)]
)

export const sessions = sqliteTable(
  'sessions',
  {
    id: text('id').primaryKey(),
    subject: text('subject').notNull(),
    locale: text('locale').notNull(),
    startedAt: integer('started_at').notNull(),
    lastTurnAt: integer('last_turn_at').notNull(),
  },
  (table) => [index('sessions_by_subject').on(table.subject), index('sessions_by_last_turn').on(table.lastTurnAt)]
)

/** Transcripts. The message's own id is the key, so a redelivered turn writes nothing twice. */
export const messages = sqliteTable(
  'messages',
  {
    id: text('id').primaryKey(),
    sessionId: text('session_id').notNull(),
    turnId: text('turn_id').notNull(),
    role: text('role', { enum: ['shopper', 'assistant', 'staff', 'draft'] }).notNull(),
    /** Sealed. */
    body: text('body').notNull(),
    sources: text('sources', { mode: 'json' }).$type<{ title: string; url: string }[]>().notNull(),
    at: integer('at').notNull(),
  },
  (table) => [index('messages_by_session').on(table.sessionId, table.at)]
)

/** One row a turn: what it cost and how it ended. Metrics are made from these. */
export const turns = sqliteTable(
  'turns',
  {
    sessionId: text('session_id').notNull(),
    turnId: text('turn_id').notNull(),
    turnNo: integer('turn_no').notNull(),
    at: integer('at').notNull(),
    intent: text('intent'),
    outcome: text('outcome').notNull(),
    brainVersion: text('brain_version').notNull(),
    provider: text('provider').notNull(),
    latencyMs: integer('latency_ms').notNull(),
    firstTokenMs: integer('first_token_ms'),
    inputTokens: integer('input_tokens').notNull(),
    outputTokens: integer('output_tokens').notNull(),
    costMicroUsd: integer('cost_micro_usd').notNull(),
    handoffReason: text('handoff_reason'),
    /** Each provider tried, and why it was left if it was. */
    hops: text('hops', { mode: 'json' }).$type<TurnHop[]>().notNull().default([]),
  },
  (table) => [primaryKey({ columns: [table.sessionId, table.turnId] }), index('turns_by_time').on(table.at)]
)

/** One a session; asked once. */
export const ratings = sqliteTable('ratings', {
  sessionId: text('session_id').primaryKey(),
  score: integer('score').notNull(),
  /** Sealed. */
  words: text('words').notNull(),
  intent: text('intent'),
  brainVersion: text('brain_version').notNull(),
  at: integer('at').notNull(),
})

/** Which sessions were shown which order, so that an order's webhook finds whom to tell. */
export const sessionOrders = sqliteTable(
  'session_orders',
  {
    orderNumber: text('order_number').notNull(),
    sessionId: text('session_id').notNull(),
    at: integer('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.orderNumber, table.sessionId] })]
)
