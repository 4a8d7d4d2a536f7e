import { isFault } from '../../base/fault.ts'
import { ok, refuse } from '../../base/result.ts'
import type { Clock } from '../../base/time.ts'
import type { Order, Tracking } from '../../contracts/order.ts'
import { toolInputs } from '../../contracts/tools.ts'
import { defineTool } from '../toolbox/tool.ts'
import { mayReadOrder } from './may-read-order.ts'
import type { OrderReads } from './order-reads.ts'
import { trackingFromNotes, viewOrder } from './view-order.ts'

type GetOrderStatusDeps = { shop: OrderReads; now: Clock }

export const getOrderStatus = ({ shop, now }: GetOrderStatusDeps) =>
  defineTool({
    name: 'get_order_status',
    version: 1,
    tells: 'Where one order is. Use when the shopper names an order number. Not for refunds.',
    input: toolInputs.get_order_status,
    effect: 'reads',
    needs: 'nobody',
    traceOf: ({ order_id }) => ({ order_id }),
    async permit({ order_id }, { identity, signal }) {
      // Looked up even for a stranger, so that both refusals cost the shop the same.
      const order = await shop.findOrderByNumber(order_id, signal)
      if (!order) return refuse({ reason: 'not_found' })
      return mayReadOrder(identity, order, now()) ? ok(order) : refuse({ reason: 'unauthorized' })
    },
    act: async (_, order, { signal }) => ok(viewOrder(order, await trackingOf(shop, order, signal))),
  })

async function trackingOf(shop: OrderReads, order: Order, signal: AbortSignal): Promise<Tracking[]> {
  if (order.tracking.length > 0 || order.status !== 'completed') return order.tracking
  try {
    return trackingFromNotes(await shop.customerNotesOf(order.id, signal))
  } catch (error) {
    // Notes are a fallback: without them the order is still worth showing.
    if (isFault(error) && error.code !== 'aborted') return []
    throw error
  }
}
