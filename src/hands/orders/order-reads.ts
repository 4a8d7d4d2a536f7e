import type { OrderId } from '../../base/ids.ts'
import type { Order } from '../../contracts/order.ts'

/** What the hands read of a shop; `outside/shop` has these verbs. All throw Faults. */
export type OrderReads = {
  findOrderByNumber(number: string, signal: AbortSignal): Promise<Order | null>
  listOrdersOf(customerId: string, limit: number, signal: AbortSignal): Promise<{ orders: Order[]; more: boolean }>
  customerNotesOf(id: OrderId, signal: AbortSignal): Promise<{ text: string; at: string }[]>
}
