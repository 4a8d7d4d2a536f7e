import type { DemoAddress, DemoCustomer } from '../world/shapes.ts'
import { datePair, links } from './decimals.ts'

const addressJson = ({ state, postcode, country, ...rest }: DemoAddress) => ({ ...rest, postcode, country, state })

/** Key order is WooCommerce's: here `state` comes after `country`. */
export const customerJson = (customer: DemoCustomer, paying: boolean, api: string) => ({
  id: customer.id,
  ...datePair('date_created', customer.joinedAt),
  ...datePair('date_modified', customer.joinedAt),
  email: customer.email,
  first_name: customer.firstName,
  last_name: customer.lastName,
  role: 'customer',
  username: customer.login,
  billing: { ...addressJson(customer.address), email: customer.email, phone: customer.phone },
  shipping: { ...addressJson(customer.address), phone: '' },
  is_paying_customer: paying,
  avatar_url: 'https://secure.gravatar.com/avatar/00000000000000000000000000000000?s=96&d=mm&r=g',
  meta_data: [],
  _links: links(`${api}/customers`, customer.id),
})
