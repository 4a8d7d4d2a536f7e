import {
  CURRENCY,
  linesTotal,
  orderTotal,
  VAT_PERCENT,
  vatIn,
  type DemoLine,
  type DemoNote,
  type DemoOrder,
  type DemoRefund,
} from '../world/shapes.ts'
import { datePair, decimal, gmtTime, links, siteTime } from './decimals.ts'

const PAYMENT_TITLES = { demo_card: 'Card (demo gateway)', bacs: 'Direct bank transfer', cod: 'Cash on delivery' }
const RATE = { id: 1, code: 'IE-VAT-1', label: 'VAT' }
/** Order lines, VAT and shipping lines share one id space, as rows of one table do. */
const VAT_LINE = 8
const SHIPPING_LINE = 9

const net = (gross: number) => gross - vatIn(gross)
const baseId = (order: DemoOrder) => order.lines[0]?.id ?? order.id * 10

function lineJson(line: DemoLine) {
  const [total, tax] = [decimal(net(line.total)), decimal(vatIn(line.total))]
  const [subtotal, subtotalTax] = [decimal(net(line.subtotal)), decimal(vatIn(line.subtotal))]
  const reduced = String(line.quantity)
  return {
    id: line.id,
    name: line.name,
    product_id: line.productId,
    variation_id: 0,
    quantity: line.quantity,
    tax_class: '',
    subtotal,
    subtotal_tax: subtotalTax,
    total,
    total_tax: tax,
    taxes: [{ id: RATE.id, total: tax, subtotal: subtotalTax }],
    meta_data: [
      {
        id: line.id + 6000,
        key: '_reduced_stock',
        value: reduced,
        display_key: '_reduced_stock',
        display_value: reduced,
      },
    ],
    sku: line.sku,
    global_unique_id: '',
    price: line.quantity === 0 ? 0 : net(line.total) / line.quantity / 100,
    image: { id: '', src: '' },
    parent_name: null,
  }
}

const shippingLine = (order: DemoOrder) => ({
  id: baseId(order) + SHIPPING_LINE,
  method_title: order.shippingTotal === 0 ? 'Free shipping' : 'Standard delivery',
  method_id: order.shippingTotal === 0 ? 'free_shipping' : 'flat_rate',
  instance_id: '1',
  total: decimal(net(order.shippingTotal)),
  total_tax: decimal(vatIn(order.shippingTotal)),
  taxes: [{ id: RATE.id, total: decimal(vatIn(order.shippingTotal)), subtotal: '' }],
  tax_status: 'taxable',
  meta_data: [],
})

const vatLine = (order: DemoOrder, cartTax: number) => ({
  id: baseId(order) + VAT_LINE,
  rate_code: RATE.code,
  rate_id: RATE.id,
  label: RATE.label,
  compound: false,
  tax_total: decimal(cartTax),
  shipping_tax_total: decimal(vatIn(order.shippingTotal)),
  rate_percent: VAT_PERCENT,
  meta_data: [],
})

function couponLines(order: DemoOrder, discount: number, discountTax: number) {
  if (!order.coupon) return []
  const { code, percent } = order.coupon
  const value = JSON.stringify([24, code, 'percent', percent])
  return [
    {
      id: baseId(order) + 7,
      code,
      discount: String(discount / 100),
      discount_tax: String(discountTax / 100),
      meta_data: [
        { id: order.id + 90_000, key: 'coupon_info', value, display_key: 'coupon_info', display_value: value },
      ],
      discount_type: 'percent',
      nominal_amount: percent,
      free_shipping: false,
    },
  ]
}

/** The shape of the shipment-tracking extension, which is what shops really have: core has no tracking. */
function trackingMeta(order: DemoOrder) {
  if (order.tracking.length === 0) return []
  const value = order.tracking.map((parcel) => ({
    tracking_provider: parcel.provider,
    custom_tracking_provider: '',
    custom_tracking_link: '',
    tracking_number: parcel.number,
    date_shipped: String(Math.floor(parcel.shippedAt / 1000)),
    tracking_id: `${parcel.number}${order.id}`.toLowerCase().padEnd(32, '0').slice(0, 32),
  }))
  return [{ id: order.id + 20_000, key: '_wc_shipment_tracking_items', value }]
}

function amounts(order: DemoOrder) {
  const cartTax = order.lines.reduce((sum, line) => sum + vatIn(line.total), 0)
  const full = order.lines.reduce((sum, line) => sum + line.subtotal, 0)
  const fullTax = order.lines.reduce((sum, line) => sum + vatIn(line.subtotal), 0)
  const discountTax = fullTax - cartTax
  return { cartTax, discountTax, discount: full - linesTotal(order) - discountTax }
}

function moneyJson(order: DemoOrder, { cartTax, discount, discountTax }: ReturnType<typeof amounts>) {
  const shippingTax = vatIn(order.shippingTotal)
  return {
    discount_total: decimal(discount),
    discount_tax: decimal(discountTax),
    shipping_total: decimal(net(order.shippingTotal)),
    shipping_tax: decimal(shippingTax),
    cart_tax: decimal(cartTax),
    total: decimal(orderTotal(order)),
    total_tax: decimal(cartTax + shippingTax),
  }
}

