import * as z from 'zod'
import { intentSchema } from './intent.ts'

const idSchema = z.string().min(1).max(100)

/** One run of a tool in the audit trail. `input` is free of people's words. */
export const actionRowSchema = z.object({
  id: idSchema,
  sessionId: idSchema,
  turnId: idSchema,
  tool: z.string().max(60),
  actor: z.string().max(200),
  effect: z.enum(['reads', 'writes', 'moves_money']),
  input: z.record(z.string(), z.unknown()),
  status: z.string().max(40),
  reason: z.string().max(200).nullable(),
  durationMs: z.number(),
  at: z.number(),
})
export type ActionRecord = z.infer<typeof actionRowSchema>

/** One try of a provider. */
export const turnHopSchema = z.object({
  purpose: z.enum(['plan', 'compose', 'check']),
  provider: z.string().max(80),
  model: z.string().max(120),
  latencyMs: z.number(),
  firstTokenMs: z.number().nullable(),
  costMicroUsd: z.number(),
  /** Why it was left, or null when its words were used. */
  left: z.string().max(60).nullable(),
})

export type TurnHop = z.infer<typeof turnHopSchema>

export const recordedMessageSchema = z.object({
  id: idSchema,
  /** `draft` is what the assistant would have said while a person answered. It was shown to nobody but staff. */
  role: z.enum(['shopper', 'assistant', 'staff', 'draft']),
  text: z.string().max(20_000),
  sources: z.array(z.object({ title: z.string(), url: z.string() })),
  atMs: z.number(),
})
export type RecordedMessage = z.infer<typeof recordedMessageSchema>

/** One finished turn, as the outbox carries it to the store. Acting on it twice is harmless: every part has its own key. */
export const turnRecordSchema = z.object({
  sessionId: idSchema,
  turnId: idSchema,
  turnNo: z.number().int(),
  subject: z.string().max(200),
  email: z.string().max(254).nullable(),
  locale: z.string().max(35),
  messages: z.array(recordedMessageSchema),
  /** What the hands read this turn, one row a run. Writes keep their own rows before they act. */
  actions: z.array(actionRowSchema),
  /** Numbers of orders this turn showed, so that a webhook can find the sessions to tell. */
  orders: z.array(z.string().max(40)).max(50),
  intent: intentSchema.nullable(),
  outcome: z.string().max(40),
  brainVersion: z.string().max(40),
  provider: z.string().max(80),
  latencyMs: z.number(),
  firstTokenMs: z.number().nullable(),
  inputTokens: z.number(),
  outputTokens: z.number(),
  costMicroUsd: z.number(),
  /** Why a person was called in this turn. Absent in records of older releases, as are the hops. */
  handoffReason: z.string().max(40).nullish(),
  hops: z.array(turnHopSchema).max(20).optional(),
})
export type TurnRecord = z.infer<typeof turnRecordSchema>
