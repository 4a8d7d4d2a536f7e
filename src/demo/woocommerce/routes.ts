import { Hono, type Context } from 'hono'
import type { Clock } from '../../base/time.ts'
import { catalog } from '../catalog/catalog.ts'
import type { DemoWorld } from '../world/open-world.ts'
import type { DemoOrder } from '../world/shapes.ts'
import { admit, type WcKeys } from './admit.ts'
import { answerList, answerMissing, answerOne, answerRefusal, answerRest, noRoute } from './answer-rest.ts'
import { customerJson } from './customer-json.ts'
import { noteJson, orderJson, refundJson } from './order-json.ts'
import { productJson } from './product-json.ts'
import { filterOrders, readOrderFilter } from './query.ts'

export type RestDeps = {
  world: Pick<DemoWorld, 'orders' | 'order' | 'customers' | 'bornAt'>
  now: Clock
  wcKeys: WcKeys
}

const ALL = 'GET, POST, PUT, PATCH, DELETE'
const apiOf = (c: Context) => `${new URL(c.req.url).origin}/wp-json/wc/v3`
const originOf = (c: Context) => new URL(c.req.url).origin
const invalidOrder = 'woocommerce_rest_shop_order_invalid_id'

/** The WooCommerce REST v3 reads a support agent needs. Mounted under `/wp-json/wc/v3`. */
export function wooRoutes({ world, now, wcKeys }: RestDeps) {
  const app = new Hono()
  app.use('*', admit(wcKeys, now))
  orderRoutes(app, world)
  customerRoutes(app, world)
  productRoutes(app, world)
  app.all('*', noRoute)
  return app
}

function orderRoutes(app: Hono, world: RestDeps['world']) {
  app.get('/orders', async (c) => {
    const filter = readOrderFilter(new URL(c.req.url).searchParams)
    if (!filter.ok) return answerRefusal(c, filter.error, 'GET, POST')
    const found = filterOrders(await world.orders(), filter.value)
    return answerList(
      c,
      found.map((order) => orderJson(order, originOf(c), apiOf(c)))
    )
  })

  app.get('/orders/:id{\\d+}', async (c) => {
    const order = await world.order(Number(c.req.param('id')))
    if (!order) return answerMissing(c, invalidOrder, 'Invalid ID.', ALL)
    return answerOne(c, orderJson(order, originOf(c), apiOf(c)), ALL)
  })

  const under = async (c: Context, allow: string, show: (order: DemoOrder) => Response | Promise<Response>) => {
    const order = await world.order(Number(c.req.param('id')))
    return order ? show(order) : answerMissing(c, invalidOrder, 'Invalid order ID.', allow)
  }

  // Notes are not paginated, and come oldest first.
  app.get('/orders/:id{\\d+}/notes', (c) =>
    under(c, 'GET, POST', (order) => {
      const type = c.req.query('type') ?? 'any'
      const shown = order.notes.filter((note) => type === 'any' || note.forCustomer === (type === 'customer'))
      return answerRest(
        c,
        shown.map((note) => noteJson(note, order, apiOf(c))),
        200,
        'GET, POST'
      )
    })
  )

  app.get('/orders/:id{\\d+}/refunds', (c) =>
    under(c, 'GET, POST', (order) =>
      answerList(
        c,
        order.refunds.toReversed().map((refund) => refundJson(refund, order, apiOf(c)))
      )
    )
  )

  app.get('/orders/:id{\\d+}/refunds/:refund{\\d+}', (c) =>
    under(c, 'GET, DELETE', (order) => {
      const refund = order.refunds.find((each) => each.id === Number(c.req.param('refund')))
      if (!refund)
        return answerMissing(c, 'woocommerce_rest_shop_order_refund_invalid_id', 'Invalid ID.', 'GET, DELETE')
      return answerOne(c, refundJson(refund, order, apiOf(c)), 'GET, DELETE')
    })
  )
}

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@.]+$/

function customerRoutes(app: Hono, world: RestDeps['world']) {
  const paying = async () =>
    new Set((await world.orders()).filter((each) => each.paidAt !== null).map((each) => each.customerId))

  // Guests are no customers: their address finds nobody here.
  app.get('/customers', async (c) => {
    const email = c.req.query('email')
    if (email !== undefined && !EMAIL.test(email)) {
      return answerRefusal(
        c,
        { name: 'email', code: 'rest_invalid_email', message: 'Invalid email address.' },
        'GET, POST'
      )
    }
    const [customers, buyers] = await Promise.all([world.customers(), paying()])
    const found = customers.filter((each) => email === undefined || each.email.toLowerCase() === email.toLowerCase())
    return answerList(
      c,
      found.map((each) => customerJson(each, buyers.has(each.id), apiOf(c)))
    )
  })

  app.get('/customers/:id{\\d+}', async (c) => {
    const customer = (await world.customers()).find((each) => each.id === Number(c.req.param('id')))
    if (!customer) return answerMissing(c, 'wc_user_invalid_id', 'Invalid user ID.', null)
    return answerOne(c, customerJson(customer, (await paying()).has(customer.id), apiOf(c)), ALL)
  })
}

function productRoutes(app: Hono, world: RestDeps['world']) {
  app.get('/products', async (c) => {
    const { search = '', sku } = c.req.query()
    const found = catalog
      .filter((product) => `${product.name} ${product.tagline}`.toLowerCase().includes(search.toLowerCase()))
      .filter((product) => sku === undefined || product.sku === sku)
    const bornAt = await world.bornAt()
    return answerList(
      c,
      found.map((product) => productJson(product, bornAt, originOf(c), apiOf(c)))
    )
  })

  app.get('/products/:id{\\d+}', async (c) => {
    const product = catalog.find((each) => each.id === Number(c.req.param('id')))
    if (!product) return answerMissing(c, 'woocommerce_rest_product_invalid_id', 'Invalid ID.', ALL)
    return answerOne(c, productJson(product, await world.bornAt(), originOf(c), apiOf(c)), ALL)
  })
}
