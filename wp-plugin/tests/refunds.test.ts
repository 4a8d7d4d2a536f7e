import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { pluginRoutes } from '../../src/contracts/plugin-api.ts'
import {
  gateway,
  makeOrder,
  newKey,
  openShop,
  orderState,
  paidFor,
  refundAsk,
  rig,
  signed,
  writeRow,
  type OrderState,
} from './rig/shop.ts'

before(openShop)
beforeEach(() => gateway('ok'))

type Reply = {
  outcome: string
  reason?: string
  refund_id?: string
  amount_minor?: number
  status?: string
  detail?: string
}
const completed = (facts: object = {}) => makeOrder({ status: 'completed', completed_days: 1, ...facts })

async function refund(order: OrderState, change: Record<string, unknown> = {}): Promise<Reply & { key: string }> {
  const ask = refundAsk(order, change)
  const answer = await signed('POST', pluginRoutes.refund(order.id), ask)
  return { ...(answer.body as Reply), key: ask.key }
}
const lookUp = async (key: string) => (await signed('GET', pluginRoutes.write(key))).body as Reply

describe('a refund of lines', () => {
  it('splits each amount into total and tax, exactly, and marks the refund with its key', async () => {
    const order = await completed()
    const [kettle, mugs] = order.lines
    const lines = [
      { line_id: kettle!.id, quantity: 1, amount_minor: 4900 },
      { line_id: mugs!.id, quantity: 1, amount_minor: 1090 },
    ]
    await rig('settings', { refund_soft_limit: '100.00' })
    const done = await refund(order, {
      amount_minor: 6740,
      lines,
      shipping_minor: 750,
      reason: 'Call +49 170 1234567, <b>ada@example.com</b>',
    })
    await rig('settings', { refund_soft_limit: '50.00' })
    assert.equal(done.outcome, 'done')
    const after = await orderState(order.id)
    assert.equal(after.refunds.length, 1)
    assert.deepEqual([after.refunds[0]!.amount, after.refunds[0]!.key, after.refunds[0]!.paid], [67.4, done.key, true])
    assert.equal(after.refunds[0]!.reason, 'Call [phone], [email]')
    assert.deepEqual(await paidFor(order.id), [67.4])
    const again = await refund(after, {
      amount_minor: 1,
      lines: [{ line_id: kettle!.id, quantity: 1, amount_minor: 1 }],
    })
    assert.equal(again.reason, 'over_refundable')
  })

  it('sets a fully refunded order to refunded', async () => {
    const order = await completed({ lines: [['Mug', 1, 10, 0]], shipping: 0 })
    const done = await refund(order, { amount_minor: 1000 })
    assert.deepEqual([done.outcome, done.status], ['done', 'refunded'])
    assert.equal((await orderState(order.id)).status, 'refunded')
  })
})

describe('when the gateway', () => {
  for (const mode of ['decline', 'false']) {
    it(`says no (${mode}), the refusal is final and nothing is left in the order`, async () => {
      await gateway(mode)
      const order = await completed()
      const first = await refund(order)
      await gateway('ok')
      assert.deepEqual([first.outcome, first.reason], ['refused', 'gateway_declined'])
      assert.equal((await lookUp(first.key)).reason, 'gateway_declined')
      assert.deepEqual([(await orderState(order.id)).refunds, await paidFor(order.id)], [[], []])
      assert.equal((await refund(order)).outcome, 'done', 'another key may try again')
    })
  }
  for (const mode of ['throw', 'type_error', 'timeout', 'paid_then_timeout']) {
    it(`gives no clear answer (${mode}), the refund is in doubt and its amount counts as gone`, async () => {
      await gateway(mode)
      const order = await completed({ lines: [['Mug', 1, 10, 0]], shipping: 0 })
      const first = await refund(order, { amount_minor: 600 })
      await gateway('ok')
      assert.equal(first.outcome, 'in_doubt')
      assert.equal((await lookUp(first.key)).outcome, 'in_doubt')
      const after = await orderState(order.id)
      assert.equal(
        after.notes.some((note) => note.includes('no clear answer')),
        true
      )
      assert.equal((await refund(after, { amount_minor: 500 })).reason, 'over_refundable')
      assert.equal((await refund(after, { amount_minor: 400 })).outcome, 'done')
    })
  }

  it('dawdles, two refunds at once are one refund', async () => {
    await gateway('ok', 2)
    const order = await completed({ lines: [['Mug', 1, 10, 0]], shipping: 0 })
    const both = await Promise.all([refund(order, { amount_minor: 700 }), refund(order, { amount_minor: 700 })])
    assert.deepEqual(both.map((each) => each.outcome).toSorted(), ['done', 'refused'])
    assert.deepEqual(await paidFor(order.id), [7])
  })
})

