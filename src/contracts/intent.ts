import * as z from 'zod'

/** What a shopper wants. Ten labels, closed: routing, telemetry and evals all speak these. */
export const INTENTS = [
  'order_status',
  'refund_return',
  'change_address',
  'cancel_order',
  'howto_product',
  'policy_shipping_faq',
  'account',
  'speak_to_human',
  'complaint',
  'out_of_scope',
] as const
export const intentSchema = z.enum(INTENTS)
export type Intent = z.infer<typeof intentSchema>
