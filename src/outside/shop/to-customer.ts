import type { CustomerWire, ProductWire } from './wire.ts'

/** A WordPress login. Its e-mail is what the person typed: WordPress does not verify it. */
export type Customer = { id: string; email: string; firstName: string; lastName: string; hasPaid: boolean }

export const toCustomer = (wire: CustomerWire): Customer => ({
  id: wire.id,
  email: wire.email,
  firstName: wire.first_name,
  lastName: wire.last_name,
  hasPaid: wire.is_paying_customer === true,
})

/** What a refund policy asks of a product. `regularPrice` is the shop's decimal, or '' for a variable product. */
export type Product = { id: string; name: string; onSale: boolean; regularPrice: string; categories: string[] }

export const toProduct = (wire: ProductWire): Product => ({
  id: wire.id,
  name: wire.name,
  onSale: wire.on_sale === true,
  regularPrice: wire.regular_price,
  categories: (wire.categories ?? []).map((category) => category.slug),
})
