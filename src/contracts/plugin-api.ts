import * as z from 'zod'

/**
 * What the edge may ask of the shop's WordPress plugin (`/counterhand/v1/*`), and what the plugin tells the edge.
 * Every call is signed both ways: `base/signed-call/scheme.ts` is the scheme, `vectors.json` beside it the examples.
 * WooCommerce's own REST API is read only for us: it refunds 300.00 for "3,00" and has neither lock nor key.
 *
 * The plugin believes the edge about *who asked* and *what they agreed to*, and nothing else: it derives the policy
 * again from its own settings and the order as it stands in its own database, under a lock on that order.
 *
 * Amounts are whole minor units with the currency and its number of decimals beside them. A plugin whose shop keeps
 * fewer decimals refuses an amount it cannot write exactly (`bad_amount`); it never rounds.
 */
export const PLUGIN_CONTRACT = 1
export const PLUGIN_NAMESPACE = '/counterhand/v1'

/** REST routes of the plugin; these strings are the signed path. */
export const pluginRoutes = {
  /** GET → HealthReply */
  health: () => `${PLUGIN_NAMESPACE}/health`,
  /** POST RefundAsk → WriteReply */
  refund: (orderId: string) => `${PLUGIN_NAMESPACE}/orders/${orderId}/refund`,
  /** POST CancelAsk → WriteReply */
  cancel: (orderId: string) => `${PLUGIN_NAMESPACE}/orders/${orderId}/cancel`,
  /** POST AddressAsk → WriteReply */
  address: (orderId: string) => `${PLUGIN_NAMESPACE}/orders/${orderId}/address`,
  /** POST NoteAsk → WriteReply */
  note: (orderId: string) => `${PLUGIN_NAMESPACE}/orders/${orderId}/note`,
  /** GET → WriteReply, of any of the four above */
  write: (key: string) => `${PLUGIN_NAMESPACE}/writes/${key}`,
  /** POST {} → WriteReply: what became of the key, or `void` from now on if it was never seen */
  settle: (key: string) => `${PLUGIN_NAMESPACE}/writes/${key}/settle`,
  /** GET → EventBatch with the events after `seq`, oldest first, at most 100 */
  eventsAfter: (seq: number) => `${PLUGIN_NAMESPACE}/events/after/${seq}`,
} as const

/** Routes of the edge that take the plugin's signed calls. */
export const edgeRoutes = {
  /** POST EventBatch → EventReceipt. One door for the whole outbox; the name is from its first use. */
  events: '/webhooks/content_updated',
  /** POST {} → PingReply, for "Test connection" */
  ping: '/webhooks/ping',
  /** POST PrivacyAsk → PrivacyExport */
  privacyExport: '/webhooks/privacy_export',
  /** POST PrivacyAsk → PrivacyReceipt */
  privacyErase: '/webhooks/privacy_erase',
} as const

const minorSchema = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER)
const idSchema = z.string().regex(/^[1-9]\d{0,18}$/)
const currencySchema = z.string().regex(/^[A-Z]{3}$/)
/** Chosen by the edge from shop, order, arguments and consent: the same ask has the same key. */
export const writeKeySchema = z.string().regex(/^[a-z]{2,10}_[0-9a-f]{64}$/)
const hashSchema = z.string().regex(/^[0-9a-f]{64}$/)

/** How the edge knows that the shopper may ask. `account`: the WordPress login owns the order, and the plugin checks that it does. */
export const askedBySchema = z.discriminatedUnion('proof', [
  z.strictObject({ proof: z.literal('account'), customer_id: idSchema }),
  z.strictObject({ proof: z.literal('code') }),
])

/**
 * On whose word. `consent`: the shopper's own confirmation card; never enough above the plugin's soft limit.
 * `approval`: the shopper's card and a person's single-use token (see ApprovalClaims).
 */
export const authoritySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('consent'), consent_id: z.string().max(100) }),
  z.strictObject({ kind: z.literal('approval'), consent_id: z.string().max(100), token: z.string().max(4_000) }),
])

/**
 * The order as it stood when the shopper agreed. If any of it differs now the plugin answers `order_changed` and does
 * nothing: staff may have refunded, cancelled or edited it between card and click.
 */
export const expectedOrderSchema = z.strictObject({
  status: z.string().max(40),
  total_minor: minorSchema,
  refunded_minor: minorSchema,
})

const writeFields = {
  v: z.literal(1),
  key: writeKeySchema,
  /** What the shopper calls the order; checked against the order of the path's id. */
  order_number: z.string().max(64),
  session: z.string().max(64),
  asked_by: askedBySchema,
  authority: authoritySchema,
  expected: expectedOrderSchema,
  /** Version hash of the edge's rules this was decided under; kept with the record. */
  policy_hash: hashSchema,
}

/** `line_id` is WooCommerce's order item id. `amount_minor` includes the line's tax. */
export const refundLineSchema = z.strictObject({
  line_id: idSchema,
  quantity: z.number().int().min(1).max(10_000),
  amount_minor: minorSchema,
})
export type RefundLineAsk = z.infer<typeof refundLineSchema>

