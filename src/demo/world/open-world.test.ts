import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { memoryStorage } from '../testing/memory-storage.ts'
import { NOW } from '../testing/open-demo.ts'
import { openWorld } from './open-world.ts'
import { orderTotal, refundedTotal } from './shapes.ts'

const chance = { uuid: () => '00000000-0000-4000-8000-000000000000' }
const world = (storage = memoryStorage()) => openWorld(storage, { now: () => NOW, chance })
const ask = (over: object = {}) => ({ orderId: 5044, amount: 1000, reason: 'Dent', key: null, paidBack: true, ...over })

describe('the seed', () => {
  it('gives ada order 1042: two things, sent, with a tracking number', async () => {
    const order = await world().order(5042)
    expect(order).toMatchObject({
      number: '1042',
      customerId: 2,
      status: 'completed',
      tracking: [{ number: 'CE000001042IE' }],
    })
    expect(order!.lines.map((line) => line.name)).toEqual(['Juniper Table Lamp', 'Brook Electric Kettle'])
  })

  it('has every kind of order a shop has', async () => {
    const orders = await world().orders()
    const statuses = new Set(orders.map((order) => order.status))
    for (const status of [
      'pending',
      'processing',
      'on-hold',
      'completed',
      'cancelled',
      'refunded',
      'failed',
    ] as const) {
      expect(statuses).toContain(status)
    }
    expect(orders.some((order) => order.customerId === 0)).toBe(true)
    expect(orders.some((order) => order.status === 'completed' && order.refunds.length > 0)).toBe(true)
    expect(orders.some((order) => order.status === 'processing' && order.tracking.length > 0)).toBe(true)
    expect(orders.length).toBeGreaterThanOrEqual(25)
  })

  it('never calls an order by its id, and numbers and ids are each used once', async () => {
    const orders = await world().orders()
    expect(orders.filter((order) => String(order.id) === order.number)).toEqual([])
    expect(new Set(orders.map((order) => order.id)).size).toBe(orders.length)
    expect(new Set(orders.map((order) => order.number)).size).toBe(orders.length)
    const lines = orders.flatMap((order) => order.lines.map((line) => line.id))
    expect(new Set(lines).size).toBe(lines.length)
  })

  it('never dates anything after its first start, and keeps its age after a restart', async () => {
    const storage = memoryStorage()
    for (const order of await world(storage).orders()) {
      expect(Math.max(order.createdAt, order.updatedAt, order.paidAt ?? 0)).toBeLessThanOrEqual(NOW)
    }
    const later = openWorld(storage, { now: () => NOW + 1e10, chance })
    expect(await later.bornAt()).toBe(NOW)
  })
})

describe('refunds', () => {
  it('pays once however often it is asked with one key', async () => {
    const shop = world()
    const first = await shop.refundOrder(ask({ key: 'k1' }))
    const again = await shop.refundOrder(ask({ key: 'k1' }))
    expect(first).toMatchObject({ ok: true, value: { repeated: false } })
    expect(again).toMatchObject({ ok: true, value: { repeated: true } })
    expect((await shop.order(5044))!.refunds).toHaveLength(1)
  })

  it('gives back the rest and then calls the order refunded', async () => {
    const shop = world()
    const total = orderTotal((await shop.order(5044))!)
    await shop.refundOrder(ask({ amount: 1000 }))
    await shop.refundOrder(ask({ amount: total - 1000 }))
    expect((await shop.order(5044))!.status).toBe('refunded')
    expect(await shop.refundOrder(ask({ amount: 1 }))).toMatchObject({
      error: { reason: 'over_remaining', remaining: 0 },
    })
  })

  it.each([
    ['no such order', { orderId: 1 }, 'no_such_order'],
    ['nothing', { amount: 0 }, 'bad_amount'],
    ['less than nothing', { amount: -5 }, 'bad_amount'],
    ['half a cent', { amount: 0.5 }, 'bad_amount'],
    ['no number', { amount: Number.NaN }, 'bad_amount'],
    ['an unpaid order', { orderId: 5040 }, 'not_paid'],
    ['more than was paid', { amount: 9_999_999 }, 'over_remaining'],
    ['a line of another order', { lines: [{ lineId: 1, quantity: 1, amount: 1000 }] }, 'bad_lines'],
    ['parts that do not add up', { shipping: 0, lines: [{ lineId: 560, quantity: 1, amount: 999 }] }, 'bad_lines'],
    ['more than a line cost', { amount: 8000, lines: [{ lineId: 560, quantity: 1, amount: 8000 }] }, 'bad_lines'],
  ])('refuses %s', async (_what, over, reason) => {
    const shop = world()
    expect(await shop.refundOrder(ask(over))).toMatchObject({ ok: false, error: { reason } })
  })

  it('never gives back more than was paid, whatever is asked at once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 9000 }), { maxLength: 12 }), async (amounts) => {
        const shop = world()
        await Promise.all(amounts.map((amount) => shop.refundOrder(ask({ amount }))))
        const order = (await shop.order(5044))!
        expect(refundedTotal(order)).toBeLessThanOrEqual(orderTotal(order))
      }),
      { numRuns: 40 }
    )
  })
})

