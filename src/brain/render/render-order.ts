import type { OrderView, Tracking } from '../../contracts/order.ts'
import { cleanText } from '../guard/clean-text.ts'
import { orderStatusWords, phrase } from '../phrases/phrase.ts'
import { showDate, showList, showMoney, type Where } from './format.ts'

const ITEMS_SHOWN = 6
const NAME_MAX = 80

/** Anything that could be followed: a link, a script's scheme, an e-mail address. */
const ADDRESS = /[a-z][a-z0-9+.-]*:\/\/\S+|www\.\S+|(?:javascript|vbscript|data):|\S+@\S+\.\S+/gi

/** A product's name is the shop's text, but it can hold anything: one line, no markup, not endless, cut between words. */
export function plainName(name: string): string {
  const plain = cleanText(name)
    .replace(/<[^>]*>/g, '')
    .replace(ADDRESS, '')
    .replace(/[[\]!<>*_`|{}]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
  if (plain.length <= NAME_MAX) return plain
  // Half a figure is another figure.
  const cut = plain.lastIndexOf(' ', NAME_MAX - 1)
  return cut > 0 ? `${plain.slice(0, cut)} …` : plain.replace(/\d/g, '').slice(0, NAME_MAX)
}

export function showItems(view: OrderView, where: Where): string {
  const shown = view.items.slice(0, ITEMS_SHOWN).map((item) => `${item.quantity} × ${plainName(item.name)}`)
  const left = view.items.length - shown.length
  return showList(left > 0 ? [...shown, `+${left}`] : shown, where)
}

function trackingLine(tracking: Tracking, where: Where): string {
  const number = plainName(tracking.number)
  if (!tracking.carrier) return phrase('order_tracking_plain', where.locale, { number })
  return phrase('order_tracking', where.locale, { carrier: plainName(tracking.carrier), number })
}

/** One order in a few short sentences: status, items, total, last update, tracking. The card beside it has the links. */
export function renderOrder(view: OrderView, where: Where): string {
  const { locale } = where
  const lines = [
    phrase('order_is', locale, { number: plainName(view.number), status: orderStatusWords(view.status, locale) }),
    ...(view.items.length > 0 ? [phrase('order_items', locale, { items: showItems(view, where) })] : []),
    phrase('order_total', locale, { total: showMoney(view.total, where) }),
    ...(view.refunded.minor > 0 ? [phrase('order_refunded', locale, { amount: showMoney(view.refunded, where) })] : []),
    phrase('order_updated', locale, { date: showDate(view.updatedAt, where) }),
    ...view.tracking.slice(0, 3).map((each) => trackingLine(each, where)),
    ...(view.tracking.length === 0 && view.status === 'processing' ? [phrase('order_no_tracking', locale)] : []),
  ]
  return lines.join(locale.startsWith('ja') ? '' : ' ')
}

/** A short list, one line each. */
export function renderOrders(orders: OrderView[], more: boolean, where: Where): string {
  const { locale } = where
  if (orders.length === 0) return phrase('orders_none', locale)
  const lines = orders.map((view) => {
    const status = orderStatusWords(view.status, locale)
    const total = showMoney(view.total, where)
    return `- ${phrase('orders_line', locale, { number: plainName(view.number), status, total, date: showDate(view.updatedAt, where) })}`
  })
  return [phrase('orders_intro', locale), ...lines, ...(more ? ['', phrase('orders_more', locale)] : [])].join('\n')
}
