import type { SessionId } from '../base/ids.ts'
import type { Identity } from '../contracts/identity.ts'

/** From the signed token alone: `wp:<customer id>` is a WordPress login, anything else is a visitor. */
export function identityOf(sessionId: SessionId, subject: string, email: string | null): Identity {
  const customerId = /^wp:([1-9]\d*)$/.exec(subject)?.[1] ?? null
  return {
    sessionId,
    subject,
    level: customerId === null ? 'anonymous' : 'account',
    customerId,
    email: customerId === null ? null : email,
    verifiedOrders: [],
  }
}