describe('cancelling and readdressing', () => {
  const elsewhere = {
    first_name: 'Grace',
    last_name: 'Okafor',
    company: '',
    address_1: '1 New Street',
    address_2: '',
    city: 'Ballynore',
    state: '',
    postcode: 'T12 0ZZ9',
    country: 'IE',
  }

  it('cancels what has not left, once', async () => {
    const shop = world()
    const first = await shop.cancelOrder({ orderId: 5044, reason: 'Changed my mind' })
    expect(first).toMatchObject({ ok: true, value: { status: 'cancelled' } })
    expect(await shop.cancelOrder({ orderId: 5044, reason: 'again' })).toEqual(first)
  })

  it.each([
    [5042, 'wrong_status'],
    [5035, 'already_shipped'],
    [5026, 'wrong_status'],
    [7, 'no_such_order'],
  ])('does not touch order %i: %s', async (orderId, reason) => {
    const shop = world()
    expect(await shop.cancelOrder({ orderId, reason: '' })).toMatchObject({ ok: false, error: { reason } })
    expect(await shop.changeAddress({ orderId, shipping: elsewhere })).toMatchObject({ ok: false, error: { reason } })
  })

  it('sends the parcel elsewhere and leaves the bill where it was', async () => {
    const shop = world()
    await shop.changeAddress({ orderId: 5044, shipping: elsewhere })
    const order = (await shop.order(5044))!
    expect(order.shipping.address_1).toBe('1 New Street')
    expect(order.billing.address_1).toBe('27 Mill Street')
    expect(order.updatedAt).toBe(NOW)
  })
})

describe('the desk', () => {
  it('keeps everybody else out until it is left', async () => {
    const shop = world()
    const seen: string[] = []
    const inside = shop.alone(async (desk) => {
      await desk.keep('claim', 'mine')
      seen.push('inside')
      return desk.read<string>('claim')
    })
    const outside = shop.orders().then(() => seen.push('outside'))
    expect(await inside).toBe('mine')
    await outside
    expect(seen).toEqual(['inside', 'outside'])
  })

  it('opens again after whoever was at it failed', async () => {
    const shop = world()
    await expect(shop.alone(() => Promise.reject(new Error('crash')))).rejects.toThrow('crash')
    expect(await shop.bornAt()).toBe(NOW)
  })
})

it('keeps the newest two hundred mails', async () => {
  const shop = world()
  for (let index = 1; index <= 205; index++) await shop.deliver({ to: 'a@example.com', subject: `${index}`, text: '' })
  const mails = await shop.mailbox()
  expect(mails).toHaveLength(200)
  expect([mails[0]!.subject, mails.at(-1)!.subject]).toEqual(['205', '6'])
})
