import type { OrderView } from '../../contracts/order.ts'
import { openFollowUp } from '../promises/follow-up.ts'
import { ordersSeen, type TurnEnd } from '../turn-loop.ts'
import { WISH_LIFE_MS } from '../writes/card-doors.ts'
import type { Memory, Meta } from './memory.ts'

/** What a shopper would call a change of an order: its state, or a parcel on its way. */
export const fingerprintOf = (order: OrderView): string =>
  `${order.status}|${order.tracking.map((each) => each.number).join()}`

/** The order a shopper was asked to prove, while their wish for it waits. */
export function orderToProve({ meta }: Memory, nowMs: number): string | null {
  const wish = meta.pendingWrite
  return wish && nowMs < wish.untilMs ? wish.call.input.order_id : null
}

/** A wish that waits is kept, a code that was sent renews the one it is for, and any other proposal has answered it. */
function wishAfter(memory: Memory, { proposal }: TurnEnd, nowMs: number): Pick<Meta, 'pendingWrite'> | object {
  if (!proposal) return {}
  if (!proposal.waits) return { pendingWrite: null }
  const before = memory.meta.pendingWrite
  const call = proposal.call.tool === 'verify_identity' ? before?.call : proposal.call
  return { pendingWrite: call ? { call, untilMs: nowMs + WISH_LIFE_MS } : null }
}

/** What a turn leaves behind for the next ones. */
export function rememberTurn(memory: Memory, end: TurnEnd, nowMs: number): void {
  const shown = ordersSeen(end).map((order) => ({
    number: order.number as string,
    fingerprint: fingerprintOf(order),
  }))
  const older = memory.meta.knownOrders.filter((each) => !shown.some((order) => order.number === each.number))
  memory.remember({
    openQuestion: end.openQuestion,
    ...wishAfter(memory, end, nowMs),
    ...(shown.length > 0 ? { knownOrders: [...shown, ...older].slice(0, 10) } : {}),
    ...(end.handedOver
      ? {
          mode: 'waiting' as const,
          ticketId: end.handedOver.ticketId,
          followUp: openFollowUp(end.handedOver.ticketId, nowMs),
        }
      : {}),
  })
}
