import * as z from 'zod'
import { sha256Hex } from '../../base/bytes.ts'

const minorSchema = z.number().int().min(0).max(100_000_000_00)
const countSchema = z.number().int().min(0).max(1_000_000)

/** `shadow`: a person decides every one. `low_risk`: only small refunds to a login without any risk sign go alone. */
export const ROLLOUT_STAGES = ['shadow', 'low_risk', 'guarded_refunds'] as const

/**
 * The shop's rules, kept in KV under `rules:writes`. Amounts are minor units of `currency`. The plugin has rules of
 * its own and derives them again, so the stricter of the two wins.
 */
export const writeRulesSchema = z.strictObject({
  enabled: z.boolean().default(false),
  currency: z.string().regex(/^[A-Z]{3}$/),
  refunds: z.strictObject({
    enabled: z.boolean().default(true),
    stage: z.enum(ROLLOUT_STAGES).default('shadow'),
    /** Days from completion; an order not completed yet has an open window. */
    windowDays: z.number().int().min(0).max(3_650).default(30),
    softLimitMinor: minorSchema.default(5_000),
    ceilingMinor: minorSchema.default(50_000),
    customerCap: z.strictObject({ count: countSchema, minor: minorSchema }).default({ count: 3, minor: 20_000 }),
    dayCap: z.strictObject({ count: countSchema, minor: minorSchema }).default({ count: 50, minor: 200_000 }),
    statuses: z.array(z.string().max(40)).default(['processing', 'completed']),
    partial: z.boolean().default(true),
    shipping: z.boolean().default(false),
    excludedProducts: z.array(z.string().max(20)).default([]),
    excludedCategories: z.array(z.string().max(100)).default([]),
    /** Categories that cannot come back once opened. */
    consumables: z.array(z.string().max(100)).default([]),
    saleItems: z.enum(['allow', 'approval', 'deny']).default('approval'),
    manualGateways: z.array(z.string().max(60)).default(['bacs', 'cheque', 'cod']),
    /** An address changed this many days ago or less asks for a person. */
    addressQuietDays: z.number().int().min(0).max(365).default(7),
  }),
  cancel: z
    .strictObject({ enabled: z.boolean(), statuses: z.array(z.string().max(40)) })
    .default({ enabled: true, statuses: ['pending', 'on-hold', 'processing'] }),
  address: z
    .strictObject({ enabled: z.boolean(), statuses: z.array(z.string().max(40)) })
    .default({ enabled: true, statuses: ['pending', 'on-hold', 'processing'] }),
})
export type WriteRules = z.infer<typeof writeRulesSchema>
export type VersionedRules = { rules: WriteRules; hash: string }

/** Writes are off until somebody turns them on: closed when unsure, this moves money. */
export const closedRules = (currency: string): WriteRules => writeRulesSchema.parse({ currency, refunds: {} })

/** The version of a set of rules is the hash of what it says, so nobody can change one and keep its name. */
export async function versionRules(rules: WriteRules): Promise<VersionedRules> {
  return { rules, hash: await sha256Hex(JSON.stringify(rules)) }
}

/** Unreadable rules close every write. */
export async function readRules(stored: unknown, currency: string): Promise<VersionedRules> {
  const parsed = writeRulesSchema.safeParse(stored)
  return versionRules(parsed.success ? parsed.data : closedRules(currency))
}
