import { Hono } from 'hono'
import * as z from 'zod'
import { publicPages } from '../pages/routes.ts'
import type { DemoWorld } from '../world/open-world.ts'
import {
  CURRENCY,
  orderTotal,
  refundedTotal,
  type DemoCustomer,
  type DemoOrder,
  type Weather,
} from '../world/shapes.ts'
import { decimal } from '../woocommerce/decimals.ts'
import { fullName, isOwnPage } from './visit.ts'

export type HandleDeps = {
  world: Pick<DemoWorld, 'customers' | 'orders' | 'mailbox' | 'setWeather' | 'setStatus'>
  /** What WooCommerce's webhook would carry, sent as it would. */
  orderChanged: (order: DemoOrder) => Promise<void>
  weather: () => Promise<Weather>
  shopOrigin: string
}

const weatherSchema = z.strictObject({
  faults: z.string().max(200).default(''),
  latencyMs: z.number().int().min(0).max(60_000).default(0),
})

const statusSchema = z.strictObject({
  status: z.enum(['pending', 'processing', 'on-hold', 'completed', 'cancelled', 'refunded', 'failed']),
})

const customerLine = (customer: DemoCustomer) => ({
  id: customer.id,
  login: customer.login,
  name: fullName(customer),
  email: customer.email,
})

/** `owner` is a login, or null for a guest. */
const orderLine = (order: DemoOrder, customers: DemoCustomer[]) => ({
  id: order.id,
  number: order.number,
  owner: customers.find((each) => each.id === order.customerId)?.login ?? null,
  email: order.email,
  postcode: order.billing.postcode,
  status: order.status,
  total: decimal(orderTotal(order)),
  refunded: decimal(refundedTotal(order)),
  currency: CURRENCY,
  paid: order.paidAt !== null,
  createdAt: new Date(order.createdAt).toISOString(),
  updatedAt: new Date(order.updatedAt).toISOString(),
  items: order.lines.map(({ name, quantity, total }) => ({ name, quantity, total: decimal(total) })),
  tracking: order.tracking.map(({ provider, number }) => ({ carrier: provider, number })),
  shipping: order.shipping,
})

/** JSON for whoever drives the demo from outside. It tells everything: mount it in demo mode only. */
export function handleRoutes({ world, weather, shopOrigin, orderChanged }: HandleDeps) {
  const app = new Hono()

  app.get('/world.json', async (c) => {
    const [customers, orders] = await Promise.all([world.customers(), world.orders()])
    return c.json({
      customers: customers.map(customerLine),
      orders: orders.map((order) => orderLine(order, customers)),
      pages: publicPages.map(({ path, title, section }) => ({ url: shopOrigin + path, title, section })),
    })
  })

  app.get('/mailbox.json', async (c) => {
    const mails = await world.mailbox()
    return c.json({ mails: mails.map((mail) => ({ ...mail, at: new Date(mail.at).toISOString() })) })
  })

  // The shopkeeper at work: an order moves, and the shop's webhook says so.
  app.post('/orders/:number', async (c) => {
    if (!isOwnPage(c, shopOrigin, false))
      return c.json({ code: 'wrong_origin', message: 'Ask from a page of this shop.' }, 403)
    const ask = statusSchema.safeParse(await c.req.json().catch(() => null))
    if (!ask.success) return c.json({ code: 'bad_request', message: 'Send {"status": "completed"}.' }, 400)
    const order = (await world.orders()).find((each) => each.number === c.req.param('number'))
    const changed = order ? await world.setStatus({ orderId: order.id, status: ask.data.status }) : null
    if (!changed?.ok) return c.json({ code: 'no_such_order', message: 'There is no order with this number.' }, 404)
    await orderChanged(changed.value)
    return c.json({ number: changed.value.number, status: changed.value.status })
  })

  app.get('/faults', async (c) => c.json(await weather()))

  app.post('/faults', async (c) => {
    if (!isOwnPage(c, shopOrigin, false))
      return c.json({ code: 'wrong_origin', message: 'Ask from a page of this shop.' }, 403)
    const ask = weatherSchema.safeParse(await c.req.json().catch(() => null))
    if (!ask.success)
      return c.json({ code: 'bad_request', message: 'Send {"faults": "500:0.3,slow", "latencyMs": 0}.' }, 400)
    await world.setWeather(ask.data)
    return c.json(ask.data)
  })

  // Back to what DEMO_FAULTS and DEMO_LATENCY_MS say.
  app.delete('/faults', async (c) => {
    await world.setWeather(null)
    return c.json(await weather())
  })
  return app
}
