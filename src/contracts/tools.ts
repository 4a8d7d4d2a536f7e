import * as z from 'zod'
import type { Result } from '../base/result.ts'
import type { TicketId } from '../base/ids.ts'
import { kbSearchInputSchema, type Found } from './knowledge.ts'
import type { OrderView } from './order.ts'

/** As printed in the e-mail; custom numbers have letters and dashes. `#` and spaces are trimmed before this. */
export const orderNumberSchema = z
  .string()
  .trim()
  .transform((text) => text.replace(/^#\s*/, ''))
  .pipe(z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._/-]{0,31}$/))

export const HANDOFF_REASONS = [
  'asked_for_person',
  'not_sure',
  'no_answer_found',
  'complaint',
  'needs_approval',
  'tool_failed',
  'provider_down',
  'refund_in_doubt',
  'draft_to_check',
] as const
export const handoffReasonSchema = z.enum(HANDOFF_REASONS)
export type HandoffReason = z.infer<typeof handoffReasonSchema>

/** Arguments a plan may give. Identity is never one of them. */
export const toolInputs = {
  kb_search: kbSearchInputSchema,
  get_order_status: z.strictObject({ order_id: orderNumberSchema }),
  list_orders: z.strictObject({}),
  create_ticket: z.strictObject({
    subject: z.string().min(1).max(200),
    body: z.string().min(1).max(4_000),
    reason: handoffReasonSchema,
  }),
  notify_human: z.strictObject({ reason: handoffReasonSchema, note: z.string().max(1_000).default('') }),
} as const

export type ToolName = keyof typeof toolInputs
export type ToolInput<Name extends ToolName> = z.infer<(typeof toolInputs)[Name]>

export type ToolOutput = {
  kb_search: Found
  get_order_status: OrderView
  list_orders: { orders: OrderView[]; more: boolean }
  create_ticket: { ticketId: TicketId }
  notify_human: { ticketId: TicketId }
}

/**
 * Why a tool said no. NOT_FOUND and UNAUTHORIZED are for the log: `explain-refusal` gives both the same words,
 * so a stranger never learns whether an order exists.
 */
export type ToolRefusal =
  | { reason: 'bad_input' }
  | { reason: 'not_found' }
  | { reason: 'unauthorized' }
  | { reason: 'rate_limited'; retryAfterMs: number }
  | { reason: 'upstream_failed' }
  | { reason: 'unavailable' }

export type ToolCall = { [Name in ToolName]: { tool: Name; input: ToolInput<Name> } }[ToolName]

export type ToolOutcome = {
  [Name in ToolName]: {
    tool: Name
    callId: string
    input: ToolInput<Name>
    durationMs: number
    result: Result<ToolOutput[Name], ToolRefusal>
  }
}[ToolName]

/** The same of one call, kept narrow. */
export type OutcomeOf<Name extends ToolName> = Extract<ToolOutcome, { tool: Name }>
