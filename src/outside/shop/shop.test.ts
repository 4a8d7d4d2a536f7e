import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Fault } from '../../base/fault.ts'
import { asId } from '../../base/ids.ts'
import { withTimeout } from '../../base/resilience/with-timeout.ts'
import { authorizeGet } from './authorize.ts'
import { openShop } from './open-shop.ts'
import { toTracking } from './to-order.ts'

type Captured = { status: number; headers: Record<string, string>; body: unknown }
const captured = (name: string): Captured =>
  JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures', `${name}.json`), 'utf8')) as Captured

const NOW = 1_795_335_065_000
const signal = new AbortController().signal
const fromCapture = ({ status, headers, body }: Captured) => new Response(JSON.stringify(body), { status, headers })
const json = (body: unknown, headers: Record<string, string> = {}) => Response.json(body, { headers })

/** A shop that answers from a table of paths, and remembers what it was asked. */
function shopAnswering(answers: Record<string, () => Response | Promise<Response>>, baseUrl = 'https://shop.example') {
  const asked: { url: URL; init: RequestInit | undefined }[] = []
  const answer = async (input: RequestInfo | URL, init?: RequestInit) => {
    const url = new URL(input as string)
    asked.push({ url, init })
    const found = answers[url.pathname.replace('/wp-json/wc/v3', '')]
    return found ? found() : fromCapture(captured('order-404'))
  }
  const chance = { uuid: () => '01234567-89ab-cdef-0123-456789abcdef' }
  const keys = { key: 'ck_a', secret: 'cs_a' }
  return { shop: openShop({ baseUrl, ...keys, fetch: answer as typeof fetch, now: () => NOW, chance }), asked }
}
const order25 = captured('order-25-completed-tracked')

describe('reading an order', () => {
  const { shop } = shopAnswering({ '/orders/25': () => fromCapture(order25) })

  it('speaks our words: money in minor units, times in UTC, tracking', async () => {
    const order = await shop.findOrder(asId('25'), signal)
    expect(order).toMatchObject({
      id: '25',
      number: '25',
      status: 'completed',
      total: { minor: 5825, currency: 'USD' },
      shippingTotal: { minor: 750, currency: 'USD' },
      shippingTax: { minor: 67, currency: 'USD' },
      refunded: { minor: 0, currency: 'USD' },
      createdAt: '2026-11-13T08:07:49.000Z',
      completedAt: '2026-11-15T08:07:49.000Z',
      customerId: '2',
      billingEmail: 'ada.archer@example.com',
      tracking: [
        { carrier: 'USPS', number: '9400100000000000000001', url: null, shippedAt: '2026-11-15T08:07:49.000Z' },
      ],
    })
    expect(order?.lines[0]).toEqual({
      id: '1',
      productId: '13',
      name: 'Stoneware Mug',
      quantity: 2,
      total: { minor: 3600, currency: 'USD' },
      tax: { minor: 320, currency: 'USD' },
      options: [],
    })
  })

  it('drops what would open the order to anybody', async () => {
    const text = JSON.stringify(await shop.findOrder(asId('25'), signal))
    expect(text).not.toMatch(/wc_order_|order_key|payment_url|pay_for_order|rig_ch_25|203\.0\.113\.7/)
  })

  it('sums refunds, knows a guest, reads options', async () => {
    const { shop: other } = shopAnswering({
      '/orders/38': () => fromCapture(captured('order-38-partially-refunded')),
      '/orders/36': () => fromCapture(captured('order-36-guest')),
      '/orders/26': () => fromCapture(captured('order-26-processing-variation')),
    })
    expect((await other.findOrder(asId('38'), signal))?.refunded).toEqual({ minor: 1800, currency: 'USD' })
    expect((await other.findOrder(asId('36'), signal))?.customerId).toBeNull()
    expect((await other.findOrder(asId('26'), signal))?.lines[0]?.options).toEqual([['Size', 'Medium']])
  })

  it.each(['0', '-1', '1e3', '25/notes', 'abc', '', '9'.repeat(19)])('never asks for the id %j', async (id) => {
    const { shop: quiet, asked } = shopAnswering({})
    expect(await quiet.findOrder(asId(id), signal)).toBeNull()
    expect(asked).toEqual([])
  })

  it.each(['order-404', 'order-id-of-a-refund'])('answers null for %s', async (name) => {
    const { shop: other } = shopAnswering({ '/orders/32': () => fromCapture(captured(name)) })
    expect(await other.findOrder(asId('32'), signal)).toBeNull()
  })

  it.each(['3,00', '1e1', '12.345'])('gives up an order whose total is %j rather than guess', async (total) => {
    const { shop: other } = shopAnswering({ '/orders/25': () => json({ ...(order25.body as object), total }) })
    await expect(other.findOrder(asId('25'), signal)).rejects.toMatchObject({ code: 'upstream_garbled' })
  })
})

