import { Fault } from '../../base/fault.ts'
import { asId } from '../../base/ids.ts'
import { parseMoney, type Money } from '../../base/money.ts'
import type { Address, Order, OrderLine, Tracking } from '../../contracts/order.ts'
import { trackingWire, type AddressWire, type LineWire, type OrderWire } from './wire.ts'

const garbled = (detail: string) => new Fault('upstream_garbled', { retryable: false, detail })

/** `date_*_gmt` is UTC without saying so; `date_*` is site-local, and useless without the site's offset. */
export function gmtToIso(gmt: string | null | undefined): string | null {
  if (!gmt) return null
  const at = Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(gmt) ? gmt : `${gmt}Z`)
  return Number.isNaN(at) ? null : new Date(at).toISOString()
}

function readMoney(text: string, currency: string): Money {
  const money = parseMoney(text === '' ? '0' : text, currency)
  // Better no order than one with a guessed amount.
  if (!money) throw garbled('money')
  return money
}

const toAddress = (wire: AddressWire): Address => ({
  firstName: wire?.first_name ?? '',
  lastName: wire?.last_name ?? '',
  company: wire?.company ?? '',
  address1: wire?.address_1 ?? '',
  address2: wire?.address_2 ?? '',
  city: wire?.city ?? '',
  state: wire?.state ?? '',
  postcode: wire?.postcode ?? '',
  country: wire?.country ?? '',
})

/** Keys with a leading underscore are the shop's own bookkeeping. */
const optionsOf = (line: LineWire): [string, string][] =>
  (line.meta_data ?? []).flatMap(({ key, display_key: label, display_value: value }) =>
    key && !key.startsWith('_') && typeof label === 'string' && typeof value === 'string' ? [[label, value]] : []
  )

const toLine = (line: LineWire, currency: string): OrderLine => ({
  id: line.id,
  productId: line.product_id && line.product_id !== '0' ? line.product_id : null,
  name: line.name,
  quantity: line.quantity,
  total: readMoney(line.total, currency),
  tax: readMoney(line.total_tax, currency),
  options: optionsOf(line),
})

/** A known carrier is kept as a slug. People read `usps` as USPS and `an-post` as An Post; what is no slug is a name already. */
function carrierName(slug: string): string {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug)) return slug
  if (slug.length <= 4) return slug.toUpperCase()
  return slug.replace(/(^|-)([a-z])/g, (_, dash: string, letter: string) => `${dash && ' '}${letter.toUpperCase()}`)
}

export function toTracking(value: unknown): Tracking[] {
  const items = Array.isArray(value) ? value : []
  return items.flatMap((item) => {
    const wire = trackingWire.safeParse(item)
    if (!wire.success || wire.data.tracking_number === '') return []
    const { custom_tracking_provider: custom, tracking_provider: known, custom_tracking_link: link } = wire.data
    const shipped = Number(wire.data.date_shipped)
    return [
      {
        carrier: custom || carrierName(known) || null,
        number: wire.data.tracking_number,
        // Anything else in there, such as javascript:, is not an address to show.
        url: /^https?:\/\/[^\s]+$/i.test(link) ? link : null,
        shippedAt: Number.isFinite(shipped) && shipped > 0 ? new Date(shipped * 1_000).toISOString() : null,
      },
    ]
  })
}

/** Throws `upstream_garbled` when an amount or the creation date cannot be read exactly. */
export function toOrder(wire: OrderWire, billingEmail: string): Order {
  const money = (text: string) => readMoney(text, wire.currency)
  const createdAt = gmtToIso(wire.date_created_gmt)
  if (!createdAt) throw garbled('date_created_gmt')
  const refunds = (wire.refunds ?? []).map((refund) => ({
    id: refund.id,
    amount: { minor: Math.abs(money(refund.total).minor), currency: wire.currency },
    reason: refund.reason || null,
  }))
  return {
    id: asId(wire.id),
    number: asId(wire.number || wire.id),
    status: wire.status.replace(/^wc-/, ''),
    currency: wire.currency,
    total: money(wire.total),
    shippingTotal: money(wire.shipping_total),
    shippingTax: money(wire.shipping_tax),
    totalTax: money(wire.total_tax),
    refunded: { minor: refunds.reduce((sum, { amount }) => sum + amount.minor, 0), currency: wire.currency },
    refunds,
    lines: (wire.line_items ?? []).map((line) => toLine(line, wire.currency)),
    createdAt,
    updatedAt: gmtToIso(wire.date_modified_gmt) ?? createdAt,
    paidAt: gmtToIso(wire.date_paid_gmt),
    completedAt: gmtToIso(wire.date_completed_gmt),
    // 0 is WooCommerce's word for a guest.
    customerId: wire.customer_id && wire.customer_id !== '0' ? wire.customer_id : null,
    billingEmail,
    billing: toAddress(wire.billing),
    shipping: toAddress(wire.shipping),
    paymentMethod: wire.payment_method,
    paymentMethodTitle: wire.payment_method_title,
    tracking: (wire.meta_data ?? []).flatMap(({ key, value }) =>
      key === '_wc_shipment_tracking_items' ? toTracking(value) : []
    ),
    customerNotes: [],
  }
}
