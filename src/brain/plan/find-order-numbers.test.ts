import { expect, it } from 'vitest'
import { findOrderNumbers } from './find-order-numbers.ts'

it.each<[string, string[]]>([
  ['Where is order 1042?', ['1042']],
  ['where is #1042', ['1042']],
  ['Order #1042', ['1042']],
  ['my order number is 1042', ['1042']],
  ['order no. 1042 please', ['1042']],
  ['Order-ID: 1042', ['1042']],
  ['order 00004587345 status', ['00004587345']],
  ['bestelling nr. 1042', ['1042']],
  ['Bestellung Nr. 1042 ist weg', ['1042']],
  ['Wo ist meine Bestellung 1042?', ['1042']],
  ['Bestellnummer: 1042', ['1042']],
  ['Meine Bestellnummer lautet LL-2024-0042', ['LL-2024-0042']],
  ['commande n° 1042', ['1042']],
  ['ma commande numéro 1042', ['1042']],
  ['Dónde está mi pedido 1042', ['1042']],
  ['pedido número 1042, por favor', ['1042']],
  ['注文番号1042の状況', ['1042']],
  ['注文番号は1042です', ['1042']],
  ['1042番の注文はどこですか', ['1042']],
  ['注文１０４２', ['1042']],
  ['订单号1042', ['1042']],
  ['mein Auftrag 1042', ['1042']],
  ['LL-2024-0042', ['LL-2024-0042']],
  ['where is LL-2024-0042?', ['LL-2024-0042']],
  ['1042', ['1042']],
  ['1042.', ['1042']],
  ['#7', []],
  ['order 7', ['7']],
  ['order number 7 please', ['7']],
  ['orders 1042 and #1043', ['1042', '1043']],
  ['1041 and 1042', ['1041', '1042']],
  ['refund 1041 and 1042', ['1041', '1042']],
  ['orders 1041, 1042 und 1043', ['1041', '1042', '1043']],
  ['order 1042 and 12 cups', ['1042']],
  ['order 1042, 1200 EUR', ['1042']],
  ['order 1042, again: order 1042', ['1042']],
  ['where is 1042', ['1042']],
  ['track 90812 please', ['90812']],
  ['cancel oredr 90812', ['90812']],
  ['The order ID for that is 9502126.', ['9502126']],
  ['my order number would be LL-2024-0042', ['LL-2024-0042']],
  ['purhase 90812?', ['90812']],
])('finds in %j %j', (text, expected) => {
  expect(findOrderNumbers(text, [])).toEqual(expected)
})

it.each([
  'call me on 0151 23456789',
  'my number is +49 30 1234567',
  '555-123-4567',
  '030 1234567',
  'I ordered on 12/05/2024',
  'order of 12.05.2024',
  'order from 2024-05-12',
  'I paid 1042 euros',
  'it was $1042',
  'is it €49,90?',
  'order over 50€ ships free?',
  'my postcode is 10437',
  'do you deliver to PLZ 10437',
  'I live at 12043 Berlin',
  'Does the iPhone 15 fit?',
  'is the WH-1000XM5 in stock',
  'the KX-200 lamp',
  'I want to order 100 lamps',
  'can I order 2 mugs',
  'please order 500 g of coffee',
  'my order is 14 days late',
  'order arrived 10 minutes ago',
  'see https://shop.example/order/1042',
  'mail order1042@example.com',
  'tracking number 1234567890',
  'a 100 night trial',
  'my order in 2024',
  'order at 10:30',
  'invoice #85632',
  'my bill #1234 please',
  'under 1000?',
  'order of 300 lamps',
  'what is my order number? I live at 12 Main Street',
  '',
])('finds none in %j', (text) => {
  expect(findOrderNumbers(text, [])).toEqual([])
})

it('takes a bare number that this conversation knows, or one of the same shape', () => {
  expect(findOrderNumbers('what about 1043 then, is it there?', ['1042'])).toEqual(['1043'])
  expect(findOrderNumbers('and LL-2024-0043 yes', ['LL-2024-0042'])).toEqual(['LL-2024-0043'])
  expect(findOrderNumbers('is 77 shipped now or not', ['77'])).toEqual(['77'])
  expect(findOrderNumbers('I paid 1043 euros for it', ['1042'])).toEqual([])
})

it('names at most three, and reads a hostile length in good time', () => {
  const many = Array.from({ length: 500 }, (_, index) => `order ${1000 + index}`).join(' ')
  expect(findOrderNumbers(many, [])).toHaveLength(3)
  // Its own work, not the wall's: a busy machine proves nothing about a hostile text.
  const before = process.cpuUsage()
  findOrderNumbers(`order ${'#-'.repeat(5_000)} ${'a1-'.repeat(5_000)}`, ['a1-a1'])
  expect(process.cpuUsage(before).user / 1_000).toBeLessThan(200)
})
