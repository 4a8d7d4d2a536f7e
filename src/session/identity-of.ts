import type { OrderNumber, SessionId } from '../base/ids.ts'
import { asId } from '../base/ids.ts'
import type { Identity } from '../contracts/identity.ts'

/** What this session knows of its visitor: the signed token's claims, and the orders it proved itself. */
export type Visitor = {
  subject: string
  email: string | null
  verifiedOrders: readonly { number: string; untilMs: number }[]
}

/** `wp:<customer id>` is a WordPress login, anything else is a visitor. A proof past its time is none. */
export function identityOf(sessionId: SessionId, visitor: Visitor, nowMs: number): Identity {
  const { subject, email, verifiedOrders } = visitor
  const customerId = /^wp:([1-9]\d*)$/.exec(subject)?.[1] ?? null
  return {
    sessionId,
    subject,
    level: customerId === null ? 'anonymous' : 'account',
    customerId,
    email: customerId === null ? null : email,
    verifiedOrders: verifiedOrders
      .filter(({ untilMs }) => nowMs < untilMs)
      .map(({ number, untilMs }) => ({ number: asId<OrderNumber>(number), untilMs })),
  }
}
