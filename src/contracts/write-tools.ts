import * as z from 'zod'
import type { Result } from '../base/result.ts'
import type { CodeCard, ConsentCard } from './frames.ts'
import { orderNumberSchema } from './tools.ts'

/**
 * The tools that change an order, and the one that mails a code. A plan may ask for them; asking only ever leads to a
 * card. What happens after is between the card and the shopper, through `/chat/consent` and `/chat/verify`.
 */
const reasonSchema = z.string().trim().max(500).default('')

/** A line by its place in the order as it was shown, from 1. */
export const refundItemSchema = z.strictObject({
  line: z.number().int().min(1).max(200),
  quantity: z.number().int().min(1).max(10_000),
})

const refundFields = {
  order_id: orderNumberSchema,
  /** A decimal with a point, as "12.50". Anything else is refused, never read kindly. */
  amount: z.string().max(40).optional(),
  items: z.array(refundItemSchema).min(1).max(50).optional(),
  /** The shopper says that it was opened or used. */
  opened: z.boolean().default(false),
}

/** As a shopper types it. No name means the order's own; no country means that it stays in the country it was for. */
export const shopperAddressSchema = z.strictObject({
  firstName: z.string().trim().max(100).default(''),
  lastName: z.string().trim().max(100).default(''),
  company: z.string().trim().max(100).default(''),
  address1: z.string().trim().min(1).max(200),
  address2: z.string().trim().max(200).default(''),
  city: z.string().trim().min(1).max(100),
  state: z.string().trim().max(100).default(''),
  postcode: z.string().trim().max(20),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
})

export const writeToolInputs = {
  verify_identity: z.strictObject({ order_id: orderNumberSchema, email: z.string().trim().min(3).max(254) }),
  check_refund_policy: z.strictObject(refundFields),
  issue_refund: z.strictObject({ ...refundFields, reason: reasonSchema }),
  change_shipping_address: z.strictObject({ order_id: orderNumberSchema, address: shopperAddressSchema.optional() }),
  cancel_order: z.strictObject({ order_id: orderNumberSchema, reason: reasonSchema }),
} as const

export type WriteToolName = keyof typeof writeToolInputs
export type WriteToolInput<Name extends WriteToolName> = z.infer<(typeof writeToolInputs)[Name]>
export type WriteCall = { [Name in WriteToolName]: { tool: Name; input: WriteToolInput<Name> } }[WriteToolName]

export type WriteAction = ConsentCard['action']

/** Closed: every reason has its own next step in `hands/writes/explain-write-refusal.ts`. */
export type WriteRefusal =
  | { reason: 'bad_input' }
  /** Also: no such order. A stranger hears one thing for both. */
  | { reason: 'not_proven' }
  | { reason: 'writes_disabled' }
  | { reason: 'status_not_allowed'; status: string }
  | { reason: 'not_paid' }
  | { reason: 'window_closed'; closedAt: string }
  | { reason: 'already_shipped' }
  | { reason: 'nothing_left' }
  | { reason: 'bad_amount' }
  | { reason: 'wrong_currency' }
  | { reason: 'over_refundable'; leftMinor: number }
  | { reason: 'unknown_line' }
  | { reason: 'partial_not_allowed' }
  | { reason: 'excluded_item'; name: string }
  | { reason: 'sale_item'; name: string }
  | { reason: 'opened_consumable'; name: string }
  | { reason: 'above_ceiling' }
  | { reason: 'gateway_cannot' }
  | { reason: 'same_address' }
  /** The card is not there, not this session's, used, or past its time. One answer for all four. */
  | { reason: 'card_not_open' }
  | { reason: 'order_changed' }
  | { reason: 'declined_by_gateway' }
  | { reason: 'declined_by_shop'; detail: string }
  | { reason: 'rate_limited'; retryAfterMs: number }
  | { reason: 'upstream_failed' }

/** What a shopper's request leads to, before anything has happened. `address_needed`: it may be changed, and to what is asked. */
export type Proposal =
  | { kind: 'consent_needed'; card: ConsentCard; needsApproval: boolean }
  | { kind: 'code_sent'; card: CodeCard }
  | { kind: 'address_needed'; orderNumber: string }
  | { kind: 'policy'; verdict: 'auto' | 'needs_approval'; amountMinor: number; currency: string }
export type ProposalOutcome = Result<Proposal, WriteRefusal>

/** What became of an accepted card. `in_doubt` is never shown as done, and is looked into until it is known. */
export type WriteSettled =
  | { kind: 'done'; action: WriteAction; orderNumber: string; amountMinor: number | null; currency: string | null }
  | { kind: 'approval_pending'; approvalId: string }
  | { kind: 'in_doubt' }
  | { kind: 'declined' }
export type ConsentOutcome = Result<WriteSettled, WriteRefusal>

/** The outcome of a typed code. The code itself goes nowhere else. */
export type VerifyOutcome =
  | { kind: 'verified'; orderNumber: string; untilMs: number; card: CodeCard }
  | { kind: 'wrong'; card: CodeCard }
  /** Not there, not this session's, used up or lapsed. */
  | { kind: 'not_open' }
