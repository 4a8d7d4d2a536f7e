import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { pluginRoutes } from '../../src/contracts/plugin-api.ts'
import {
  gateway,
  makeOrder,
  openShop,
  orderState,
  refundAsk,
  rig,
  RIG_KEY,
  signed,
  siteUrl,
  writeRow,
  type OrderState,
} from './rig/shop.ts'

let cookie = ''
before(async () => {
  await openShop()
  const response = await fetch(`${siteUrl}/index.php?rest_route=/rig/v1/do`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-rig': RIG_KEY },
    body: JSON.stringify({ verb: 'user', args: ['rita', 'shop_manager'] }),
  })
  cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
})
after(() => gateway('ok'))

const screenOf = async (id: string) => {
  const url = await rig<string>('edit_url', Number(id))
  return (await fetch(url, { headers: { cookie } })).text()
}
const completed = (facts: object = {}) =>
  makeOrder({ status: 'completed', completed_days: 1, lines: [['Mug', 1, 10, 0]], shipping: 0, ...facts })
async function inDoubt(mode: string): Promise<{ order: OrderState; key: string; links: Record<string, string> }> {
  await gateway(mode)
  const order = await completed()
  const ask = refundAsk(order, { amount_minor: 600, session: '<script>alert(1)</script>' })
  await signed('POST', pluginRoutes.refund(order.id), ask)
  await gateway('ok')
  const html = await screenOf(order.id)
  const links = [...html.matchAll(/href="([^"]*counterhand_settle[^"]*)"/g)].map((match) =>
    match[1]!.replaceAll(/&#0?38;|&amp;/g, '&')
  )
  return {
    order,
    key: ask.key,
    links: Object.fromEntries(links.map((url) => [new URL(url).searchParams.get('verdict')!, url])),
  }
}

describe('the box on the order screen', () => {
  it('shows what the agent did, and nothing a stranger wrote comes out as markup', async () => {
    const order = await completed()
    await signed(
      'POST',
      pluginRoutes.refund(order.id),
      refundAsk(order, { amount_minor: 300, session: '"><img src=x>' })
    )
    const html = await screenOf(order.id)
    assert.match(html, /Refund 3\.00 EUR/)
    assert.match(html, /confirmed by the customer/)
    assert.doesNotMatch(html, /"><img src=x>/)
  })
  it('says so where the agent did nothing', async () => {
    assert.match(await screenOf((await completed()).id), /has not touched this order/)
  })
})

describe('a refund in doubt', () => {
  it('is settled as paid by one click: the order gets its refund, the gateway is not asked again', async () => {
    const { order, key, links } = await inDoubt('paid_then_timeout')
    const done = await fetch(links['paid']!, { headers: { cookie }, redirect: 'manual' })
    assert.equal(done.status, 302)
    assert.deepEqual([(await writeRow(key))!['state'], (await writeRow(key))!['detail']], ['done', 'settled by Rita'])
    const after = await orderState(order.id)
    assert.deepEqual(
      after.refunds.map((refund) => [refund.amount, refund.paid, refund.key]),
      [[6, true, key]]
    )
    const again = await fetch(links['not_paid']!, { headers: { cookie }, redirect: 'manual' })
    assert.equal(again.status, 409)
  })
  it('is settled as not paid by the other: nothing is left in the order', async () => {
    const { order, key, links } = await inDoubt('throw')
    await fetch(links['not_paid']!, { headers: { cookie }, redirect: 'manual' })
    assert.deepEqual(
      [(await writeRow(key))!['state'], (await writeRow(key))!['reason']],
      ['refused', 'gateway_declined']
    )
    assert.deepEqual((await orderState(order.id)).refunds, [])
  })
  it('is not settled without a nonce, with that of the other button, or by a customer', async () => {
    const { key, links } = await inDoubt('throw')
    const url = new URL(links['paid']!)
    url.searchParams.delete('_wpnonce')
    const crossed = new URL(links['paid']!)
    crossed.searchParams.set('verdict', 'not_paid')
    for (const each of [url, crossed])
      assert.equal((await fetch(each, { headers: { cookie }, redirect: 'manual' })).status, 403)
    assert.notEqual((await fetch(links['paid']!, { redirect: 'manual' })).status, 302)
    assert.equal((await writeRow(key))!['state'], 'in_doubt')
  })
})

describe('site health', () => {
  it('lists facts without secrets', async () => {
    const facts = JSON.stringify(await rig('filter', 'debug_information', {}))
    assert.match(facts, /Delivered up to/)
    assert.doesNotMatch(facts, /secret-for-tests/)
  })
})
