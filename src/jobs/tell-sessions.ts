import { DAY_MS, type Clock } from '../base/time.ts'
import type { QueueMessageOf } from '../contracts/queue.ts'
import type { SessionDoor } from '../contracts/session-rpc.ts'

export type TellDeps = {
  now: Clock
  /** What the shopper calls it, or null when the order is gone. */
  orderNumber(orderId: string): Promise<string | null>
  sessionsShown(orderNumber: string, sinceMs: number): Promise<string[]>
  session(id: string): Pick<SessionDoor, 'orderMoved'>
}

/** A conversation older than this is not woken to be told; it asks afresh when the shopper comes back. */
const RECENT_MS = 7 * DAY_MS

/** Tells the conversations that were shown this order. Each reads the order again before it says a word. */
export async function tellSessions(
  deps: TellDeps,
  { orderId, updatedAt }: QueueMessageOf<'order.updated'>
): Promise<void> {
  const number = await deps.orderNumber(orderId)
  if (number === null) return
  for (const id of await deps.sessionsShown(number, deps.now() - RECENT_MS)) {
    await deps.session(id).orderMoved({ orderId, number, updatedAt })
  }
}
