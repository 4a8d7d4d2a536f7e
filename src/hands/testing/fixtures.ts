import { asId, type SessionId, type TurnId } from '../../base/ids.ts'
import type { Identity } from '../../contracts/identity.ts'
import type { Address, Order } from '../../contracts/order.ts'
import type { OrderReads } from '../orders/order-reads.ts'
import type { ToolContext } from '../toolbox/tool.ts'

/** Sunday 22 November 2026, 14:30:48 UTC, frozen. */
export const NOW = 1_795_357_848_000
const iso = (beforeMs: number) => new Date(NOW - beforeMs).toISOString()
const DAY = 86_400_000

export const eur = (minor: number) => ({ minor, currency: 'EUR' })

export const address = (change: Partial<Address> = {}): Address => ({
  firstName: 'Ada',
  lastName: 'Archer',
  company: '',
  address1: '10 Sample Road',
  address2: '',
  city: 'Sampletown',
  state: '',
  postcode: '10002',
  country: 'DE',
  ...change,
})

/** Order 1042 of customer 7: two lines of 40.00 and 19.00 with shipping of 4.90, paid, sent and completed. */
export const order = (change: Partial<Order> = {}): Order => ({
  id: asId('5042'),
  number: asId('1042'),
  status: 'completed',
  currency: 'EUR',
  total: eur(6390),
  shippingTotal: eur(490),
  totalTax: eur(0),
  refunded: eur(0),
  refunds: [],
  lines: [
    { id: '1', productId: '11', name: 'Desk lamp', quantity: 1, total: eur(4000), tax: eur(0), options: [] },
    { id: '2', productId: '12', name: 'Bulb', quantity: 2, total: eur(1900), tax: eur(0), options: [] },
  ],
  createdAt: iso(9 * DAY),
  updatedAt: iso(2 * DAY),
  paidAt: iso(9 * DAY),
  completedAt: iso(5 * DAY),
  customerId: '7',
  billingEmail: 'ada@example.com',
  billing: address(),
  shipping: address(),
  paymentMethod: 'card',
  tracking: [{ carrier: 'dhl', number: '00340434', url: null, shippedAt: iso(7 * DAY) }],
  customerNotes: [],
  ...change,
})

export const identity = (change: Partial<Identity> = {}): Identity => ({
  sessionId: asId<SessionId>('session-0123456789'),
  subject: 'anon:visitor-1',
  level: 'anonymous',
  customerId: null,
  email: null,
  verifiedOrders: [],
  ...change,
})
export const owner = () => identity({ subject: 'wp:7', level: 'account', customerId: '7', email: 'ada@example.com' })

export const context = (change: Partial<ToolContext> = {}): ToolContext => ({
  identity: owner(),
  turnId: asId<TurnId>('turn-1'),
  callId: 'turn-1.1',
  locale: 'en-GB',
  signal: new AbortController().signal,
  ...change,
})

/** A shop of the given orders that remembers what it was asked. */
export function fakeShop(orders: Order[] = [order()]): OrderReads & { asked: string[] } {
  const asked: string[] = []
  return {
    asked,
    async findOrderByNumber(number) {
      asked.push(`number ${number}`)
      return orders.find((each) => each.number === number) ?? null
    },
    async listOrdersOf(customerId, limit) {
      asked.push(`list ${customerId}`)
      const mine = orders.filter((each) => each.customerId === customerId)
      return { orders: mine.slice(0, limit), more: mine.length > limit }
    },
    async customerNotesOf(id) {
      asked.push(`notes ${id}`)
      return [{ text: 'On its way. Tracking number: 9400100000000000000001', at: iso(DAY) }]
    },
  }
}
