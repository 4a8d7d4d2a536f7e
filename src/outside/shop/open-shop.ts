import * as z from 'zod'
import type { OrderId } from '../../base/ids.ts'
import type { Address, Order, Tracking } from '../../contracts/order.ts'
import { readShop, type ShopDeps } from './call-shop.ts'
import { toCustomer, toProduct, type Customer, type Product } from './to-customer.ts'
import { gmtToIso, toOrder } from './to-order.ts'
import { billingEmailWire, customerWire, noteWire, orderWire, productWire } from './wire.ts'

export type { Address, Customer, Product, Tracking }

/** Reads only: the key cannot write, and every change goes through the plugin's signed routes. All throw Faults. */
export type Shop = {
  /** By what the customer calls it. Always the same requests, found or not, so that time tells nothing. */
  findOrderByNumber(number: string, signal: AbortSignal): Promise<Order | null>
  findOrder(id: OrderId, signal: AbortSignal): Promise<Order | null>
  /** Newest first. `more` when there are others past `limit` (at most 100). */
  listOrdersOf(customerId: string, limit: number, signal: AbortSignal): Promise<{ orders: Order[]; more: boolean }>
  /** Oldest change first, one page of at most 100; ask again from the last `updatedAt` while `more`. */
  ordersModifiedAfter(iso: string, signal: AbortSignal): Promise<{ orders: Order[]; more: boolean }>
  findCustomer(id: string, signal: AbortSignal): Promise<Customer | null>
  /** Of orders without an account, by the address on them: the newest hundred. For personal-data requests only. */
  guestOrderNumbersOf(email: string, signal: AbortSignal): Promise<string[]>
  /** Those that still exist of at most 100 ids. */
  findProducts(ids: string[], signal: AbortSignal): Promise<Product[]>
  /** Notes the shop wrote to the customer, newest first. Untrusted text. */
  customerNotesOf(id: OrderId, signal: AbortSignal): Promise<{ text: string; at: string }[]>
}

/** Keeps the e-mail apart from the address, and both away from the rest of the order. */
const oneOrder = orderWire.and(billingEmailWire).transform((wire) => toOrder(wire, wire.billing?.email ?? ''))
const manyOrders = z.array(oneOrder)

const DIGITS = /^[1-9]\d{0,17}$/
const sameNumber = (asked: string) => (order: Order) => order.number.toLowerCase() === asked.toLowerCase()

export function openShop(deps: ShopDeps): Shop {
  async function findOrder(id: string, signal: AbortSignal): Promise<Order | null> {
    if (!DIGITS.test(id)) return null
    return (await readShop(deps, { path: `/orders/${id}`, schema: oneOrder }, signal))?.body ?? null
  }

  async function listOrders(params: Record<string, string>, signal: AbortSignal) {
    const page = await readShop(deps, { path: '/orders', params, schema: manyOrders }, signal)
    return { orders: page?.body ?? [], total: page?.total ?? 0 }
  }

  async function findOrderByNumber(number: string, signal: AbortSignal): Promise<Order | null> {
    // Both at once: a plugin's number is found by search, core's by id. `search` matches substrings of anything,
    // and an id may be another order's number, so only an exact number counts.
    const [found, direct] = await Promise.all([
      listOrders({ search: number, per_page: '20' }, signal),
      findOrder(number, signal),
    ])
    return [...found.orders, ...(direct ? [direct] : [])].find(sameNumber(number)) ?? null
  }

  async function listOrdersOf(customerId: string, limit: number, signal: AbortSignal) {
    // 0 would list every guest's orders.
    if (!DIGITS.test(customerId)) return { orders: [], more: false }
    const params = { customer: customerId, per_page: String(Math.min(limit, 100)), orderby: 'date', order: 'desc' }
    const { orders, total } = await listOrders(params, signal)
    // A filter WooCommerce does not know is ignored and returns everybody's orders: look again ourselves.
    return { orders: orders.filter((order) => order.customerId === customerId), more: total > orders.length }
  }

  async function guestOrderNumbersOf(email: string, signal: AbortSignal) {
    const address = email.trim().toLowerCase()
    // `customer=0` is every guest, and `search` matches parts of anything: the address itself decides.
    const { orders } = await listOrders({ customer: '0', search: address, per_page: '100' }, signal)
    const isTheirs = (order: Order) => order.customerId === null && order.billingEmail.toLowerCase() === address
    return orders.filter(isTheirs).map((order) => order.number as string)
  }

  async function ordersModifiedAfter(iso: string, signal: AbortSignal) {
    const params = { modified_after: iso, dates_are_gmt: 'true', orderby: 'modified', order: 'asc', per_page: '100' }
    const { orders, total } = await listOrders(params, signal)
    return { orders, more: total > orders.length }
  }

  async function findCustomer(id: string, signal: AbortSignal): Promise<Customer | null> {
    if (!DIGITS.test(id)) return null
    const found = await readShop(deps, { path: `/customers/${id}`, schema: customerWire }, signal)
    return found ? toCustomer(found.body) : null
  }

  async function findProducts(ids: string[], signal: AbortSignal): Promise<Product[]> {
    const asked = ids.filter((id) => DIGITS.test(id)).slice(0, 100)
    // An empty `include` is no filter at all.
    if (asked.length === 0) return []
    const params = { include: asked.join(','), per_page: '100' }
    const found = await readShop(deps, { path: '/products', params, schema: z.array(productWire) }, signal)
    return (found?.body ?? []).map(toProduct).filter((product) => asked.includes(product.id))
  }

  async function customerNotesOf(id: OrderId, signal: AbortSignal) {
    const path = `/orders/${id}/notes`
    const found = await readShop(deps, { path, params: { type: 'customer' }, schema: z.array(noteWire) }, signal)
    return (found?.body ?? [])
      .filter((note) => note.customer_note === true)
      .map((note) => ({ text: note.note, at: gmtToIso(note.date_created_gmt) ?? '' }))
      .sort((a, b) => (a.at < b.at ? 1 : -1))
  }

  return {
    findOrderByNumber,
    findOrder,
    listOrdersOf,
    ordersModifiedAfter,
    findCustomer,
    guestOrderNumbersOf,
    findProducts,
    customerNotesOf,
  }
}
