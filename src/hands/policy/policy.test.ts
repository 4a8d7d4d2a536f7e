import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asId } from '../../base/ids.ts'
import { DAY_MS } from '../../base/time.ts'
import type { Order } from '../../contracts/order.ts'
import { address, eur, identity, NOW, order, owner } from '../testing/fixtures.ts'
import { decideAddressChange, decideCancel } from './decide-changes.ts'
import { decideRefund, type RefundSurroundings } from './decide-refund.ts'
import { leftOf, type RefundWish } from './price-refund.ts'
import { closedRules, readRules, versionRules, writeRulesSchema, type WriteRules } from './write-rules.ts'

const rules = (refunds: Partial<WriteRules['refunds']> = {}, change: Partial<WriteRules> = {}): WriteRules => ({
  ...writeRulesSchema.parse({ enabled: true, currency: 'EUR', refunds: { stage: 'guarded_refunds', ...refunds } }),
  ...change,
})
const around = (change: Partial<RefundSurroundings> = {}): RefundSurroundings => ({
  customerRefunds: { count: 0, minor: 0 },
  dayRefunds: { count: 0, minor: 0 },
  addressChangedAtMs: null,
  products: [],
  ...change,
})
const wish = (change: Partial<RefundWish> = {}): RefundWish => ({ opened: false, ...change })
const decide = (
  change: Partial<Order> = {},
  asked: Partial<RefundWish> = {},
  by = rules(),
  who = owner(),
  seen = around()
) => decideRefund(order(change), wish(asked), who, seen, by, NOW)
const proven = identity({ verifiedOrders: [{ number: asId('1042'), untilMs: NOW + 1 }] })
const bulb = { line: 2, quantity: 1 }

describe('decideRefund grants', () => {
  it('one line of an order, alone', () => {
    expect(decide({}, { items: [bulb] })).toEqual({
      ok: true,
      value: {
        verdict: 'auto',
        why: [],
        proof: 'account',
        quote: {
          amountMinor: 950,
          currency: 'EUR',
          lines: [{ lineId: '2', name: 'Bulb', quantity: 1, amountMinor: 950 }],
          shippingMinor: 0,
          isWhole: false,
        },
      },
    })
  })
  it('the goods without shipping when the rules keep shipping', () => {
    expect(decide()).toMatchObject({ value: { quote: { amountMinor: 5900, shippingMinor: 0, lines: [{}, {}] } } })
  })
  it('the whole order with shipping when the rules give it back', () => {
    expect(decide({}, {}, rules({ shipping: true }))).toMatchObject({
      value: { quote: { amountMinor: 6390, shippingMinor: 490, isWhole: true } },
    })
  })
  it('what is left after an earlier refund, by amount', () => {
    const change = { refunded: eur(1390), refunds: [{ id: '9', amount: eur(1390), reason: null }] }
    expect(decide(change, {}, rules({ shipping: true }))).toMatchObject({
      value: { quote: { amountMinor: 5000, lines: [] } },
    })
  })
  it('a guest who has proven this very order', () => {
    expect(decide({}, { items: [bulb] }, rules(), proven)).toMatchObject({ ok: true, value: { proof: 'code' } })
  })
})

describe('decideRefund asks a person', () => {
  const sale = around({ products: [{ id: '12', onSale: true, categories: [] }] })
  it.each([
    ['above the soft limit', { amount: '50.01' }, rules(), owner(), around(), ['above_soft_limit']],
    ['in shadow', { items: [bulb] }, rules({ stage: 'shadow' }), owner(), around(), ['early_stage']],
    ['at low risk, for a code', { items: [bulb] }, rules({ stage: 'low_risk' }), proven, around(), ['early_stage']],
    [
      'after many refunds',
      { items: [bulb] },
      rules(),
      owner(),
      around({ customerRefunds: { count: 3, minor: 0 } }),
      ['many_refunds'],
    ],
    [
      'after much money',
      { items: [bulb] },
      rules(),
      owner(),
      around({ customerRefunds: { count: 1, minor: 19_999 } }),
      ['many_refunds'],
    ],
    [
      'on a wild day',
      { items: [bulb] },
      rules(),
      owner(),
      around({ dayRefunds: { count: 50, minor: 0 } }),
      ['day_cap'],
    ],
    [
      'after a fresh address change',
      { items: [bulb] },
      rules(),
      owner(),
      around({ addressChangedAtMs: NOW - 6 * DAY_MS }),
      ['address_changed_lately'],
    ],
    ['for a sale item', { items: [bulb] }, rules(), owner(), sale, ['sale_item']],
  ])('%s', (_, asked, by, who, seen, why) => {
    expect(decide({}, asked, by, who, seen)).toMatchObject({ ok: true, value: { verdict: 'needs_approval', why } })
  })
  it('when billing and shipping are in two countries', () => {
    expect(decide({ shipping: address({ country: 'NL' }) }, { items: [bulb] })).toMatchObject({
      value: { why: ['country_mismatch'] },
    })
  })
  it('at low risk not for a login', () => {
    expect(decide({}, { items: [bulb] }, rules({ stage: 'low_risk' }))).toMatchObject({ value: { verdict: 'auto' } })
  })
})