export const refundAskSchema = z.strictObject({
  ...writeFields,
  amount_minor: minorSchema.min(1),
  currency: currencySchema,
  /** Decimals `amount_minor` is counted in: 2 for EUR, 0 for JPY, 3 for KWD. */
  minor_digits: z.number().int().min(0).max(4),
  /** Sorted by line_id. Empty for a refund by amount alone. Lines plus shipping add up to amount_minor exactly. */
  lines: z.array(refundLineSchema).max(200),
  shipping_minor: minorSchema,
  /** Shown to staff. The shopper's words: escape it. */
  reason: z.string().max(500),
})
export type RefundAsk = z.infer<typeof refundAskSchema>

export const cancelAskSchema = z.strictObject({ ...writeFields, reason: z.string().max(500) })
export type CancelAsk = z.infer<typeof cancelAskSchema>

export const wireAddressSchema = z.strictObject({
  first_name: z.string().max(100),
  last_name: z.string().max(100),
  company: z.string().max(100),
  address_1: z.string().min(1).max(200),
  address_2: z.string().max(200),
  city: z.string().min(1).max(100),
  state: z.string().max(100),
  postcode: z.string().max(20),
  country: z.string().regex(/^[A-Z]{2}$/),
})
export type WireAddress = z.infer<typeof wireAddressSchema>
export const addressAskSchema = z.strictObject({ ...writeFields, shipping: wireAddressSchema })
export type AddressAsk = z.infer<typeof addressAskSchema>

/** A private order note. Needs no consent: it changes nothing the shopper sees. */
export const noteAskSchema = z.strictObject({
  v: z.literal(1),
  key: writeKeySchema,
  order_number: z.string().max(64),
  session: z.string().max(64),
  text: z.string().min(1).max(2_000),
})
export type NoteAsk = z.infer<typeof noteAskSchema>

/**
 * Why the plugin will not, HTTP 422. Those in FINAL_REFUSALS are kept under the key: a repeat gets the same answer.
 * The others are decided before the key is claimed and leave nothing behind.
 */
export const WRITE_REFUSALS = [
  'bad_request', // does not parse, or lines and shipping do not add up
  'order_not_found', // also: a refund's id, a product's id, a number that is not this order's
  'order_changed', // `expected` does not match
  'not_theirs', // proof `account`, and the order is another customer's
  'writes_disabled', // the shop's setting
  'status_not_allowed',
  'window_closed',
  'already_shipped',
  'bad_amount', // zero, over the shop's ceiling, or not writable in its decimals
  'wrong_currency',
  'over_refundable', // more than the order, or a line, still has
  'unknown_line', // not of this order, or more than was bought
  'needs_approval', // above the shop's soft limit, without a token
  'bad_approval', // token forged, expired, or for other arguments
  'approval_used', // the token's jti has paid another key already
  'country_changed', // an address in another country, without a token
  'gateway_cannot', // the payment method has no automatic refunds
  'key_reused', // this key was claimed with other arguments
  'gateway_declined', // final: the gateway said no, and no money moved
  'voided', // final: settled before it was ever seen
] as const
export type WriteRefusalReason = (typeof WRITE_REFUSALS)[number]
export const FINAL_REFUSALS: readonly WriteRefusalReason[] = ['gateway_declined', 'voided']

/**
 * One shape for every write and every lookup.
 * - `done` (200): it happened; `repeated` says that this answer is the first one's again.
 * - `refused` (422): it did not happen.
 * - `in_progress` (202): claimed, and either still running or its process died. Ask again by key; never send again
 *   under another key. The plugin settles a dead claim from the order itself (the refund carries the key in its
 *   meta `_counterhand_key`) the next time it is asked.
 * - `in_doubt` (202): the gateway threw or timed out; money may have moved. A person must look. Stays until staff settle it.
 * - `unknown` (404): the key was never seen. It may still arrive: only `settle` makes this final.
 */
export const writeReplySchema = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('done'),
    key: writeKeySchema,
    action: z.enum(['refund', 'cancel', 'address', 'note']),
    order_id: idSchema,
    /** The refund's id for a refund; null for the others. */
    refund_id: idSchema.nullish(),
    /** What was really refunded; null for the others. */
    amount_minor: minorSchema.nullish(),
    currency: currencySchema.nullish(),
    /** The order's status after. */
    status: z.string().max(40),
    repeated: z.boolean(),
    /** ISO 8601 in UTC, of the first time. */
    at: z.string().max(40),
  }),
  z.object({
    outcome: z.literal('refused'),
    key: writeKeySchema.nullish(),
    reason: z.enum(WRITE_REFUSALS),
    /** For staff and logs. Never shown to a shopper. */
    detail: z.string().max(500).nullish(),
  }),
  z.object({ outcome: z.literal('in_progress'), key: writeKeySchema }),
  z.object({ outcome: z.literal('in_doubt'), key: writeKeySchema }),
  z.object({ outcome: z.literal('unknown'), key: writeKeySchema }),
])
export type WriteReply = z.infer<typeof writeReplySchema>

