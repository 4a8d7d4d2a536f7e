import type { Shop } from './seed.ts'

/** A page somebody else wrote: a guide, or a product's page with what buyers said of it. */
export type PlantedPage = { slug: string; section: 'guides' | 'product'; title: string; text: string; review: string }

/** Strangers' words, put where strangers write. What is left out stays as it was. */
export type Plant = {
  order?:
    | { number: string; note?: string | undefined; lineName?: string | undefined; tracking?: string | undefined }
    | undefined
  customer?: { login: string; firstName: string } | undefined
  page?: PlantedPage | undefined
}

/** The shop with it planted. An order keeps its time: nobody has changed it, it was always written so. */
export function withPlanted(shop: Shop, { order, customer, page }: Plant): Shop {
  return {
    ...shop,
    customers: shop.customers.map((each) =>
      each.login === customer?.login ? { ...each, firstName: customer.firstName } : each
    ),
    orders: shop.orders.map((each) => (each.number === order?.number ? plantedOrder(each, order) : each)),
    planted: page ? [...(shop.planted ?? []).filter((each) => each.slug !== page.slug), page] : (shop.planted ?? []),
  }
}

type Order = Shop['orders'][number]
function plantedOrder(order: Order, { note, lineName, tracking }: NonNullable<Plant['order']>): Order {
  const [line, ...lines] = order.lines
  const [parcel, ...parcels] = order.tracking
  const notes = order.notes.filter((each) => each.id !== PLANTED_NOTE)
  const told = { id: PLANTED_NOTE, at: order.updatedAt, text: note ?? '', forCustomer: true }
  return {
    ...order,
    notes: note === undefined ? notes : [...notes, told],
    lines: lineName === undefined || !line ? order.lines : [{ ...line, name: lineName }, ...lines],
    tracking:
      tracking === undefined
        ? order.tracking
        : [{ shippedAt: order.updatedAt, ...parcel, provider: tracking, number: tracking }, ...parcels],
  }
}
const PLANTED_NOTE = 8_999
