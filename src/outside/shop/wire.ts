import * as z from 'zod'

/**
 * WooCommerce's words, as little of them as we read. `.nullish()` because plugins drop and blank fields; unknown
 * keys fall away here, and with them `order_key` and `payment_url`, which open an order to whoever holds them.
 */
const text = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => (value === null || value === undefined ? '' : String(value)))
const id = z.union([z.number().int(), z.string().regex(/^\d{1,19}$/)]).transform(String)

const addressWire = z
  .object({
    first_name: text,
    last_name: text,
    company: text,
    address_1: text,
    address_2: text,
    city: text,
    state: text,
    postcode: text,
    country: text,
  })
  .nullish()
export type AddressWire = z.infer<typeof addressWire>

const metaWire = z.object({
  key: z.string().nullish(),
  value: z.unknown().optional(),
  display_key: z.unknown().optional(),
  display_value: z.unknown().optional(),
})

const lineWire = z.object({
  id,
  name: text,
  product_id: id.nullish(),
  quantity: z.coerce.number(),
  subtotal: text,
  total: text,
  total_tax: text,
  meta_data: z.array(metaWire).nullish(),
})
export type LineWire = z.infer<typeof lineWire>

export const orderWire = z.object({
  id,
  number: text,
  status: z.string(),
  currency: z.string().regex(/^[A-Z]{3}$/),
  total: text,
  shipping_total: text,
  shipping_tax: text,
  total_tax: text,
  customer_id: id.nullish(),
  date_created_gmt: z.string().nullish(),
  date_modified_gmt: z.string().nullish(),
  date_paid_gmt: z.string().nullish(),
  date_completed_gmt: z.string().nullish(),
  billing: addressWire,
  shipping: addressWire,
  payment_method: text,
  payment_method_title: text,
  line_items: z.array(lineWire).nullish(),
  refunds: z.array(z.object({ id, reason: text, total: text })).nullish(),
  meta_data: z.array(metaWire).nullish(),
})
export type OrderWire = z.infer<typeof orderWire>

/** Apart from the address: an order without one is still an order. */
export const billingEmailWire = z.object({ billing: z.object({ email: text }).nullish() })

/** Shipment Tracking's meta value, the shape most tracking plugins copy. */
export const trackingWire = z.object({
  tracking_provider: text,
  custom_tracking_provider: text,
  custom_tracking_link: text,
  tracking_number: text,
  date_shipped: text,
})
export type TrackingWire = z.infer<typeof trackingWire>

export const customerWire = z.object({
  id,
  email: text,
  first_name: text,
  last_name: text,
  is_paying_customer: z.boolean().nullish(),
  shipping: addressWire,
})
export type CustomerWire = z.infer<typeof customerWire>

export const productWire = z.object({
  id,
  name: text,
  on_sale: z.boolean().nullish(),
  regular_price: text,
  categories: z.array(z.object({ id, slug: text })).nullish(),
})
export type ProductWire = z.infer<typeof productWire>

export const noteWire = z.object({
  note: text,
  date_created_gmt: z.string().nullish(),
  customer_note: z.boolean().nullish(),
})

/** What we read of a webhook's body. A deleted order's body is its id alone. */
export const hookWire = z.object({ id, number: text, date_modified_gmt: z.string().nullish() })

export const errorWire = z.object({ code: z.string().max(200) })