describe('finding an order by what the customer calls it', () => {
  const named = (id: number, number: string) => ({ ...(order25.body as object), id, number })
  const find = async (number: string, found: unknown[], direct?: unknown) => {
    const rig = shopAnswering({
      '/orders': () => json(found),
      ...(direct ? { [`/orders/${number}`]: () => json(direct) } : {}),
    })
    return { order: await rig.shop.findOrderByNumber(number, signal), asked: rig.asked }
  }

  it('takes the number a plugin gave, not the id', async () => {
    const { order } = await find('1042', [named(5042, '1042')], named(1042, '77'))
    expect(order?.id).toBe('5042')
  })
  it('takes the id when that is the number, even if search is blind', async () => {
    expect((await find('25', [], named(25, '25'))).order?.id).toBe('25')
  })
  it('never takes an order that merely contains the text, or merely has the id', async () => {
    expect((await find('25', [named(9, '125'), named(8, '250')], named(25, '1025'))).order).toBeNull()
  })
  it('knows SO-1042/a in either case', async () => {
    expect((await find('so-1042/a', [named(7, 'SO-1042/A')])).order?.id).toBe('7')
  })
  it('asks the same of the shop whether or not the order exists', async () => {
    const paths = ({ asked }: Awaited<ReturnType<typeof find>>) => asked.map((each) => each.url.pathname)
    expect(paths(await find('25', []))).toEqual(paths(await find('25', [named(25, '25')], named(25, '25'))))
  })
})

describe('listing', () => {
  it("drops other people's orders when the shop ignores the filter", async () => {
    const page = captured('orders-list-page1-per3')
    const { shop, asked } = shopAnswering({ '/orders': () => fromCapture(page) })
    const { orders } = await shop.listOrdersOf('2', 10, signal)
    expect(orders.every((order) => order.customerId === '2')).toBe(true)
    expect(asked[0]!.url.searchParams.get('customer')).toBe('2')
  })
  it.each(['0', '', 'null', '2,3', '-2'])('lists nobody for the customer id %j', async (id) => {
    const { shop, asked } = shopAnswering({ '/orders': () => fromCapture(captured('orders-list-page1-per3')) })
    expect(await shop.listOrdersOf(id, 10, signal)).toEqual({ orders: [], more: false })
    expect(asked).toEqual([])
  })
  it('says when there are more', async () => {
    const page = captured('orders-list-page1-per3')
    const { shop, asked } = shopAnswering({ '/orders': () => fromCapture(page) })
    expect(await shop.ordersModifiedAfter('2026-11-01T00:00:00Z', signal)).toMatchObject({ more: true })
    expect(Object.fromEntries(asked[0]!.url.searchParams)).toMatchObject({
      modified_after: '2026-11-01T00:00:00Z',
      dates_are_gmt: 'true',
    })
  })
  it('ends past the last page', async () => {
    const { shop } = shopAnswering({ '/orders': () => fromCapture(captured('orders-list-beyond-end')) })
    expect(await shop.ordersModifiedAfter('2026-11-01T00:00:00Z', signal)).toEqual({ orders: [], more: false })
  })
  it('asks for no products when it has no ids, for an empty filter is none', async () => {
    const { shop, asked } = shopAnswering({ '/products': () => fromCapture(captured('products-list')) })
    expect(await shop.findProducts(['0', 'x'], signal)).toEqual([])
    expect(asked).toEqual([])
    expect(await shop.findProducts(['21'], signal)).toMatchObject([{ id: '21', name: 'Wool Rug', onSale: false }])
  })
})

it('reads a customer and the notes written to one', async () => {
  const { shop } = shopAnswering({
    '/customers/2': () => fromCapture(captured('customer-2')),
    '/customers/9': () => fromCapture(captured('customer-404')),
    '/orders/25/notes': () => fromCapture(captured('notes-list-25-customer')),
  })
  expect(await shop.findCustomer('2', signal)).toMatchObject({ id: '2', firstName: 'Ada' })
  expect(await shop.findCustomer('9', signal)).toBeNull()
  expect(await shop.customerNotesOf(asId('25'), signal)).toMatchObject([{ at: '2026-11-22T08:07:49.000Z' }])
})

