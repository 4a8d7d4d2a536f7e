import type * as z from 'zod'
import type { writeRulesSchema } from '../../hands/policy/write-rules.ts'

/** The embedded shop's rules, so that refunds can be tried with nothing set: small ones go alone, larger ones ask a colleague. */
export const DEMO_RULES = {
  enabled: true,
  currency: 'EUR',
  refunds: { stage: 'guarded_refunds', softLimitMinor: 5_000, saleItems: 'allow' },
} satisfies z.input<typeof writeRulesSchema>
