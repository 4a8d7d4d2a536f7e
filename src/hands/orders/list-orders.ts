import { ok, refuse } from '../../base/result.ts'
import { toolInputs } from '../../contracts/tools.ts'
import { defineTool } from '../toolbox/tool.ts'
import type { OrderReads } from './order-reads.ts'
import { viewOrder } from './view-order.ts'

export const LIST_LIMIT = 5

export const listOrders = ({ shop }: { shop: OrderReads }) =>
  defineTool({
    name: 'list_orders',
    version: 1,
    tells: "The signed-in shopper's latest orders. Use when they name no number.",
    input: toolInputs.list_orders,
    effect: 'reads',
    needs: 'account',
    traceOf: () => ({}),
    permit: async (_, { identity }) =>
      identity.customerId === null ? refuse({ reason: 'unauthorized' }) : ok(identity.customerId),
    async act(_, customerId, { signal }) {
      const { orders, more } = await shop.listOrdersOf(customerId, LIST_LIMIT, signal)
      return ok({ orders: orders.map((order) => viewOrder(order)), more })
    },
  })
