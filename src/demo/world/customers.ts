import { DAY_MS } from '../../base/time.ts'
import type { DemoAddress, DemoCustomer } from './shapes.ts'

type Row = [login: string, first: string, last: string, street: string, city: string, postcode: string, country: string]

const ROWS: Row[] = [
  ['ada', 'Ada', 'Lindqvist', '4 Orchard Terrace', 'Kilmarra', 'H91 0AA1', 'IE'],
  ['grace', 'Grace', 'Okafor', '27 Mill Street', 'Ballynore', 'T12 0BB2', 'IE'],
  ['linus', 'Linus', 'Berg', 'Musterweg 8', 'Berlin', '10115', 'DE'],
  ['hedy', 'Hedy', 'Marchetti', 'Rue de l’Exemple 15', 'Lyon', '69001', 'FR'],
  ['alan', 'Alan', 'Whitcombe', '1 Station Road', 'Kilmarra', 'H91 0AA7', 'IE'],
  ['radia', 'Radia', 'Farouk', 'Voorbeeldstraat 3', 'Utrecht', '3511 AA', 'NL'],
  ['katherine', 'Katherine', 'Novak', '9 Harbour View', 'Dunleary', 'A96 0CC3', 'IE'],
  ['edsger', 'Edsger', 'Vos', 'Voorbeeldlaan 40', 'Leiden', '2311 BB', 'NL'],
]

const addressOf = ([, first, last, street, city, postcode, country]: Row): DemoAddress => ({
  first_name: first,
  last_name: last,
  company: '',
  address_1: street,
  address_2: '',
  city,
  state: '',
  postcode,
  country,
})

/** Eight people who exist nowhere else. Ids start at 2: 1 is the shop's owner, as on a real site. */
export const seedCustomers = (now: number): DemoCustomer[] =>
  ROWS.map((row, index) => ({
    id: index + 2,
    login: row[0],
    firstName: row[1],
    lastName: row[2],
    email: `${row[0]}@example.com`,
    phone: `020 910 01${40 + index}`,
    address: addressOf(row),
    joinedAt: now - (400 - index * 31) * DAY_MS,
  }))

/** People who bought without an account. The first one's address contains ada's, as real inboxes do. */
export const seedGuests: { email: string; address: DemoAddress }[] = [
  {
    email: 'nada@example.com',
    address: addressOf(['', 'Nada', 'Ilic', '12 Sample Quay', 'Ballynore', 'T12 0DD4', 'IE']),
  },
  {
    email: 'tom.guest@example.com',
    address: addressOf(['', 'Tom', 'Hale', '66 Sample Lane', 'Kilmarra', 'H91 0EE5', 'IE']),
  },
]