describe('decideRefund refuses', () => {
  const consumable = around({ products: [{ id: '12', onSale: true, categories: ['bulbs'] }] })
  it.each([
    ['writes turned off', {}, {}, rules({}, { enabled: false }), around(), { reason: 'writes_disabled' }],
    ['refunds turned off', {}, {}, rules({ enabled: false }), around(), { reason: 'writes_disabled' }],
    ['another currency', {}, {}, rules({}, { currency: 'USD' }), around(), { reason: 'wrong_currency' }],
    ['an unpaid order', { paidAt: null }, {}, rules(), around(), { reason: 'not_paid' }],
    [
      'a pending order',
      { status: 'pending' },
      {},
      rules(),
      around(),
      { reason: 'status_not_allowed', status: 'pending' },
    ],
    ['a refunded order', { status: 'refunded' }, {}, rules(), around(), { reason: 'nothing_left' }],
    ['nothing left', { refunded: eur(6390) }, {}, rules(), around(), { reason: 'nothing_left' }],
    ['a day too late', {}, {}, rules({ windowDays: 4 }), around(), { reason: 'window_closed' }],
    ['cash on delivery', { paymentMethod: 'cod' }, {}, rules(), around(), { reason: 'gateway_cannot' }],
    ['more than is left', {}, { amount: '63.91' }, rules(), around(), { reason: 'over_refundable', leftMinor: 6390 }],
    [
      'above the ceiling',
      {},
      { amount: '20.01' },
      rules({ ceilingMinor: 2000 }),
      around(),
      { reason: 'above_ceiling' },
    ],
    [
      'a part, when only wholes',
      {},
      { items: [bulb] },
      rules({ partial: false }),
      around(),
      { reason: 'partial_not_allowed' },
    ],
    [
      'a line that is not there',
      {},
      { items: [{ line: 3, quantity: 1 }] },
      rules(),
      around(),
      { reason: 'unknown_line' },
    ],
    ['more than was bought', {}, { items: [{ line: 2, quantity: 3 }] }, rules(), around(), { reason: 'unknown_line' }],
    ['one line twice', {}, { items: [bulb, bulb] }, rules(), around(), { reason: 'unknown_line' }],
    [
      'an amount that disagrees with its items',
      {},
      { items: [bulb], amount: '9.51' },
      rules(),
      around(),
      { reason: 'bad_amount' },
    ],
    [
      'an excluded product',
      {},
      { items: [bulb] },
      rules({ excludedProducts: ['12'] }),
      around(),
      { reason: 'excluded_item', name: 'Bulb' },
    ],
    ['an excluded category', {}, {}, rules({ excludedCategories: ['bulbs'] }), consumable, { reason: 'excluded_item' }],
    [
      'a sale item, when denied',
      {},
      { items: [bulb] },
      rules({ saleItems: 'deny' }),
      consumable,
      { reason: 'sale_item' },
    ],
    [
      'an opened consumable',
      {},
      { items: [bulb], opened: true },
      rules({ consumables: ['bulbs'] }),
      consumable,
      { reason: 'opened_consumable' },
    ],
    [
      'an excluded product hidden in an amount',
      {},
      { amount: '1.00' },
      rules({ excludedProducts: ['12'] }),
      around(),
      { reason: 'excluded_item' },
    ],
  ] as const)('%s', (_, change, asked, by, seen, refusal) => {
    const found = decideRefund(
      order(change as Partial<Order>),
      wish(asked as Partial<RefundWish>),
      owner(),
      seen,
      by,
      NOW
    )
    expect(found).toMatchObject({ ok: false, error: refusal })
  })

  it.each([
    '3,00',
    '1e1',
    '0',
    '0.00',
    '-5',
    'NaN',
    String(1e21),
    '9.505',
    '',
    ' 5',
    '5 EUR',
    '０',
    '0x10',
    'Infinity',
  ])('the amount %j', (amount) => {
    expect(decide({}, { amount })).toEqual({ ok: false, error: { reason: 'bad_amount' } })
  })

  it.each([
    ['JPY', '10.5', false],
    ['JPY', '10', true],
    ['KWD', '1.234', true],
    ['KWD', '1.2345', false],
  ])('reads %s %s by its own decimals', (currency, amount, isRead) => {
    const money = (minor: number) => ({ minor, currency })
    const other = order({ currency, total: money(9000), refunded: money(0), shippingTotal: money(0), lines: [] })
    const by = rules({}, { currency })
    expect(decideRefund(other, wish({ amount }), owner(), around(), by, NOW).ok).toBe(isRead)
  })

  it.each([
    ['a visitor', identity()],
    ['another customer', identity({ customerId: '8', level: 'account' })],
    ['a lapsed code', identity({ verifiedOrders: [{ number: asId('1042'), untilMs: NOW }] })],
    ["another order's code", identity({ verifiedOrders: [{ number: asId('1043'), untilMs: NOW + 9 }] })],
    ["a login with the owner's address", identity({ customerId: '8', email: 'ada@example.com' })],
  ])('%s before it says anything else', (_, who) => {
    expect(decide({ status: 'refunded' }, { amount: 'NaN' }, rules({}, { enabled: false }), who)).toEqual({
      ok: false,
      error: { reason: 'not_proven' },
    })
  })
})

