import * as z from 'zod'

/**
 * Whom a personal-data request is about. An address finds accounts and guests; a customer's id their account; a session
 * one conversation, which is all that can be named of a visitor who never said who they are.
 */
export const personSchema = z.strictObject({
  email: z.email().max(254).nullable().default(null),
  customer_id: z
    .string()
    .regex(/^[1-9]\d{0,18}$/)
    .nullable()
    .default(null),
  session_id: z
    .string()
    .regex(/^[A-Za-z0-9_-]{16,64}$/)
    .nullable()
    .default(null),
})
export type Person = z.infer<typeof personSchema>

export const RECEIPT_TYPE = 'counterhand-erasure+jws'
const countsSchema = z.record(z.string().max(60), z.number().int().min(0))

/**
 * What was removed where: the payload of a compact JWS signed with Ed25519, so that whoever holds the public key can
 * check it and nobody but us can write it. Names no person: `person` is a keyed hash.
 */
export const erasureReceiptSchema = z.strictObject({
  v: z.literal(1),
  id: z.string().max(100),
  person: z.string().max(60),
  askedAt: z.string().max(30),
  finishedAt: z.string().max(30),
  sessions: z.number().int().min(0),
  /** By place. A place that held nothing is listed with 0: it was looked at. */
  removed: countsSchema,
  kept: z.record(z.string().max(60), z.strictObject({ count: z.number().int().min(0), why: z.string().max(200) })),
  /** Until when messages still on their way are dropped as they arrive. */
  lateUntil: z.string().max(30),
})
export type ErasureReceipt = z.infer<typeof erasureReceiptSchema>

/** Everything one session object holds of a person. */
export type SessionDossier = {
  subject: string | null
  email: string | null
  firstName: string | null
  orders: string[]
  messages: { id: string; role: string; text: string; at: number }[]
  /** Records on their way to the store. */
  waiting: number
}
