import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../base/time.ts'
import { productBySku } from '../catalog/catalog.ts'
import { seedCustomers, seedGuests } from './customers.ts'
import { orderTable, type SeedOrder } from './order-table.ts'
import type { PlantedPage } from './plant.ts'
import { linesTotal, orderTotal, type DemoCustomer, type DemoLine, type DemoOrder } from './shapes.ts'

export type Shop = {
  v: 1
  bornAt: number
  /** The next id of anything that has one: notes, refunds. Orders, refunds and products share WordPress's id space. */
  nextId: number
  customers: DemoCustomer[]
  orders: DemoOrder[]
  /** Pages strangers wrote; absent in shops founded before there were any. */
  planted?: PlantedPage[]
}

const FREE_SHIPPING_FROM = 7500
const SHIPPING = 495

type Owner = Pick<DemoOrder, 'customerId' | 'email' | 'phone' | 'billing'>

function ownerOf(seed: SeedOrder, customers: DemoCustomer[]): Owner {
  const guest = seedGuests[Number(/^guest:(\d)$/.exec(seed.owner)?.[1] ?? -1)]
  if (guest) return { customerId: 0, email: guest.email, phone: '020 910 0199', billing: guest.address }
  const customer = customers.find((each) => each.login === seed.owner)
  if (!customer) throw new Error(`order ${seed.number} has no owner ${seed.owner}`)
  return { customerId: customer.id, email: customer.email, phone: customer.phone, billing: customer.address }
}

function linesOf(seed: SeedOrder, firstId: number): DemoLine[] {
  return seed.lines.map(([sku, quantity], index) => {
    const product = productBySku(sku)
    const subtotal = product.price * quantity
    const total = subtotal - Math.round((subtotal * (seed.coupon?.percent ?? 0)) / 100)
    return { id: firstId + index, productId: product.id, sku, name: product.name, quantity, total, subtotal }
  })
}

const UNPAID = new Set(['pending', 'failed', 'on-hold', 'cancelled', 'checkout-draft'])

/** Each order was placed at its own minute of the day, so that no two sort alike. */
function orderOf(seed: SeedOrder, index: number, customers: DemoCustomer[], now: number, randomKey: string): DemoOrder {
  const ago = (days: number, hours = 0) => now - days * DAY_MS - hours * HOUR_MS - (90 + index) * MINUTE_MS
  const owner = ownerOf(seed, customers)
  const createdAt = ago(seed.daysAgo)
  const tracking = (seed.shipped ?? []).map((each) => ({
    provider: each.provider,
    number: each.tracking,
    shippedAt: ago(each.daysAgo, 1),
  }))
  const completedAt = seed.completedDaysAgo === undefined ? null : ago(seed.completedDaysAgo)
  const order: DemoOrder = {
    id: seed.id ?? Number(seed.number) + 4000,
    number: seed.number,
    status: seed.status,
    ...owner,
    shipping: owner.billing,
    lines: linesOf(seed, 300 + index * 10),
    shippingTotal: 0,
    coupon: seed.coupon ?? null,
    paymentMethod: seed.method ?? 'demo_card',
    createdAt,
    updatedAt: Math.max(createdAt, completedAt ?? 0, ...tracking.map((each) => each.shippedAt)),
    paidAt: UNPAID.has(seed.status) || seed.method === 'cod' ? null : createdAt + MINUTE_MS,
    completedAt,
    tracking,
    notes: [],
    refunds: [],
    orderKey: `wc_order_${randomKey.replaceAll('-', '').slice(0, 13)}`,
  }
  order.shippingTotal = linesTotal(order) >= FREE_SHIPPING_FROM ? 0 : SHIPPING
  if (seed.refund) refundAtSeed(order, seed.refund, index, ago(seed.refund.daysAgo))
  order.notes = notesOf(order, seed, 9000 + index * 10)
  return order
}

function refundAtSeed(order: DemoOrder, refund: NonNullable<SeedOrder['refund']>, index: number, at: number): void {
  const amount = refund.amount === 'all' ? orderTotal(order) : refund.amount
  const money = { amount, lines: [], shipping: 0, paidBack: true, key: null }
  order.refunds.push({ id: 5900 + index, at, reason: refund.reason, ...money })
  order.updatedAt = Math.max(order.updatedAt, at)
}

function notesOf(order: DemoOrder, seed: SeedOrder, firstId: number): DemoOrder['notes'] {
  const notes: [at: number, text: string, forCustomer: boolean][] = []
  if (order.paidAt) notes.push([order.paidAt, `Payment via Card (demo gateway) (demo_ch_${order.id}).`, false])
  for (const parcel of order.tracking) {
    notes.push([parcel.shippedAt, `Handed to ${parcel.provider}, tracking number ${parcel.number}`, false])
  }
  if (order.completedAt) notes.push([order.completedAt, 'Order status changed from Processing to Completed.', false])
  if (seed.tell) notes.push([order.updatedAt, seed.tell, true])
  return notes.map(([at, text, forCustomer], index) => ({ id: firstId + index, at, text, forCustomer }))
}

/** The whole shop as it stands on its first day. `keyFor` makes each order's secret. */
export function seedShop(now: number, keyFor: () => string): Shop {
  const customers = seedCustomers(now)
  const orders = orderTable.map((seed, index) => orderOf(seed, index, customers, now, keyFor()))
  return { v: 1, bornAt: now, nextId: 12_000, customers, orders }
}
