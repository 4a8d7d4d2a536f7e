import type { OrderNumber, SessionId } from '../base/ids.ts'

/**
 * Who is asking, as far as we can prove. Built from the signed token and this session's own verifications,
 * never from a message or a model's arguments.
 */
export type Identity = {
  sessionId: SessionId
  /** The token's `sub`. */
  subject: string
  level: 'anonymous' | 'account'
  /** WooCommerce customer id of the WordPress login, or null. An e-mail on a login proves nothing: WordPress does not verify it. */
  customerId: string | null
  email: string | null
  /** Orders proven in this session by a mailed code, each until its time (ms). */
  verifiedOrders: { number: OrderNumber; untilMs: number }[]
}
