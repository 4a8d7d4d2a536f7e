import * as z from 'zod'
import { asId } from '../../src/base/ids.ts'
import { DAY_MS } from '../../src/base/time.ts'
import { formatMoney } from '../../src/base/money.ts'
import type { Address, Order } from '../../src/contracts/order.ts'
import type { WriteCall } from '../../src/contracts/write-tools.ts'

const addressSchema = z.object({
  address1: z.string(),
  address2: z.string(),
  city: z.string(),
  country: z.string(),
  state: z.string(),
  zip: z.string(),
})
const orderSchema = z.object({
  order_id: z.string(),
  user_id: z.string(),
  address: addressSchema,
  items: z.array(z.object({ name: z.string(), product_id: z.string(), item_id: z.string(), price: z.number() })),
  status: z.string(),
})
const dbSchema = z.object({
  users: z.record(z.string(), z.object({ name: z.object({ first_name: z.string(), last_name: z.string() }) })),
  orders: z.record(z.string(), orderSchema),
})
export type RetailOrder = z.infer<typeof orderSchema>
export type RetailDb = z.infer<typeof dbSchema>
/** `amount` is what the returned items cost together, as our card writes it. */
export type RetailWrite = {
  name: string
  orderId: string
  amount: string | null
  callFor(order: RetailOrder, db: RetailDb): WriteCall | null
}

export const readRetail = (json: string): RetailDb => dbSchema.parse(JSON.parse(json))

const taskSchema = z.object({
  expected_writes: z.array(z.object({ name: z.string(), arguments: z.record(z.string(), z.unknown()) })),
})

const cents = (price: number) => Math.round(price * 100)
const usd = (minor: number) => ({ minor, currency: 'USD' })
const numberOf = (orderId: string) => orderId.replace('#', '')

export function writesOf(jsonl: string): RetailWrite[] {
  const tasks = jsonl.split('\n').filter((line) => line.trim() !== '')
  return tasks.flatMap((line) => taskSchema.parse(JSON.parse(line)).expected_writes.map(toWrite))
}

function toWrite({ name, arguments: given }: { name: string; arguments: Record<string, unknown> }): RetailWrite {
  const orderId = typeof given.order_id === 'string' ? given.order_id : ''
  const write: RetailWrite = { name, orderId, amount: null, callFor: () => null }
  const order_id = numberOf(orderId)
  if (name === 'cancel_pending_order') {
    write.callFor = () => ({ tool: 'cancel_order', input: { order_id, reason: '' } })
  }
  if (name === 'modify_pending_order_address') {
    const to = addressSchema.parse(given)
    write.callFor = (order, db) => {
      const input = { order_id, address: toAddress(to, order, db) }
      return { tool: 'change_shipping_address', input }
    }
  }
  if (name === 'return_delivered_order_items') {
    const ids = z.array(z.string()).parse(given.item_ids)
    write.callFor = (order) => {
      const lines = linesOf(order, ids)
      const minor = lines.reduce((sum, line) => sum + cents(order.items[line - 1]!.price), 0)
      write.amount = formatMoney(usd(minor), 'en-IE')
      const items = lines.map((line) => ({ line, quantity: 1 }))
      return { tool: 'issue_refund', input: { order_id, items, opened: false, reason: '' } }
    }
  }
  return write
}

/** Places in the order, from 1. The same item bought twice is two places. */
function linesOf(order: RetailOrder, ids: string[]): number[] {
  const lines: number[] = []
  for (const id of ids) {
    const place = order.items.findIndex((item, at) => item.item_id === id && !lines.includes(at + 1))
    lines.push(place + 1)
  }
  return lines
}

function toAddress(from: z.infer<typeof addressSchema>, order: RetailOrder, db: RetailDb): Address {
  const { first_name: firstName, last_name: lastName } = db.users[order.user_id]!.name
  const country = from.country === 'USA' ? 'US' : from.country
  const { address1, address2, city, state, zip: postcode } = from
  return { firstName, lastName, company: '', address1, address2, city, state, postcode, country }
}

/** Pending is paid and not sent, processed is on its way, delivered is completed. */
export function retailOrder(
  from: RetailOrder,
  db: RetailDb,
  { customerId, nowMs }: { customerId: string; nowMs: number }
): Order {
  const ago = (days: number) => new Date(nowMs - days * DAY_MS).toISOString()
  const isDelivered = from.status === 'delivered'
  const total = from.items.reduce((sum, item) => sum + cents(item.price), 0)
  const address = toAddress(from.address, from, db)
  return {
    id: asId(String(1_000_000 + Number.parseInt(numberOf(from.order_id).slice(1), 10))),
    number: asId(numberOf(from.order_id)),
    status: from.status === 'cancelled' ? 'cancelled' : isDelivered ? 'completed' : 'processing',
    currency: 'USD',
    total: usd(total),
    shippingTotal: usd(0),
    totalTax: usd(0),
    refunded: usd(0),
    refunds: [],
    lines: from.items.map((item, at) => ({
      id: String(at + 1),
      productId: null,
      name: item.name,
      quantity: 1,
      total: usd(cents(item.price)),
      tax: usd(0),
      options: [],
    })),
    createdAt: ago(10),
    updatedAt: ago(5),
    paidAt: ago(10),
    completedAt: isDelivered ? ago(5) : null,
    customerId,
    billingEmail: 'shopper@example.com',
    billing: address,
    shipping: address,
    paymentMethod: 'card',
    tracking:
      from.status === 'processed' || isDelivered ? [{ carrier: null, number: '1', url: null, shippedAt: null }] : [],
    customerNotes: [],
  }
}