describe('a refund in doubt, where the gateway’s own plugin can look it up,', () => {
  const doubt = async (mode: string) => {
    await gateway(mode)
    const order = await completed({ lines: [['Mug', 1, 10, 0]], shipping: 0 })
    const first = await refund(order, { amount_minor: 600 })
    assert.equal(first.outcome, 'in_doubt')
    await gateway('ok')
    await rig('call', 'update_option', 'rig_evidence', 1)
    return { order, key: first.key }
  }
  after(async () => {
    for (const name of ['rig_evidence', 'rig_believe_after']) await rig('call', 'delete_option', name)
  })

  it('is done when the gateway had paid: written down, not paid again', async () => {
    const { order, key } = await doubt('paid_then_timeout')
    const both = await Promise.all([lookUp(key), lookUp(key)])
    assert.equal((await lookUp(key)).outcome, 'done', JSON.stringify(both))
    const state = await orderState(order.id)
    assert.deepEqual([state.refunds.map((each) => [each.amount, each.key]), await paidFor(order.id)], [[[6, key]], [6]])
  })

  it('stays in doubt while the gateway may still be at it, and is refused after that', async () => {
    const { order, key } = await doubt('timeout')
    assert.equal((await lookUp(key)).outcome, 'in_doubt')
    await rig('call', 'update_option', 'rig_believe_after', 0)
    await rig('fire', 'counterhand_sweep')
    assert.equal((await lookUp(key)).reason, 'gateway_declined')
    assert.deepEqual([(await orderState(order.id)).refunds, await paidFor(order.id)], [[], []])
  })
})

describe('when PHP is killed', () => {
  before(() => rig('call', 'update_option', 'rig_lease', 0))
  const killed = async (mode: string) => {
    await gateway(mode)
    const order = await completed({ lines: [['Mug', 1, 10, 0]], shipping: 0 })
    const ask = refundAsk(order, { amount_minor: 600 })
    await signed('POST', pluginRoutes.refund(order.id), ask).catch(() => null)
    await gateway('ok')
    return { order, ask }
  }
  for (const mode of ['die_before', 'die_after']) {
    it(`while the gateway is asked (${mode}), the refund is in doubt, and stays so until a person looked`, async () => {
      const { order, ask } = await killed(mode)
      assert.equal((await writeRow(ask.key))?.['state'], 'in_progress')
      assert.equal((await lookUp(ask.key)).outcome, 'in_doubt')
      const repeat = (await signed('POST', pluginRoutes.refund(order.id), ask)).body as Reply
      assert.equal(repeat.outcome, 'in_doubt')
      assert.deepEqual(await paidFor(order.id), mode === 'die_after' ? [6] : [])
      assert.equal((await refund(await orderState(order.id), { amount_minor: 500 })).reason, 'over_refundable')
    })
  }

  it('before the gateway was asked, the key is void and the order is free', async () => {
    const { order, ask } = await killed('die_before')
    await rig('sql', `update {p}counterhand_writes set stage = 'claimed' where write_key = '${ask.key}'`)
    const found = await lookUp(ask.key)
    assert.deepEqual([found.outcome, found.reason], ['refused', 'voided'])
    const after = await orderState(order.id)
    assert.deepEqual(after.refunds, [])
    assert.equal((await refund(after, { amount_minor: 500 })).outcome, 'done')
  })

  it('after the gateway had paid, the refund is done', async () => {
    const { order, ask } = await killed('die_after')
    await rig('sql', `update {p}counterhand_writes set stage = 'paid' where write_key = '${ask.key}'`)
    const found = await lookUp(ask.key)
    assert.deepEqual([found.outcome, found.amount_minor], ['done', 600])
    const after = await orderState(order.id)
    assert.deepEqual(
      after.refunds.map((each) => [each.amount, each.paid, each.key]),
      [[6, true, ask.key]]
    )
  })

  it('a refund on the same order settles the dead one first', async () => {
    const { order } = await killed('die_after')
    const next = await refund(await orderState(order.id), { amount_minor: 400 })
    assert.equal(['done', 'refused'].includes(next.outcome), true)
    const paid = await paidFor(order.id)
    assert.equal(paid.reduce((sum, each) => sum + each, 0) <= 10, true)
  })
})

