import { toDecimal } from '../../base/money.ts'
import type { Passage } from '../../contracts/knowledge.ts'
import type { OrderView } from '../../contracts/order.ts'
import { orderStatusWords } from '../phrases/phrase.ts'
import { showDate, showMoney, type Where } from './format.ts'
import { plainName, showItems } from './render-order.ts'

/** A value a model may point at and we write. `raw` is what the model is told, so that it can reason about it. */
type Slot = { raw: string; render: () => string }
export type Slots = ReadonlyMap<string, Slot>

const ORDERS_MAX = 10

/** `order.total` for one order, `order1.total`, `order2.total` for several. Rendered only when the answer uses them. */
export function slotsOf(orders: OrderView[], where: Where): Slots {
  const slots = new Map<string, Slot>()
  orders.slice(0, ORDERS_MAX).forEach((order, at) => {
    const name = orders.length === 1 ? 'order' : `order${at + 1}`
    for (const [field, slot] of Object.entries(slotsOfOrder(order, where))) slots.set(`${name}.${field}`, slot)
  })
  return slots
}

function slotsOfOrder(order: OrderView, where: Where): Record<string, Slot> {
  const money = (amount: OrderView['total']): Slot => ({
    raw: `${toDecimal(amount)} ${amount.currency}`,
    render: () => showMoney(amount, where),
  })
  const date = (iso: string): Slot => ({ raw: iso, render: () => showDate(iso, where) })
  const plain = (raw: string): Slot => ({ raw, render: () => raw })
  const [tracking] = order.tracking
  return {
    number: plain(plainName(order.number)),
    status: { raw: order.status, render: () => orderStatusWords(order.status, where.locale) },
    total: money(order.total),
    ...(order.refunded.minor > 0 ? { refunded: money(order.refunded) } : {}),
    items: {
      raw: order.items
        .map((item) => `${item.quantity} × ${plainName(item.name)}`)
        .join('; ')
        .slice(0, 600),
      render: () => showItems(order, where),
    },
    placed: date(order.createdAt),
    updated: date(order.updatedAt),
    ...(tracking ? { tracking: plain(plainName(tracking.number)) } : {}),
    ...(tracking?.carrier ? { carrier: plain(plainName(tracking.carrier)) } : {}),
    ...(tracking?.shippedAt ? { shipped: date(tracking.shippedAt) } : {}),
  }
}

/** A bracket in an address would end the link early, and what follows would be read as text. */
const tidyUrl = (url: string): string => url.replace(/[()\s<>]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)

/** `page1.link`: the page by its number in the prompt, written by us as a link to where it stands. */
export function pageSlots(passages: readonly Passage[]): Slots {
  return new Map(
    passages.map(({ title, url }, at) => [
      `page${at + 1}.link`,
      { raw: url, render: () => `[${plainName(title)}](${tidyUrl(url)})` },
    ])
  )
}

export const renderSlot = (slots: Slots, name: string): string | null => slots.get(name)?.render() ?? null
