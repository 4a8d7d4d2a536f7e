import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { eventBatchSchema, healthReplySchema, pluginRoutes, type PluginEvent } from '../../src/contracts/plugin-api.ts'
import { startEdge, type FakeEdge } from './rig/edge.ts'
import { makeOrder, openShop, rig, signed, webhookSecret } from './rig/shop.ts'

let edge: FakeEdge
before(async () => {
  await openShop()
  edge = await startEdge()
  await rig('settings', { edge_url: edge.url })
})
after(async () => {
  await openShop()
  await edge.close()
})

const lastSeq = async () => healthReplySchema.parse((await signed('GET', pluginRoutes.health())).body).last_event_seq
const since = async (seq: number): Promise<PluginEvent[]> =>
  eventBatchSchema.parse((await signed('GET', pluginRoutes.eventsAfter(seq))).body).events
const deliver = () => rig('fire', 'counterhand_deliver')
const state = () =>
  rig<{ acked: number; failures: number; error: string }>('call', 'get_option', 'counterhand_delivery')

describe('the outbox', () => {
  it('numbers what happens to orders and pages, with the old address of what moved', async () => {
    const seq = await lastSeq()
    const order = await makeOrder()
    const id = await rig<number>('call', 'wp_insert_post', {
      post_type: 'page',
      post_status: 'publish',
      post_title: 'Returns',
      post_name: 'returns',
    })
    const url = await rig<string>('call', 'get_permalink', id)
    await rig('call', 'wp_update_post', { ID: id, post_name: 'returns-policy' })
    await rig('call', 'wp_trash_post', id)
    await rig('call', 'wp_insert_post', { post_type: 'page', post_status: 'draft', post_title: 'Secret plans' })
    const events = await since(seq)
    assert.deepEqual(
      events.map((event) => event.seq),
      events.map((_, index) => seq + 1 + index)
    )
    assert.equal(
      events.some((event) => event.kind === 'order.updated' && event.id === order.id && event.number === order.number),
      true
    )
    const pages = events.filter((event) => event.kind !== 'order.updated').map((event) => [event.kind, event.url])
    const moved = pages.findIndex(([kind]) => kind === 'content.gone')
    assert.deepEqual(pages[0], ['content.updated', url])
    assert.equal(pages.at(-1)![0], 'content.gone')
    assert.equal(moved > 0, true)
  })

  it('is delivered, signed, and not twice', async () => {
    await deliver()
    const got = edge.events.length
    assert.equal(got > 0, true)
    const seqs = edge.events.map((event) => event.seq)
    assert.deepEqual(
      seqs,
      [...new Set(seqs)].toSorted((a, b) => a - b)
    )
    await deliver()
    assert.equal(edge.events.length, got)
    assert.deepEqual([(await state()).acked, (await state()).failures], [await lastSeq(), 0])
  })

  for (const [mode, error] of [
    ['down', 'refused'],
    ['html', 'bad_answer'],
    ['unsigned', 'bad_answer'],
    ['wrong_secret', 'refused'],
  ]) {
    it(`keeps everything while the edge is ${mode}, and delivers it later`, async () => {
      await makeOrder()
      edge.mode = mode!
      await deliver()
      edge.mode = 'ok'
      const failed = await state()
      assert.deepEqual([failed.failures, failed.error], [1, error])
      await deliver()
      assert.deepEqual([(await state()).acked, (await state()).failures], [await lastSeq(), 0])
    })
  }
})

describe('WooCommerce’s own webhook', () => {
  it('is made and repaired, and signs with a secret that is stored and shown nowhere', async () => {
    const payload = '{"id":1}'
    const [status, before, signature, after] = await rig<string[]>('webhook', payload)
    const expected = createHmac('sha256', webhookSecret).update(payload).digest('base64')
    assert.deepEqual(
      [status, before, signature, after],
      ['active', 'kept in wp-config.php', expected, 'kept in wp-config.php']
    )
    assert.doesNotMatch(JSON.stringify(await rig('sql', 'select * from {p}options')), new RegExp(webhookSecret))
  })
})

describe('personal data', () => {
  it('is exported as text', async () => {
    const done = await rig<{ data: { data: { value: string }[] }[]; done: boolean }>(
      'privacy',
      'exporters',
      'ada@example.com'
    )
    assert.equal(done.done, true)
    assert.equal(done.data[0]!.data[0]!.value, 'Hello from ada@example.com &lt;script&gt;')
  })
  it('is erased with a receipt, and what is kept is named', async () => {
    const done = await rig<{ items_removed: boolean; items_retained: boolean; messages: string[] }>(
      'privacy',
      'erasers',
      'guest@example.com'
    )
    assert.deepEqual([done.items_removed, done.items_retained], [true, true])
    assert.match(done.messages.join(' '), /r-guest.*1 kept.*refunds/)
  })
  it('is never said to be gone while the edge cannot be reached', async () => {
    edge.mode = 'down'
    const done = await rig<{ error: string }>('privacy', 'erasers', 'ada@example.com')
    edge.mode = 'ok'
    assert.equal(done.error, 'counterhand_refused')
  })
})