describe('whatever is asked', () => {
  const wishes = fc.record({
    amount: fc.option(
      fc.oneof(
        fc.string(),
        fc.double().map(String),
        fc.integer({ min: -9, max: 9999 }).map((n) => (n / 100).toFixed(2))
      ),
      { nil: undefined }
    ),
    items: fc.option(
      fc.array(fc.record({ line: fc.integer({ min: 1, max: 4 }), quantity: fc.integer({ min: 1, max: 4 }) }), {
        minLength: 1,
        maxLength: 3,
      }),
      { nil: undefined }
    ),
    opened: fc.boolean(),
  })
  const orders = fc
    .record({
      refunded: fc.integer({ min: 0, max: 7000 }),
      lamp: fc.integer({ min: 0, max: 4000 }),
      quantity: fc.integer({ min: 1, max: 4 }),
      status: fc.constantFrom('completed', 'processing', 'pending', 'refunded'),
    })
    .map(({ refunded, lamp, quantity, status }) => {
      const { lines } = order()
      return order({
        status,
        refunded: eur(refunded),
        lines: [{ ...lines[0]!, total: eur(lamp), quantity }, lines[1]!],
      })
    })
  const ruleSets = fc
    .record({ softLimitMinor: fc.nat(8000), ceilingMinor: fc.nat(8000), shipping: fc.boolean(), partial: fc.boolean() })
    .map((each) => rules(each))

  it('a grant is positive, whole, in the order’s currency, and within what is left, the ceiling and its lines', () => {
    fc.assert(
      fc.property(orders, wishes, ruleSets, (each, asked, by) => {
        const found = decideRefund(each, asked, owner(), around(), by, NOW)
        if (!found.ok) return
        const { amountMinor, currency, lines, shippingMinor } = found.value.quote
        const sum = lines.reduce((total, line) => total + line.amountMinor, shippingMinor)
        const autoLimit = found.value.verdict === 'auto' ? by.refunds.softLimitMinor : Infinity
        expect(Number.isSafeInteger(amountMinor) && amountMinor > 0).toBe(true)
        expect(amountMinor).toBeLessThanOrEqual(Math.min(leftOf(each), by.refunds.ceilingMinor, autoLimit))
        expect(currency).toBe('EUR')
        expect(lines.length === 0 || sum === amountMinor).toBe(true)
      }),
      { numRuns: 2_000 }
    )
  })

  it('a stranger is granted nothing', () => {
    fc.assert(
      fc.property(orders, wishes, (each, asked) => {
        const found = decideRefund(each, asked, identity({ customerId: '8' }), around(), rules(), NOW)
        expect(found).toEqual({ ok: false, error: { reason: 'not_proven' } })
      })
    )
  })

  it('a looser limit never makes the answer harder', () => {
    const ease = (found: ReturnType<typeof decideRefund>) => (!found.ok ? 0 : found.value.verdict === 'auto' ? 2 : 1)
    fc.assert(
      fc.property(orders, wishes, ruleSets, fc.nat(5000), fc.nat(5000), (each, asked, by, soft, ceiling) => {
        const looser = {
          ...by,
          refunds: {
            ...by.refunds,
            softLimitMinor: by.refunds.softLimitMinor + soft,
            ceilingMinor: by.refunds.ceilingMinor + ceiling,
          },
        }
        const [strict, loose] = [by, looser].map((set) => ease(decideRefund(each, asked, owner(), around(), set, NOW)))
        expect(loose).toBeGreaterThanOrEqual(strict!)
      }),
      { numRuns: 1_000 }
    )
  })
})