export const healthReplySchema = z.object({
  contract: z.number().int(),
  plugin_version: z.string().max(40),
  /** Seconds since the epoch, by the shop's clock: the edge reports skew. */
  time: z.number().int(),
  shop_url: z.string().max(500),
  currency: currencySchema,
  decimals: z.number().int().min(0).max(8),
  woocommerce: z.string().max(40).nullish(),
  /** The plugin's own rules, to be shown beside the edge's: the stricter wins because both are asked. */
  writes_enabled: z.boolean(),
  refunds: z.object({
    enabled: z.boolean(),
    window_days: z.number().int(),
    soft_limit_minor: minorSchema,
    ceiling_minor: minorSchema,
  }),
  last_event_seq: z.number().int().min(0),
  /** How long the shop wants conversations kept; the edge keeps them no longer than this and its own setting. */
  retention_days: z.number().int().min(1).max(3_650).nullish(),
})
export type HealthReply = z.infer<typeof healthReplySchema>

export const APPROVAL_ISSUER = 'counterhand-ops'
export const APPROVAL_AUDIENCE = 'counterhand-plugin'
export const APPROVAL_TYPE = 'approval+jwt'
/**
 * Claims of an approval token: a compact JWS, `{"alg":"HS256","typ":"approval+jwt","kid":…}`, signed with a key of its
 * own, never the key that signs calls. Single use: the plugin burns `jti` in the transaction that claims the key, and
 * the same key may present it again. Every field must equal the ask's; `lines` as in RefundAsk.
 */
export const approvalClaimsSchema = z.strictObject({
  iss: z.literal(APPROVAL_ISSUER),
  aud: z.literal(APPROVAL_AUDIENCE),
  jti: z.string().regex(/^[A-Za-z0-9_-]{16,64}$/),
  iat: z.number().int(),
  exp: z.number().int(),
  /** `shop_url` of the health reply. */
  shop: z.string().max(500),
  action: z.enum(['refund', 'cancel', 'address']),
  order_id: idSchema,
  /** 0 for cancel and address. */
  amount_minor: minorSchema,
  currency: currencySchema,
  lines: z.array(refundLineSchema).max(200),
  shipping_minor: minorSchema,
  /** SHA-256 of the canonical address for `address`, else null. See `canonicalAddress`. */
  address_hash: hashSchema.nullable(),
  policy_hash: hashSchema,
  approver: z.string().max(200),
})
export type ApprovalClaims = z.infer<typeof approvalClaimsSchema>

/** The nine fields in the schema's order, joined by LF, as sent: what `address_hash` is the SHA-256 of. */
export const canonicalAddress = (address: WireAddress): string =>
  [
    address.first_name,
    address.last_name,
    address.company,
    address.address_1,
    address.address_2,
    address.city,
    address.state,
    address.postcode,
    address.country,
  ].join('\n')

/** A knock: something changed over there. The edge re-reads it; the event itself is believed about nothing else. */
export const pluginEventSchema = z.object({
  /** Rising by one from 1 per shop, never reused: a gap says what was missed. */
  seq: z.number().int().min(1),
  kind: z.enum(['order.updated', 'content.updated', 'content.gone']),
  /** The order's or the post's id. */
  id: idSchema,
  /** The page's canonical URL for content (the old one for a renamed or gone page), null for orders. */
  url: z.string().max(2_000).nullish(),
  /** What the shopper calls the order; null for content. */
  number: z.string().max(64).nullish(),
  at: z.string().max(40),
})
export type PluginEvent = z.infer<typeof pluginEventSchema>
export const eventBatchSchema = z.object({ v: z.literal(1), events: z.array(pluginEventSchema).max(100) })
export type EventBatch = z.infer<typeof eventBatchSchema>
/** `up_to`: the highest seq below which nothing is missing; the plugin may forget those. */
export type EventReceipt = { up_to: number }
/** `limits`: what the edge enforces, for the shop's settings page; absent from an edge that is older than this. */
export type PingReply = { ok: true; contract: number; time: number; key_id: string; limits?: EdgeLimits }
/** The edge's own rules, beside which the plugin shows the shop's. Both are asked, so the stricter wins. */
export type EdgeLimits = {
  writes_enabled: boolean
  currency: string
  /** Decimals the amounts below are counted in. */
  minor_digits: number
  refunds: {
    enabled: boolean
    /** `shadow`: a person decides every one. */
    stage: 'shadow' | 'low_risk' | 'guarded_refunds'
    window_days: number
    soft_limit_minor: number
    ceiling_minor: number
  }
  /** Null while the edge deletes nothing by itself. */
  retention_days: number | null
}

/** A personal-data request. `customer_id` null for a guest, who is found by order address only. */
export const privacyAskSchema = z.strictObject({
  v: z.literal(1),
  request_id: z.string().max(100),
  email: z.email().max(254),
  customer_id: idSchema.nullable(),
})
export type PrivacyAsk = z.infer<typeof privacyAskSchema>
/** Label and value pairs per item, ready for WordPress's exporter. */
export type PrivacyExport = { items: { group: string; id: string; fields: { name: string; value: string }[] }[] }
export type PrivacyReceipt = { receipt: string; erased: Record<string, number>; kept: Record<string, number> }
