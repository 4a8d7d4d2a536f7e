import { parseMoney } from '../../base/money.ts'
import { ok, refuse, type Result } from '../../base/result.ts'
import type { Order, OrderLine } from '../../contracts/order.ts'
import type { WriteRefusal } from '../../contracts/write-tools.ts'

export type RefundWish = {
  amount?: string | undefined
  items?: { line: number; quantity: number }[] | undefined
  opened: boolean
}
/** Exactly what would be paid back. Lines and shipping add up to `amountMinor` unless it is an amount without lines. */
export type RefundQuote = {
  amountMinor: number
  currency: string
  lines: { lineId: string; name: string; quantity: number; amountMinor: number }[]
  shippingMinor: number
  isWhole: boolean
}

export const leftOf = (order: Order): number => Math.max(0, order.total.minor - order.refunded.minor)
const paidFor = (line: OrderLine): number => line.total.minor + line.tax.minor
/** Rounded down: a part is never more than its share, and the last part is never more than what is left. */
const share = (line: OrderLine, quantity: number): number => Math.floor((paidFor(line) * quantity) / line.quantity)

/** Reads a wish against the order as it stands. Knows nothing of rules but whether shipping comes along. */
export function priceRefund(order: Order, wish: RefundWish, withShipping: boolean): Result<RefundQuote, WriteRefusal> {
  const left = leftOf(order)
  if (left === 0) return refuse({ reason: 'nothing_left' })
  const quote = wish.items
    ? priceItems(order, wish.items)
    : wish.amount === undefined
      ? priceRest(order, withShipping)
      : null
  const priced = quote ?? priceAmount(order, wish.amount ?? '')
  if (!priced.ok) return priced
  // An amount beside items must say the same; neither may quietly win.
  if (wish.items && wish.amount !== undefined) {
    const said = priceAmount(order, wish.amount)
    if (!said.ok || said.value.amountMinor !== priced.value.amountMinor) return refuse({ reason: 'bad_amount' })
  }
  if (priced.value.amountMinor <= 0) return refuse({ reason: 'bad_amount' })
  if (priced.value.amountMinor > left) return refuse({ reason: 'over_refundable', leftMinor: left })
  return priced
}

function priceAmount(order: Order, text: string): Result<RefundQuote, WriteRefusal> {
  const money = parseMoney(text, order.currency)
  if (!money || money.minor <= 0) return refuse({ reason: 'bad_amount' })
  const isWhole = money.minor === order.total.minor
  return ok({ amountMinor: money.minor, currency: order.currency, lines: [], shippingMinor: 0, isWhole })
}

function priceItems(order: Order, items: { line: number; quantity: number }[]): Result<RefundQuote, WriteRefusal> {
  const lines: RefundQuote['lines'] = []
  for (const { line: place, quantity } of items) {
    const line = order.lines[place - 1]
    const isTwice = lines.some((each) => each.lineId === line?.id)
    if (!line || isTwice || !Number.isInteger(line.quantity) || quantity > line.quantity) {
      return refuse({ reason: 'unknown_line' })
    }
    lines.push({ lineId: line.id, name: line.name, quantity, amountMinor: share(line, quantity) })
  }
  const amountMinor = lines.reduce((sum, line) => sum + line.amountMinor, 0)
  return ok({ amountMinor, currency: order.currency, lines: byId(lines), shippingMinor: 0, isWhole: false })
}

/** Everything that is left. Lines are named only while none of it was refunded: later nobody here knows which are left. */
function priceRest(order: Order, withShipping: boolean): Result<RefundQuote, WriteRefusal> {
  const left = leftOf(order)
  const shippingPaid = order.shippingTotal.minor + (order.shippingTax?.minor ?? 0)
  const amountMinor = withShipping ? left : Math.max(0, left - shippingPaid)
  const lines = order.lines.filter((line) => Number.isInteger(line.quantity) && line.quantity > 0 && paidFor(line) > 0)
  const shippingMinor = withShipping ? shippingPaid : 0
  const total = lines.reduce((sum, line) => sum + paidFor(line), 0) + shippingMinor
  const isWhole = order.refunded.minor === 0 && amountMinor === order.total.minor
  // Fees and discounts outside the lines make the sum differ; then it goes by amount alone.
  if (order.refunded.minor > 0 || total !== amountMinor) {
    return ok({ amountMinor, currency: order.currency, lines: [], shippingMinor: 0, isWhole })
  }
  return ok({
    amountMinor,
    currency: order.currency,
    lines: byId(
      lines.map((line) => ({ lineId: line.id, name: line.name, quantity: line.quantity, amountMinor: paidFor(line) }))
    ),
    shippingMinor,
    isWhole,
  })
}

const byId = (lines: RefundQuote['lines']) => lines.toSorted((a, b) => (a.lineId < b.lineId ? -1 : 1))
