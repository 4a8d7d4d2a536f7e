import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { basic, NOW, openDemo, signed } from '../testing/open-demo.ts'

const API = 'https://shop.example/wp-json/wc/v3'
type Capture = { status: number; body: unknown }
/** What a real WooCommerce 11 answered. */
const capture = (name: string) =>
  JSON.parse(readFileSync(join(import.meta.dirname, `../fixtures/${name}.json`), 'utf8')) as Capture

/** A value with its leaves replaced by their types; of a list, its first. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? [] : [shapeOf(value[0])]
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shapeOf(inner)]))
  }
  return typeof value
}

const get = async (path: string, { app } = openDemo()) => {
  const response = await app.request(API + path, { headers: basic() })
  return { status: response.status, body: (await response.json()) as unknown, headers: response.headers }
}

describe('answers have the shape of a real store’s', () => {
  // Same keys in the same order, same types, down to the lines.
  it.each([
    ['order', '/orders/5042'],
    ['customer', '/customers/2'],
    ['notes', '/orders/5042/notes'],
  ])('%s, all the way down', async (name, path) => {
    expect(JSON.stringify(shapeOf((await get(path)).body))).toBe(JSON.stringify(shapeOf(capture(name).body)))
  })

  // These captures are of untaxed goods, so only their top level compares.
  it.each([
    ['coupon-order', '/orders/5028'],
    ['refunded-order', '/orders/5031'],
    ['product', '/products/2201'],
  ])('%s, at the top', async (name, path) => {
    expect(Object.keys((await get(path)).body as object)).toEqual(Object.keys(capture(name).body as object))
  })

  it('coupon and refund lines', async () => {
    type WithLines = { coupon_lines: unknown; refunds: unknown }
    const ours = (await get('/orders/5028')).body as WithLines
    expect(shapeOf(ours.coupon_lines)).toEqual(shapeOf((capture('coupon-order').body as WithLines).coupon_lines))
    const refunded = (await get('/orders/5031')).body as WithLines
    expect(shapeOf(refunded.refunds)).toEqual(shapeOf((capture('refunded-order').body as WithLines).refunds))
  })

  it('a refund with lines', async () => {
    const demo = openDemo()
    const lines = [{ lineId: 560, quantity: 1, amount: 7900 }]
    await demo.world.refundOrder({
      orderId: 5044,
      amount: 7900,
      reason: '',
      key: null,
      paidBack: true,
      lines,
      shipping: 0,
    })
    const [ours] = (await get('/orders/5044/refunds', demo)).body as [Record<string, unknown>]
    const theirs = capture('refund').body as Record<string, unknown>
    expect(Object.keys(ours)).toEqual(Object.keys(theirs))
    expect(ours).toMatchObject({
      amount: '79.00',
      refunded_payment: true,
      line_items: [{ quantity: -1, total: '-64.23' }],
    })
    const keys = (refund: Record<string, unknown>) => Object.keys((refund.line_items as object[])[0]!)
    expect(keys(ours)).toEqual(keys(theirs))
  })

  it.each([
    ['not-found', '/orders/999999'],
    ['not-found', '/orders/0'],
    ['not-found', '/orders/2201'],
    ['no-route', '/orders/abc'],
    ['no-route', '/nope'],
    ['notes-of-nothing', '/orders/999999/notes'],
    ['no-refund', '/orders/5042/refunds/99999'],
    ['no-customer', '/customers/999'],
    ['no-product', '/products/99999'],
    ['bad-page', '/orders?page=0'],
    ['bad-per-page', '/orders?per_page=101'],
    ['bad-status', '/orders?status=shipped'],
    ['bad-date', '/orders?after=yesterday'],
    ['bad-email', '/customers?email=notanemail'],
  ])('%s for %s, to the byte', async (name, path) => {
    const { status, body } = await get(path)
    expect({ status, body: JSON.stringify(body) }).toEqual({
      status: capture(name).status,
      body: JSON.stringify(capture(name).body),
    })
  })
})

describe('the money in an order adds up', () => {
  it('for every order, to the cent', async () => {
    type Sums = Record<
      'total' | 'total_tax' | 'shipping_total' | 'shipping_tax' | 'cart_tax' | 'discount_total',
      string
    > & {
      line_items: { total: string; total_tax: string; subtotal: string }[]
    }
    const cents = (text: string) => Math.round(Number(text) * 100)
    for (const order of (await get('/orders?per_page=100')).body as Sums[]) {
      const lines = order.line_items.reduce((sum, line) => sum + cents(line.total), 0)
      const taxes = order.line_items.reduce((sum, line) => sum + cents(line.total_tax), 0)
      const full = order.line_items.reduce((sum, line) => sum + cents(line.subtotal), 0)
      expect(cents(order.cart_tax)).toBe(taxes)
      expect(cents(order.discount_total)).toBe(full - lines)
      expect(cents(order.total)).toBe(lines + taxes + cents(order.shipping_total) + cents(order.shipping_tax))
      expect(cents(order.total_tax)).toBe(taxes + cents(order.shipping_tax))
    }
  })
})

describe('lists', () => {
  const numbers = async (query: string) => {
    const { body } = await get(`/orders?per_page=100&_fields=number,customer_id&${query}`)
    return (body as { number: string }[]).map((order) => order.number)
  }

  it('says how many there are and where the next page is', async () => {
    const first = await get('/orders?per_page=10')
    expect([first.headers.get('x-wp-total'), first.headers.get('x-wp-totalpages')]).toEqual(['28', '3'])
    expect(first.headers.get('link')).toMatch(/page=2>; rel="next"/)
    expect((await get('/orders?per_page=10&page=2')).headers.get('link')).toMatch(
      /page=1>; rel="prev".*page=3>; rel="next"/
    )
    const beyond = await get('/orders?per_page=10&page=50')
    expect([beyond.body, beyond.headers.get('x-wp-total')]).toEqual([[], '0'])
  })

  it('ignores filters it does not know, and so answers everybody’s orders', async () => {
    expect(await numbers('email=ada@example.com')).toHaveLength(28)
    expect(await numbers('billing_email=ada@example.com&number=1042')).toHaveLength(28)
  })

  it('filters by customer, status and id', async () => {
    expect(await numbers('customer=2')).toEqual(['1042', '1037', '1029', '1019'])
    expect(await numbers('customer=0')).toEqual(['1041', '1032', '1024'])
    expect(await numbers('status=pending,failed')).toEqual(['1040', '1026'])
    expect(await numbers('include=5042,1042')).toEqual(['1042', '318'])
    expect(await numbers('status=trash')).toEqual([])
  })

  it('searches by part of an address: nada’s orders are found with ada’s', async () => {
    const found = await numbers('search=ada@example.com')
    expect(found).toContain('1042')
    expect(found).toContain('1041')
  })

  it('reads dates as the site’s own unless told that they are GMT', async () => {
    // 1045 was placed 117 minutes before NOW: 10:03 GMT, 11:03 on the site's clock.
    expect(await numbers('after=2026-11-20T10:30:00')).toEqual(['1045'])
    expect(await numbers('after=2026-11-20T10:30:00Z')).toEqual([])
    expect(await numbers('after=2026-11-20T10:30:00&dates_are_gmt=true')).toEqual([])
  })

  it('tells what changed since a moment, oldest change first when asked so', async () => {
    const demo = openDemo()
    await demo.world.cancelOrder({ orderId: 5044, reason: '' })
    const since = new Date(NOW - 1000).toISOString().slice(0, 19)
    const { body } = await get(`/orders?modified_after=${since}&dates_are_gmt=true&_fields=number,status`, demo)
    expect(body).toEqual([{ number: '1044', status: 'cancelled' }])
  })

  it('finds a customer by the whole address and in any case, and no guest', async () => {
    const ids = async (email: string) => ((await get(`/customers?email=${email}&_fields=id`)).body as object[]).length
    expect([await ids('ADA@example.com'), await ids('nada@example.com'), await ids('da@example.com')]).toEqual([
      1, 0, 0,
    ])
  })

  it('tells customers’ notes from the shop’s own', async () => {
    const notes = (await get('/orders/5042/notes?type=customer')).body as { note: string }[]
    expect(notes.map((note) => note.note)).toEqual([expect.stringContaining('CE000001042IE')])
  })
})

describe('the door', () => {
  const on = async (url: string, init: RequestInit = {}, demo = openDemo()) => {
    const response = await demo.app.request(url, init)
    return { status: response.status, body: JSON.stringify(await response.json()) }
  }
  const same = (name: string) => ({ status: 401, body: JSON.stringify(capture(name).body) })
  const orders = '/wp-json/wc/v3/orders/5042'

  it('lets nobody in without a key, and tells an unknown key the same', async () => {
    expect(await on(`${API}/orders`)).toEqual(same('no-key'))
    expect(await on(`${API}/orders`, { headers: basic({ key: 'ck_other', secret: 'x' }) })).toEqual(same('no-key'))
    expect(await on(`${API}/orders`, { headers: { authorization: 'Basic %%%' } })).toEqual(same('no-key'))
  })

  it('tells a wrong secret, and a read key that writes', async () => {
    expect(await on(`${API}/orders`, { headers: basic({ key: 'ck_demo', secret: 'x' }) })).toEqual(same('wrong-secret'))
    expect(await on(`${API}/orders/5042/notes`, { method: 'POST', headers: basic() })).toEqual(same('read-key-writes'))
  })

  it('takes the key from the query on https, and reads neither form over http', async () => {
    const pair = 'consumer_key=ck_demo&consumer_secret=cs_demo'
    expect((await on(`${API}/orders?${pair}`)).status).toBe(200)
    expect(await on(`http://shop.example/wp-json/wc/v3/orders?${pair}`)).toEqual(same('no-key'))
    expect(await on(`http://shop.example${orders}`, { headers: basic() })).toEqual(same('no-key'))
  })

  it.each(['HMAC-SHA1', 'HMAC-SHA256'])('takes a %s signature over http, once', async (method) => {
    const demo = openDemo()
    const url = await signed(`${orders}?_fields=id,status`, { method })
    expect((await on(url, {}, demo)).status).toBe(200)
    expect(await on(url, {}, demo)).toEqual(same('reused-nonce'))
  })

  it('takes a signature in the header too', async () => {
    const url = new URL(await signed(orders))
    const parts = [...url.searchParams].map(([name, value]) => `${name}="${encodeURIComponent(value)}"`)
    const headers = { authorization: `OAuth ${parts.join(', ')}` }
    expect((await on(url.origin + url.pathname, { headers })).status).toBe(200)
  })

  it('refuses a bad signature, an old or early timestamp, a changed question and half a signature', async () => {
    expect(await on(await signed(orders, { secret: 'cs_other' }))).toEqual(same('bad-signature'))
    expect(await on(`${await signed(orders)}&customer=3`)).toEqual(same('bad-signature'))
    for (const shift of [-901, 901]) {
      expect(await on(await signed(orders, { timestamp: NOW / 1000 + shift }))).toEqual(same('old-timestamp'))
    }
    expect((await on(await signed(orders, { timestamp: Number.NaN }))).status).toBe(401)
    expect((await on(await signed(orders, { method: 'PLAINTEXT' }))).body).toContain('signature method is invalid')
    expect((await on(`http://shop.example${orders}?oauth_consumer_key=ck_demo`)).body).toContain(
      'Missing OAuth parameters oauth_timestamp, oauth_nonce, oauth_signature, oauth_signature_method'
    )
  })
})