describe('shops that count otherwise', () => {
  const currency = async (code: string, decimals: number) => {
    await rig('call', 'update_option', 'woocommerce_currency', code)
    await rig('call', 'update_option', 'woocommerce_price_num_decimals', decimals)
  }
  const askIn = (order: OrderState, code: string, digits: number, minor: number) =>
    refund(order, {
      currency: code,
      minor_digits: digits,
      amount_minor: minor,
      expected: { status: order.status, total_minor: Math.round(order.total * 10 ** digits), refunded_minor: 0 },
    })

  it('yen have no decimals, dinars three, and an amount the shop cannot write is refused', async () => {
    try {
      await currency('JPY', 0)
      await rig('settings', { refund_soft_limit: '5000', refund_ceiling: '9000' })
      const yen = await completed({ lines: [['Mug', 1, 1200, 0]], shipping: 0 })
      assert.equal((await askIn(yen, 'JPY', 0, 700)).outcome, 'done')
      assert.deepEqual(await paidFor(yen.id), [700])
      await currency('KWD', 3)
      await rig('settings', { refund_soft_limit: '50.000', refund_ceiling: '90.000' })
      const dinar = await completed({ lines: [['Mug', 1, 1.234, 0]], shipping: 0 })
      assert.equal((await askIn(dinar, 'KWD', 3, 1)).outcome, 'done')
      assert.deepEqual(await paidFor(dinar.id), [0.001])
      await currency('EUR', 0)
      await rig('settings', { refund_soft_limit: '50', refund_ceiling: '90' })
      const round = await completed({ lines: [['Mug', 1, 12, 0]], shipping: 0 })
      assert.equal((await askIn(round, 'EUR', 2, 150)).reason, 'bad_amount')
      assert.equal((await askIn(round, 'EUR', 2, 200)).outcome, 'done')
      assert.deepEqual(await paidFor(round.id), [2])
    } finally {
      await currency('EUR', 2)
      await rig('settings', { refund_soft_limit: '50.00', refund_ceiling: '500.00' })
    }
  })
})

describe('refuses', () => {
  it('the id of a refund and the id of a product as if nothing were there', async () => {
    const order = await completed()
    const done = await refund(order)
    const product = await rig<number>('call', 'wp_insert_post', {
      post_type: 'product',
      post_status: 'publish',
      post_title: 'Lamp',
    })
    for (const id of [done.refund_id!, String(product)]) {
      const answer = await signed('POST', pluginRoutes.refund(id), refundAsk({ ...order, id, number: id }))
      assert.equal((answer.body as Reply).reason, 'order_not_found')
    }
  })

  it('what the shop has switched off, and what is over its ceiling', async () => {
    const order = await completed()
    for (const change of [{ enable_writes: false }, { enable_refunds: false }]) {
      await rig('settings', change)
      assert.equal((await refund(order)).reason, 'writes_disabled')
      await rig('settings', { enable_writes: true, enable_refunds: true })
    }
    await rig('settings', { refund_ceiling: '4.99' })
    assert.equal((await refund(order)).reason, 'bad_amount')
    await rig('settings', { refund_ceiling: '500.00' })
    assert.deepEqual(await paidFor(order.id), [])
  })

  it('bodies that are not as agreed, each with a signed 422', async () => {
    const order = await completed()
    const ask = refundAsk(order)
    const bodies: unknown[] = [
      '{"v":1',
      '[]',
      'null',
      { ...ask, v: 2 },
      { ...ask, amount_minor: 1e21 },
      '{"amount_minor":1e1}',
      { ...ask, key: 'REF_' + 'a'.repeat(64) },
      { ...ask, authority: { kind: 'consent', consent_id: 'c', token: 'x' } },
      { ...ask, asked_by: { proof: 'account' } },
      { ...ask, lines: {}, shipping_minor: 1 },
      { ...ask, extra: 1 },
    ]
    for (const body of bodies) {
      const answer = await signed('POST', pluginRoutes.refund(order.id), body)
      assert.deepEqual(
        [answer.status, answer.isSigned, (answer.body as Reply).reason],
        [422, true, 'bad_request'],
        JSON.stringify(body)
      )
    }
    assert.deepEqual(await paidFor(order.id), [])
  })

  it('a call whose signature was lost on the way', async () => {
    const order = await completed()
    const bare = await signed('POST', pluginRoutes.refund(order.id), refundAsk(order), {
      headers: { 'X-Counterhand-Signature': '' },
    })
    assert.deepEqual([bare.status, (bare.body as { code: string }).code], [401, 'unsigned'])
    assert.equal(bare.isSigned, false)
    assert.equal((await lookUp(newKey())).outcome, 'unknown')
  })
})
