import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { signRequest } from '../../src/base/signed-call/sign-call.ts'
import { pluginRoutes } from '../../src/contracts/plugin-api.ts'
import { callKeys, fresh, makeOrder, openShop, paidFor, refundAsk, rig, signed, siteUrl } from './rig/shop.ts'

before(openShop)
after(async () => {
  for (const plugin of ['woocommerce/woocommerce.php', 'counterhand/counterhand.php']) await rig('activate', plugin)
  for (const name of ['rig_closed', 'rig_broken']) await rig('call', 'delete_option', name)
})

const session = () =>
  fetch(`${siteUrl}/wp-json/counterhand/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  })
const troubles = () => rig<string[]>('troubles')

describe('a site where things are missing', () => {
  it('without pretty permalinks answers the same signed calls', async () => {
    const path = pluginRoutes.health()
    const headers = await signRequest({ method: 'GET', path, body: '', nowMs: Date.now(), nonce: fresh() }, callKeys[0])
    const response = await fetch(`${siteUrl}/index.php?rest_route=${path}`, { headers })
    assert.deepEqual([response.status, ((await response.json()) as { contract: number }).contract], [200, 1])
  })

  it('with REST closed to guests by another plugin respects that, and Test connection names it', async () => {
    await rig('call', 'update_option', 'rig_closed', 1)
    const [closed, health] = [await session(), await signed('GET', pluginRoutes.health())]
    const steps = await rig<{ name: string; outcome: string; says: string }[]>('steps')
    await rig('call', 'delete_option', 'rig_closed')
    assert.deepEqual([closed.status, health.status], [401, 401])
    // A server that cannot call itself has to leave this step open.
    const guests = steps.find((step) => step.name.startsWith('Guests'))!
    assert.equal(guests.outcome === 'unknown' || /401/.test(guests.says), true, guests.says)
  })

  it('without our tables refuses every signed call and changes nothing', async () => {
    const order = await makeOrder({ status: 'completed', completed_days: 1 })
    await rig('call', 'update_option', 'rig_broken', 'nonces')
    const answer = await signed('POST', pluginRoutes.refund(order.id), refundAsk(order))
    const said = await troubles()
    await rig('call', 'delete_option', 'rig_broken')
    assert.deepEqual([answer.status, (answer.body as { code: string }).code], [503, 'store_unavailable'])
    assert.match(said.join(' '), /tables cannot be made/)
    assert.deepEqual(await paidFor(order.id), [])
  })

  it('with a table of writes that is full says so, signed, and asks no gateway', async () => {
    const order = await makeOrder({ status: 'completed', completed_days: 1 })
    await rig('call', 'update_option', 'rig_broken', 'writes')
    const answer = await signed('POST', pluginRoutes.refund(order.id), refundAsk(order))
    await rig('call', 'delete_option', 'rig_broken')
    assert.deepEqual(
      [answer.status, answer.isSigned, (answer.body as { code: string }).code],
      [503, true, 'store_unavailable']
    )
    assert.deepEqual(await paidFor(order.id), [])
  })

  it('without WooCommerce still opens chats, refuses writes, and says so in wp-admin', async () => {
    const order = await makeOrder({ status: 'completed', completed_days: 1 })
    await rig('deactivate', 'woocommerce/woocommerce.php')
    const [chat, write, health] = [
      await session(),
      await signed('POST', pluginRoutes.refund(order.id), refundAsk(order)),
      await signed('GET', pluginRoutes.health()),
    ]
    const said = await troubles()
    const page = await fetch(`${siteUrl}/?p=1`)
    await rig('activate', 'woocommerce/woocommerce.php')
    assert.deepEqual(
      [chat.status, write.status, (write.body as { code: string }).code, page.status],
      [200, 503, 'woocommerce_inactive', 200]
    )
    assert.deepEqual(
      [
        health.status,
        (health.body as { woocommerce: null }).woocommerce,
        (health.body as { writes_enabled: boolean }).writes_enabled,
      ],
      [200, null, false]
    )
    assert.match(said.join(' '), /WooCommerce is not active/)
    assert.deepEqual(await paidFor(order.id), [])
  })
})

describe('uninstalling', () => {
  it('leaves nothing', async () => {
    await makeOrder()
    await rig('fire', 'counterhand_repair_webhook')
    await rig('uninstall')
    const left = [
      await rig('sql', "show tables like '{p}counterhand_%'"),
      await rig(
        'sql',
        "select option_name from {p}options where option_name like '%counterhand%' and option_name not like '%transient%theme%'"
      ),
      await rig('sql', "select meta_key from {p}postmeta where meta_key = '_counterhand_key'"),
      await rig('scheduled'),
    ]
    assert.deepEqual(left, [[], [], [], []])
  })
})
