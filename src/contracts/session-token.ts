import * as z from 'zod'
import { sessionIdSchema } from './claims.ts'

/**
 * What the widget posts to the shop's token route (the plugin's, or the demo shop's), with the shop's own cookies.
 * A session id the visitor already holds is asked for again; the shop decides whether it still belongs to them.
 */
export const tokenAskSchema = z.strictObject({ session_id: sessionIdSchema.nullish() })
export type TokenAsk = z.infer<typeof tokenAskSchema>

/** Never cached. The token lives at most 15 minutes and opens exactly `session_id`. */
export const tokenAnswerSchema = z.object({
  token: z.string(),
  session_id: sessionIdSchema,
  /** Seconds since the epoch. */
  expires_at: z.number().int(),
  signed_in: z.boolean(),
  name: z.string().nullish(),
})
export type TokenAnswer = z.infer<typeof tokenAnswerSchema>

/** Static, cacheable, the same for every visitor: all the page itself carries. */
export type WidgetConfig = {
  /** Origin of the Worker: `https://chat.example.com`. */
  edge: string
  /** Where to post a TokenAsk; same origin as the page. */
  tokenUrl: string
  shopName: string
  locale?: string
  /** CSS colour of the launcher and the shopper's bubbles; the theme's own when absent. */
  accent?: string
  position?: 'right' | 'left'
  greeting?: string
  /** How to reach a person when our server is gone. */
  contact?: { email?: string; phone?: string; url?: string; hours?: string }
  /** Streaming off by the shop's setting. */
  streaming?: boolean
  /** First questions to offer, in the shop's words; the widget's own when absent. */
  suggestions?: string[]
  /** `auto` follows the shopper's system. */
  theme?: 'auto' | 'light' | 'dark'
}
