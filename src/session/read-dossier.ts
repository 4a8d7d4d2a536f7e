import type { SessionDossier } from '../contracts/erasure.ts'
import type { Memory } from './memory/memory.ts'

/** More than any session holds: twenty messages a minute for a day. */
const MESSAGES_MAX = 30_000

/** Everything this session holds of a person, for them to read. */
export function readDossier(memory: Pick<Memory, 'meta' | 'lastMessages' | 'outbox'>): SessionDossier {
  const { subject, email, profile, knownOrders } = memory.meta
  return {
    subject,
    email,
    firstName: profile?.firstName ?? null,
    orders: knownOrders.map((order) => order.number),
    messages: memory.lastMessages(MESSAGES_MAX).map(({ id, role, body, at }) => ({ id, role, text: body, at })),
    waiting: memory.outbox().length,
  }
}
