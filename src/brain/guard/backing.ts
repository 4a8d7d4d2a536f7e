import { toDecimal, type Money } from '../../base/money.ts'
import type { OrderView } from '../../contracts/order.ts'
import type { ToolOutcome } from '../../contracts/tools.ts'
import { canonicalNumbers, findValues, type Value } from './values.ts'
import { dateKeysOf } from './date-keys.ts'

/** What stands behind the values of an answer: this turn's orders, its passages, and the shopper's own words. */
export type Backing = {
  /** Texts a value may be taken from, most likely first. */
  texts: string[]
  orders: OrderView[]
  timeZone: string
}

export function ordersOf(outcomes: ToolOutcome[]): OrderView[] {
  return outcomes.flatMap((outcome): OrderView[] => {
    if (!outcome.result.ok) return []
    if (outcome.tool === 'get_order_status') return [outcome.result.value]
    return outcome.tool === 'list_orders' ? outcome.result.value.orders : []
  })
}

/**
 * Asks whether a value is backed. Looked for as written first, which is how a model that copies writes it; only when
 * that fails are the sources read value by value, one source at a time, and kept.
 */
export function openBacking({ texts, orders, timeZone }: Backing): (value: Value) => boolean {
  const lowered = texts.map((text) => text.toLowerCase())
  const read: Set<string>[] = []
  let ofOrders: Set<string> | null = null
  return (value) => {
    ofOrders ??= orderReadings(orders, timeZone)
    if (value.readings.some((each) => ofOrders!.has(each))) return true
    const written = value.text.toLowerCase()
    if (lowered.some((text) => holdsWhole(text, written))) return true
    return texts.some((text, at) => {
      const readings = (read[at] ??= new Set(findValues(text).flatMap((each) => each.readings)))
      return value.readings.some((each) => readings.has(each))
    })
  }
}

const WORDISH = /[\p{L}\p{N}]/u
const GOES_ON = /^[.,]?\d/

/** The text holds it, not as part of a longer number or word: `3` is not in `30`, nor `30` in `30.50`. */
function holdsWhole(text: string, part: string): boolean {
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + 1)) {
    const [before, after] = [text.slice(Math.max(0, at - 2), at), text.slice(at + part.length, at + part.length + 2)]
    const begins = !WORDISH.test(before.slice(-1)) && !/\d[.,]$/.test(before)
    if (begins && !GOES_ON.test(after) && !/^[\p{Script=Latin}]/u.test(after)) return true
  }
  return false
}

function orderReadings(orders: OrderView[], timeZone: string): Set<string> {
  const readings = new Set<string>([`#${orders.length}`])
  const money = (amount: Money) => canonicalNumbers(toDecimal(amount)).forEach((each) => readings.add(`€${each}`))
  for (const order of orders) {
    addCode(readings, order.number)
    money(order.total)
    if (order.refunded.minor > 0) money(order.refunded)
    readings.add(`#${order.items.length}`)
    for (const item of order.items) {
      readings.add(`#${item.quantity}`)
      money(item.total)
      for (const value of findValues(item.name)) value.readings.forEach((each) => readings.add(each))
    }
    for (const tracking of order.tracking) addCode(readings, tracking.number)
    const shipped = order.tracking.flatMap(({ shippedAt }) => (shippedAt === null ? [] : [shippedAt]))
    for (const iso of [order.createdAt, order.updatedAt, ...shipped]) {
      for (const key of dateKeysOf(iso, timeZone)) readings.add(key)
    }
  }
  return readings
}

function addCode(readings: Set<string>, code: string): void {
  readings.add(`=${code.toLowerCase()}`)
  if (/^\d+$/.test(code)) canonicalNumbers(code).forEach((each) => readings.add(`#${each}`))
}
