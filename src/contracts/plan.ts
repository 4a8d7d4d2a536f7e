import * as z from 'zod'
import { intentSchema, type Intent } from './intent.ts'
import { handoffReasonSchema, orderNumberSchema, type HandoffReason, type ToolCall } from './tools.ts'
import type { WriteCall } from './write-tools.ts'

/** The one question a plan may ask. The words live in the phrase table, in the shopper's language. */
export const QUESTIONS = [
  'greeting',
  'anything_else',
  'which_order',
  'what_about',
  'rephrase',
  'sign_in_or_number',
] as const
export const questionSchema = z.enum(QUESTIONS)
/** The last two are ours alone: a model may not ask for an address. */
export type Question = z.infer<typeof questionSchema> | 'which_email' | 'which_address'

export type PlanAct =
  | { kind: 'answer_from_kb'; query: string }
  | { kind: 'call_tools'; calls: ToolCall[] }
  /** Ends in a card, a fact or a refusal; never in a change. */
  | { kind: 'propose'; call: WriteCall }
  | { kind: 'ask'; question: Question }
  | { kind: 'hand_over'; reason: HandoffReason }

/** `confidence` is calibrated, 0 to 1. `by` says whether a model was asked. */
export type Plan = { intent: Intent; confidence: number; by: 'rules' | 'model'; act: PlanAct }

/**
 * What a model may answer when asked to plan. Flat on purpose: small models keep a flat shape, and every field is
 * checked again before it becomes a Plan.
 */
export const planReplySchema = z.object({
  intent: intentSchema,
  confidence: z.number().min(0).max(1),
  act: z.enum(['answer_from_kb', 'get_order_status', 'list_orders', 'ask', 'hand_over']),
  query: z.string().max(500).nullish(),
  order_id: orderNumberSchema.nullish().catch(null),
  question: questionSchema.nullish().catch(null),
  reason: handoffReasonSchema.nullish().catch(null),
})
export type PlanReply = z.infer<typeof planReplySchema>

/** One earlier message, as the brain sees it. */
export type Turnlet = { role: 'shopper' | 'assistant' | 'staff'; text: string }

export type PlanAsk = {
  message: string
  /** Oldest first, at most ten, without the message itself. */
  history: Turnlet[]
  signedIn: boolean
  /** Order numbers this session may read and has spoken of, newest first. */
  knownOrders: string[]
  /** The question we asked last turn, when the shopper may be answering it. */
  openQuestion: Question | null
  /** The order a shopper was asked to prove, while their wish for it waits. An address in a message is then for it. */
  orderToProve?: string | null
  locale: string
}
