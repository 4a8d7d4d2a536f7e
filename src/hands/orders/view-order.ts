import { addMoney } from '../../base/money.ts'
import type { Order, OrderView, Tracking } from '../../contracts/order.ts'

/** What an owner may see. A field is added here by name or it stays inside. */
export const viewOrder = (order: Order, tracking: Tracking[] = order.tracking): OrderView => ({
  number: order.number,
  status: order.status,
  total: order.total,
  refunded: order.refunded,
  // With its tax, as the shopper paid it: WooCommerce keeps a line's total without.
  items: order.lines.map(({ name, quantity, total, tax }) => ({ name, quantity, total: addMoney(total, tax) })),
  createdAt: order.createdAt,
  updatedAt: order.updatedAt,
  tracking,
})

/**
 * Core WooCommerce has no tracking; many shops write it into a note to the customer. Only a code after the words
 * themselves counts, and only its characters travel on: the rest of a note is anybody's text.
 */
export function trackingFromNotes(notes: readonly { text: string; at: string }[]): Tracking[] {
  for (const note of notes) {
    const number = /tracking\s*(?:number|no\.?|code|id)?\s*[:#]?\s*([A-Z0-9]{8,34})\b/i.exec(note.text)?.[1]
    if (number && /\d{4}/.test(number)) {
      return [{ carrier: null, number, url: null, shippedAt: note.at === '' ? null : note.at }]
    }
  }
  return []
}