const refundLine = (refund: DemoRefund) => ({
  id: refund.id,
  reason: refund.reason,
  total: decimal(-refund.amount),
  total_tax: '0.00',
})

const paymentJson = (order: DemoOrder) => ({
  payment_method: order.paymentMethod,
  payment_method_title: PAYMENT_TITLES[order.paymentMethod],
  transaction_id: order.paidAt && order.paymentMethod === 'demo_card' ? `demo_ch_${order.id}` : '',
  customer_ip_address: '203.0.113.7',
  customer_user_agent: 'Mozilla/5.0 (demo)',
  created_via: 'checkout',
  customer_note: '',
})

function linksJson(order: DemoOrder, api: string) {
  const base = links(`${api}/orders`, order.id)
  const emailTemplates = [{ embeddable: true, href: `${api}/orders/${order.id}/actions/email_templates` }]
  const customer = order.customerId === 0 ? {} : { customer: [{ href: `${api}/customers/${order.customerId}` }] }
  return { ...base, email_templates: emailTemplates, ...customer }
}

/** `api` is the address of `/wp-json/wc/v3`, `origin` the shop's. Key order is WooCommerce's. */
export function orderJson(order: DemoOrder, origin: string, api: string) {
  const sums = amounts(order)
  return {
    id: order.id,
    parent_id: 0,
    status: order.status,
    currency: CURRENCY,
    version: '11.0.1',
    prices_include_tax: true,
    date_created: siteTime(order.createdAt),
    date_modified: siteTime(order.updatedAt),
    ...moneyJson(order, sums),
    customer_id: order.customerId,
    order_key: order.orderKey,
    billing: { ...order.billing, email: order.email, phone: order.phone },
    shipping: { ...order.shipping, phone: order.phone },
    ...paymentJson(order),
    date_completed: order.completedAt === null ? null : siteTime(order.completedAt),
    date_paid: order.paidAt === null ? null : siteTime(order.paidAt),
    cart_hash: '',
    number: order.number,
    meta_data: trackingMeta(order),
    line_items: order.lines.map(lineJson),
    tax_lines: [vatLine(order, sums.cartTax)],
    shipping_lines: [shippingLine(order)],
    fee_lines: [],
    coupon_lines: couponLines(order, sums.discount, sums.discountTax),
    refunds: order.refunds.toReversed().map(refundLine),
    payment_url: `${origin}/checkout/order-pay/${order.id}/?pay_for_order=true&key=${order.orderKey}`,
    is_editable: order.status === 'pending' || order.status === 'on-hold',
    needs_payment: order.status === 'pending' || order.status === 'failed',
    needs_processing: true,
    date_created_gmt: gmtTime(order.createdAt),
    date_modified_gmt: gmtTime(order.updatedAt),
    date_completed_gmt: order.completedAt === null ? null : gmtTime(order.completedAt),
    date_paid_gmt: order.paidAt === null ? null : gmtTime(order.paidAt),
    currency_symbol: '€',
    _links: linksJson(order, api),
  }
}

export const noteJson = (note: DemoNote, order: DemoOrder, api: string) => ({
  id: note.id,
  author: 'WooCommerce',
  ...datePair('date_created', note.at),
  note: note.text,
  customer_note: note.forCustomer,
  _links: {
    ...links(`${api}/orders/${order.id}/notes`, note.id, ['GET', 'DELETE']),
    up: [{ href: `${api}/orders/${order.id}` }],
  },
})

/** A refunded line is a line of its own, negative, that names the line it takes back. */
function refundedLine(part: DemoRefund['lines'][number], order: DemoOrder) {
  const line = order.lines.find((each) => each.id === part.lineId)!
  const back = { ...line, total: -part.amount, subtotal: -part.amount, quantity: -part.quantity }
  const source = String(part.lineId)
  const meta = { key: '_refunded_item_id', value: source, display_key: '_refunded_item_id', display_value: source }
  return { ...lineJson(back), meta_data: [{ id: part.lineId + 50_000, ...meta }] }
}

/** A refund made with a key keeps it in its meta data, where a caller can look it up again. */
export const refundJson = (refund: DemoRefund, order: DemoOrder, api: string) => ({
  id: refund.id,
  ...datePair('date_created', refund.at),
  amount: decimal(refund.amount),
  reason: refund.reason,
  refunded_by: 1,
  refunded_payment: refund.paidBack,
  meta_data: [
    { id: refund.id + 30_000, key: '_refund_type', value: refund.amount === orderTotal(order) ? 'full' : 'partial' },
    ...(refund.key ? [{ id: refund.id + 40_000, key: '_counterhand_key', value: refund.key }] : []),
  ],
  line_items: refund.lines.map((part) => refundedLine(part, order)),
  shipping_lines: [],
  tax_lines: [],
  fee_lines: [],
  _links: {
    ...links(`${api}/orders/${order.id}/refunds`, refund.id, ['GET', 'DELETE']),
    up: [{ href: `${api}/orders/${order.id}` }],
  },
})
