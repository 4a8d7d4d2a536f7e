import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** A card that shows exactly what will happen. It works once, in its own session, until it expires. */
export const consents = sqliteTable(
  'consents',
  {
    cardId: text('card_id').primaryKey(),
    sessionId: text('session_id').notNull(),
    turnId: text('turn_id').notNull(),
    subject: text('subject').notNull(),
    locale: text('locale').notNull(),
    action: text('action', { enum: ['issue_refund', 'cancel_order', 'change_shipping_address'] }).notNull(),
    orderId: text('order_id').notNull(),
    orderNumber: text('order_number').notNull(),
    /** What the tool was asked, to be decided again on the click. Sealed: it may hold an address. */
    input: text('input', { mode: 'json' }).notNull(),
    /** Hash of exactly what the card said. */
    draftHash: text('draft_hash').notNull(),
    state: text('state', { enum: ['open', 'accepted', 'declined'] }).notNull(),
    createdAt: integer('created_at').notNull(),
    expiresAt: integer('expires_at').notNull(),
    decidedAt: integer('decided_at'),
  },
  (table) => [index('consents_by_session').on(table.sessionId, table.createdAt)]
)

/** A request a person decides. `draft` is what would be done; it and `reason` are sealed. */
export const approvals = sqliteTable(
  'approvals',
  {
    id: text('id').primaryKey(),
    cardId: text('card_id').notNull().unique(),
    sessionId: text('session_id').notNull(),
    subject: text('subject').notNull(),
    locale: text('locale').notNull(),
    action: text('action', { enum: ['issue_refund', 'cancel_order', 'change_shipping_address'] }).notNull(),
    orderId: text('order_id').notNull(),
    orderNumber: text('order_number').notNull(),
    draft: text('draft', { mode: 'json' }).notNull(),
    why: text('why', { mode: 'json' }).notNull(),
    reason: text('reason').notNull(),
    policyHash: text('policy_hash').notNull(),
    state: text('state', { enum: ['pending', 'approved', 'declined', 'expired', 'done', 'failed'] }).notNull(),
    requestedAt: integer('requested_at').notNull(),
    expiresAt: integer('expires_at').notNull(),
    decidedBy: text('decided_by'),
    decidedAt: integer('decided_at'),
    /** Of the single-use token this approval mints. Made once, so asking again mints the same. */
    jti: text('jti').notNull(),
  },
  (table) => [index('approvals_by_state').on(table.state, table.requestedAt)]
)

/** A mailed code, by the card it is typed into. A decoy has a hash nothing matches; nothing else tells it apart. */
export const codes = sqliteTable(
  'codes',
  {
    cardId: text('card_id').primaryKey(),
    sessionId: text('session_id').notNull(),
    /** As asked, lower case: decoys count against the same limits. */
    orderNumber: text('order_number').notNull(),
    codeHash: text('code_hash').notNull(),
    triesLeft: integer('tries_left').notNull(),
    state: text('state', { enum: ['open', 'verified', 'locked', 'replaced'] }).notNull(),
    createdAt: integer('created_at').notNull(),
    expiresAt: integer('expires_at').notNull(),
    lockedAt: integer('locked_at'),
  },
  (table) => [
    index('codes_by_session').on(table.sessionId, table.createdAt),
    index('codes_by_order').on(table.orderNumber, table.createdAt),
  ]
)

/** Nonces of signed calls to us, burned by this primary key. Swept once they are past their time. */
export const callNonces = sqliteTable(
  'call_nonces',
  {
    keyId: text('key_id').notNull(),
    nonce: text('nonce').notNull(),
    expiresAt: integer('expires_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.keyId, table.nonce] }), index('call_nonces_by_expiry').on(table.expiresAt)]
)