const open: Partial<Order> = { status: 'processing', completedAt: null, tracking: [] }
describe('decideCancel', () => {
  const cancel = (change: Partial<Order>, by = rules(), who = owner()) =>
    decideCancel(order({ ...open, ...change }), who, by, NOW)
  it('allows what has not left', () => {
    expect(cancel({})).toMatchObject({ ok: true, value: { verdict: 'auto' } })
    expect(cancel({}, rules({ stage: 'shadow' }))).toMatchObject({ value: { verdict: 'needs_approval' } })
  })
  it.each([
    ['shipped', { tracking: order().tracking }, { reason: 'already_shipped' }],
    ['completed', { status: 'completed', completedAt: order().completedAt }, { reason: 'already_shipped' }],
    ['partly refunded', { refunded: eur(1) }, { reason: 'status_not_allowed' }],
    ['cancelled', { status: 'cancelled' }, { reason: 'status_not_allowed' }],
    ['of an unknown status', { status: 'packed' }, { reason: 'status_not_allowed' }],
  ])('refuses one that is %s', (_, change, refusal) => {
    expect(cancel(change)).toMatchObject({ ok: false, error: refusal })
  })
  it('refuses a stranger first', () => {
    expect(cancel({ status: 'cancelled' }, rules(), identity())).toEqual({ ok: false, error: { reason: 'not_proven' } })
  })
})

describe('decideAddressChange', () => {
  const move = (change: Partial<Order>, to = address({ city: 'Elsewhere' }), who = owner()) =>
    decideAddressChange(order({ ...open, ...change }), to, who, rules(), NOW)
  it('moves a parcel within its country, and asks a person for another', () => {
    expect(move({})).toMatchObject({ value: { verdict: 'auto' } })
    expect(move({}, address({ country: 'FR' }))).toMatchObject({
      value: { verdict: 'needs_approval', why: ['country_changed'] },
    })
  })
  it.each([
    ['shipped', { tracking: order().tracking }, undefined, { reason: 'already_shipped' }],
    ['going there already', {}, address(), { reason: 'same_address' }],
    ['refunded', { refunded: eur(6390), status: 'refunded' }, undefined, { reason: 'status_not_allowed' }],
  ])('refuses one that is %s', (_, change, to, refusal) => {
    expect(move(change, to)).toMatchObject({ ok: false, error: refusal })
  })
  it('refuses a stranger first', () => {
    expect(move({ tracking: order().tracking }, address(), identity())).toMatchObject({
      error: { reason: 'not_proven' },
    })
  })
})

describe('rules', () => {
  it.each([
    undefined,
    null,
    'on',
    {},
    { enabled: true },
    { enabled: true, currency: 'EUR', refunds: { softLimitMinor: -1 } },
  ])('read from %j close every write', async (stored) => {
    expect((await readRules(stored, 'EUR')).rules).toEqual(closedRules('EUR'))
    expect(closedRules('EUR').enabled).toBe(false)
  })
  it('are named by what they say', async () => {
    const [a, b, c] = await Promise.all([rules(), rules(), rules({ windowDays: 31 })].map(versionRules))
    expect(a!.hash).toBe(b!.hash)
    expect(c!.hash).not.toBe(a!.hash)
  })
})