describe('a shop in trouble', () => {
  const reading = (answer: () => Response | Promise<Response>) =>
    shopAnswering({ '/orders/25': answer }).shop.findOrder(asId('25'), signal)

  it.each([
    ['a 500 in HTML', () => new Response('<p>critical error</p>', { status: 500 }), 'upstream_5xx', true],
    ['a 503', () => new Response('', { status: 503 }), 'upstream_5xx', true],
    ['HTML with 200', () => new Response('<html>Maintenance</html>'), 'upstream_garbled', true],
    ['a PHP notice before the JSON', () => new Response('Notice: x\n{"id":25}'), 'upstream_garbled', true],
    ['JSON of another shape', () => json({ hello: 'there' }), 'upstream_garbled', false],
    ['an empty body', () => new Response(''), 'upstream_garbled', true],
    ['a wrong secret', () => fromCapture(captured('auth-401-wrong-secret')), 'upstream_refused', false],
    ['no such route', () => fromCapture(captured('order-nonnumeric-404')), 'upstream_4xx', false],
    ['a redirect', () => new Response(null, { status: 301, headers: { location: '/' } }), 'misconfigured', false],
    ['no network', () => Promise.reject(new TypeError('fetch failed')), 'upstream_unreachable', true],
  ])('%s is a fault that says whether to try again', async (_, answer, code, retryable) => {
    await expect(reading(answer)).rejects.toMatchObject({ code, retryable })
  })

  it('passes on how long to stay away', async () => {
    const busy = () => new Response('', { status: 429, headers: { 'retry-after': '7' } })
    await expect(reading(busy)).rejects.toMatchObject({ code: 'upstream_rate_limited', retryAfterMs: 7_000 })
  })

  it('a shop that never answers ends as our timeout', async () => {
    const hang = { '/orders/25': () => new Promise<Response>(() => undefined) }
    const { shop } = shopAnswering(hang)
    const tried = withTimeout(10)((inner) => shop.findOrder(asId('25'), inner))(signal)
    await expect(tried).rejects.toMatchObject({ code: 'upstream_timeout', retryable: true })
  })

  it('says timed out, not unreachable, when our timeout cut the line', async () => {
    const timeout = new AbortController()
    timeout.abort(new Fault('upstream_timeout', { retryable: true }))
    const { shop } = shopAnswering({ '/orders/25': () => Promise.reject(new DOMException('x', 'AbortError')) })
    await expect(shop.findOrder(asId('25'), timeout.signal)).rejects.toMatchObject({ code: 'upstream_timeout' })
  })

  it('never lets the key follow a redirect', async () => {
    const { shop, asked } = shopAnswering({ '/orders/25': () => fromCapture(order25) })
    await shop.findOrder(asId('25'), signal)
    expect(asked[0]!.init).toMatchObject({ redirect: 'manual' })
  })
})

describe('asking as somebody', () => {
  it('is Basic over https, with the secret out of the URL', async () => {
    const ready = await authorizeGet(
      'https://shop.example/wp-json/wc/v3/orders',
      { search: 'a b+c' },
      { key: 'ck_a', secret: 'cs_a' },
      { nowMs: NOW, nonce: 'n' }
    )
    expect(ready.url).toBe('https://shop.example/wp-json/wc/v3/orders?search=a%20b%2Bc')
    expect(ready.headers).toEqual({ authorization: `Basic ${btoa('ck_a:cs_a')}` })
  })

  it('signs over http what a real WooCommerce accepted', async () => {
    const keys = { key: `ck_${'b'.repeat(40)}`, secret: `cs_${'b'.repeat(40)}` }
    const ready = await authorizeGet('http://127.0.0.1:8089/wp-json/wc/v3/orders/25', { _fields: 'id,status' }, keys, {
      nowMs: NOW,
      nonce: 'rignonce1795335065',
    })
    expect(ready.headers).toEqual({})
    expect(new URL(ready.url).searchParams.get('oauth_signature')).toBe('rYC2YNVAPEls8YUtkiYZ/qwRRToSruwYLVcVJ5Qm5Lc=')
  })

  it('never puts the secret on the wire over http', async () => {
    const { shop, asked } = shopAnswering({ '/orders/25': () => fromCapture(order25) }, 'http://shop.example/')
    await shop.findOrder(asId('25'), signal)
    expect(asked[0]!.url.href).not.toContain('cs_a')
    expect(asked[0]!.init?.headers).not.toHaveProperty('authorization')
  })
})

it.each([
  [null, 0],
  ['a:1:{}', 0],
  [[{ tracking_number: '' }], 0],
  [[{ tracking_number: 12345 }], 1],
  [[{ tracking_number: 'X', date_shipped: 'soon', custom_tracking_link: 'javascript:alert(1)' }], 1],
])('reads tracking from %j as %i parcels', (value, count) => {
  const parcels = toTracking(value)
  expect(parcels).toHaveLength(count)
  expect(parcels.every((each) => each.url === null && each.shippedAt === null)).toBe(true)
})
