import type { Address, Order } from '../../contracts/order.ts'
import type { WriteToolInput } from '../../contracts/write-tools.ts'

type Typed = NonNullable<WriteToolInput<'change_shipping_address'>['address']>

/**
 * What the shopper typed, with the order's own name and country where they wrote none. Null where even the order knows
 * no country: nobody guesses one.
 */
export function completeAddress(
  typed: Typed,
  { shipping, billing }: Pick<Order, 'shipping' | 'billing'>
): Address | null {
  const country = typed.country ?? (shipping.country || billing.country)
  if (!/^[A-Z]{2}$/.test(country)) return null
  const isNamed = typed.firstName !== '' || typed.lastName !== ''
  const named = isNamed ? typed : shipping.firstName !== '' || shipping.lastName !== '' ? shipping : billing
  return { ...typed, firstName: named.firstName, lastName: named.lastName, country }
}
