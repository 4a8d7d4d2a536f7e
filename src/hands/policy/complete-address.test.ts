import { expect, it } from 'vitest'
import { address } from '../testing/fixtures.ts'
import { completeAddress } from './complete-address.ts'

const typed = {
  firstName: '',
  lastName: '',
  company: '',
  address1: '9 New Lane',
  address2: '',
  city: 'Cork',
  state: '',
  postcode: 'T12',
}
const order = {
  shipping: address({ firstName: 'Ada', lastName: 'L', country: 'IE', company: 'Works' }),
  billing: address({ firstName: 'Bill', lastName: 'Payer', country: 'FR' }),
}

it('keeps the order’s own name and country where none was written, and nothing else of the old address', () => {
  expect(completeAddress(typed, order)).toEqual({ ...typed, firstName: 'Ada', lastName: 'L', country: 'IE' })
})
it('takes a name and a country that were written', () => {
  const own = { ...typed, firstName: 'Mum', country: 'DE' }
  expect(completeAddress(own, order)).toMatchObject({ firstName: 'Mum', lastName: '', country: 'DE' })
})
it('falls back on the payer, and guesses no country', () => {
  const nobody = address({ firstName: '', lastName: '', country: '' })
  expect(completeAddress(typed, { ...order, shipping: nobody })).toMatchObject({ firstName: 'Bill', country: 'FR' })
  expect(completeAddress(typed, { shipping: nobody, billing: nobody })).toBeNull()
})
