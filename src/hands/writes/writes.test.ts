import { describe, expect, it } from 'vitest'
import { asId } from '../../base/ids.ts'
import { HOUR_MS, MINUTE_MS } from '../../base/time.ts'
import type { WriteCall } from '../../contracts/write-tools.ts'
import { identity } from '../testing/fixtures.ts'
import { ctx, customer, liveRules, openWriteRig } from '../testing/write-rig.ts'

type Rig = ReturnType<typeof openWriteRig>
/** Hedy (customer 5) owns 1038: goods of 49.90. Ada (2) owns 1037, not sent yet, and 1042, over the limit. */
const hedy = () => customer(5)
const ada = () => customer(2)
const refund = (order_id = '1038', more = {}): WriteCall => ({
  tool: 'issue_refund',
  input: { order_id, opened: false, reason: '', ...more },
})
const cancel: WriteCall = { tool: 'cancel_order', input: { order_id: '1037', reason: 'changed my mind' } }
const home = {
  firstName: 'Ada',
  lastName: 'L',
  company: '',
  address1: '9 New Lane',
  address2: '',
  city: 'Kilmarra',
  state: '',
  postcode: 'H91',
  country: 'IE',
}
const move = (country = 'IE'): WriteCall => ({
  tool: 'change_shipping_address',
  input: { order_id: '1037', address: { ...home, country } },
})
const writes: [string, WriteCall, () => ReturnType<typeof customer>][] = [
  ['issue_refund', refund(), hedy],
  ['cancel_order', cancel, ada],
  ['change_shipping_address', move(), ada],
]

let calls = 0
const next = (who: Parameters<typeof ctx>[0]) => ctx(who, `call-${++calls}`)
async function cardFor(rig: Rig, call: WriteCall, who: Parameters<typeof ctx>[0]) {
  const proposed = await rig.desk.propose(call, next(who))
  if (!proposed.ok || proposed.value.kind !== 'consent_needed') throw new Error(JSON.stringify(proposed))
  return proposed.value
}
const accept = (rig: Rig, cardId: string, who: Parameters<typeof ctx>[0]) =>
  rig.desk.answerConsent({ cardId, decision: 'accept' }, next(who))
const stateOf = async (rig: Rig, call: WriteCall) =>
  JSON.stringify((await rig.world.orders()).find((order) => order.number === call.input.order_id))
const wrote = (rig: Rig) => rig.called.filter((path) => /orders/.test(path))

describe.each(writes)('%s', (_, call, owner) => {
  it('shows a card and changes nothing by itself', async () => {
    const rig = openWriteRig()
    const before = await stateOf(rig, call)
    const { card } = await cardFor(rig, call, owner())
    expect(card.facts[0]).toEqual({ label: 'Order', value: call.input.order_id })
    expect([await stateOf(rig, call), wrote(rig)]).toEqual([before, []])
  })

  it('happens on the click, once, however often it is clicked', async () => {
    const rig = openWriteRig()
    const { card } = await cardFor(rig, call, owner())
    const clicked = await Promise.all([accept(rig, card.cardId, owner()), accept(rig, card.cardId, owner())])
    expect(clicked.map((each) => (each.ok ? each.value.kind : each.error.reason)).toSorted()).toEqual([
      'card_not_open',
      'done',
    ])
    expect(wrote(rig)).toHaveLength(1)
    expect(await accept(rig, card.cardId, owner())).toEqual({ ok: false, error: { reason: 'card_not_open' } })
  })

  it.each([
    ['a visitor', () => identity()],
    ['another customer', () => customer(9)],
    ["another order's code", () => identity({ verifiedOrders: [{ number: asId('1029'), untilMs: Infinity }] })],
    ['a lapsed code', () => identity({ verifiedOrders: [{ number: asId(call.input.order_id), untilMs: 1 }] })],
  ])('shows %s what it shows of no order at all', async (__, who) => {
    const rig = openWriteRig()
    const nowhere = { ...call, input: { ...call.input, order_id: '9999' } } as WriteCall
    expect(await rig.desk.propose(call, next(who()))).toEqual(await rig.desk.propose(nowhere, next(who())))
    expect(await rig.desk.propose(call, next(who()))).toEqual({ ok: false, error: { reason: 'not_proven' } })
    expect(rig.called).toEqual([])
  })

  it('runs for no card of another session, expired, declined or made up', async () => {
    const rig = openWriteRig()
    const stolen = await cardFor(rig, call, owner())
    const elsewhere = { ...owner(), sessionId: asId('another-session-12') } as ReturnType<typeof customer>
    const declined = await cardFor(rig, call, owner())
    await rig.desk.answerConsent({ cardId: declined.card.cardId, decision: 'decline' }, next(owner()))
    const tried = [
      await accept(rig, stolen.card.cardId, elsewhere),
      await accept(rig, declined.card.cardId, owner()),
      await accept(rig, 'card_made-up', owner()),
    ]
    rig.pass(10 * MINUTE_MS)
    tried.push(await accept(rig, stolen.card.cardId, owner()))
    expect(tried).toEqual(tried.map(() => ({ ok: false, error: { reason: 'card_not_open' } })))
    expect(wrote(rig)).toEqual([])
  })

  it('is not done for a card whose owner has signed out since', async () => {
    const rig = openWriteRig()
    const { card } = await cardFor(rig, call, owner())
    expect(await accept(rig, card.cardId, identity())).toEqual({ ok: false, error: { reason: 'not_proven' } })
    expect(wrote(rig)).toEqual([])
  })

  it('leaves one row for each exit, chained, with no words of the shopper', async () => {
    const rig = openWriteRig()
    const { card } = await cardFor(rig, call, owner())
    await accept(rig, card.cardId, owner())
    await accept(rig, card.cardId, owner())
    const rows = await rig.log.actionsOf('session-0123456789')
    expect(rows.map((row) => `${row.status} ${row.reason ?? ''}`.trim())).toEqual([
      'done',
      'claimed',
      'done',
      'done',
      'refused card_not_open',
    ])
    expect(rows[1]!.authority).toBe(`consent:${card.cardId}`)
    expect(JSON.stringify(rows)).not.toMatch(/changed my mind|New Lane|@example/)
  })

  it('is refused before anything is read when its input is not of the schema', async () => {
    const rig = openWriteRig()
    for (const input of [undefined, {}, { ...call.input, order_id: '1 OR 1' }, { ...call.input, customer_id: 2 }]) {
      const bad = { tool: call.tool, input } as unknown as WriteCall
      expect(await rig.desk.propose(bad, next(owner()))).toEqual({ ok: false, error: { reason: 'bad_input' } })
    }
  })

  it('is off while the rules cannot be read', async () => {
    const rules = liveRules()
    const rig = openWriteRig({ rules: { ...rules, enabled: false } })
    expect(await rig.desk.propose(call, next(owner()))).toEqual({ ok: false, error: { reason: 'writes_disabled' } })
  })
})

describe('the state of a card', () => {
  const stateFor = async (rig: Rig, cardId: string) =>
    (await rig.desk.findCardState({ cardId, sessionId: 'session-0123456789' }))?.state
  it('is kept for a second click, for history and after a crash', async () => {
    const rig = openWriteRig()
    const { card } = await cardFor(rig, refund(), hedy())
    expect(await stateFor(rig, card.cardId)).toBe('open')
    expect(await rig.desk.findCardState({ cardId: card.cardId, sessionId: 'another-session-12' })).toBeNull()
    await accept(rig, card.cardId, hedy())
    expect(await rig.desk.findCardState({ cardId: card.cardId, sessionId: 'session-0123456789' })).toEqual({
      state: 'done',
      amountMinor: 4990,
      currency: 'EUR',
    })
  })
  it('is failed when the process died between click and claim', async () => {
    const rig = openWriteRig()
    const { card } = await cardFor(rig, refund(), hedy())
    const click = {
      cardId: card.cardId,
      sessionId: 'session-0123456789',
      decision: 'accepted',
      nowMs: rig.deps.now(),
    } as const
    await rig.deps.consents.takeConsent(click)
    expect(await stateFor(rig, card.cardId)).toBe('accepted')
    rig.pass(2 * MINUTE_MS)
    expect(await stateFor(rig, card.cardId)).toBe('failed')
  })
  it('waits with its approval, and lapses', async () => {
    const rig = openWriteRig()
    const { card } = await cardFor(rig, refund('1042'), ada())
    await accept(rig, card.cardId, ada())
    rig.pass(HOUR_MS)
    expect(await stateFor(rig, card.cardId)).toBe('accepted')
    rig.pass(48 * HOUR_MS)
    await rig.desk.sweepApprovals()
    expect(await stateFor(rig, card.cardId)).toBe('failed')
    const { card: late } = await cardFor(rig, cancel, ada())
    rig.pass(10 * MINUTE_MS)
    expect(await stateFor(rig, late.cardId)).toBe('expired')
  })
})

describe('a refund', () => {
  it('says exactly what will happen, in figures and words', async () => {
    const { card, needsApproval } = await cardFor(openWriteRig(), refund(), hedy())
    expect(needsApproval).toBe(false)
    expect(card).toMatchObject({
      title: 'Refund',
      confirmLabel: 'Refund €49.90',
      action: 'issue_refund',
      state: 'open',
    })
    expect(card.facts.map((fact) => fact.value).slice(2)).toEqual([
      '€49.90',
      'forty-nine euros and ninety cents',
      'Card (demo gateway)',
    ])
  })

  it('refuses what staff changed between card and click, with the right reason', async () => {
    for (const [change, reason] of [
      [
        (rig: Rig, id: number) =>
          rig.world.refundOrder({ orderId: id, amount: 100, reason: '', key: null, paidBack: true }),
        'order_changed',
      ],
      [
        (rig: Rig, id: number, left: number) =>
          rig.world.refundOrder({ orderId: id, amount: left, reason: '', key: null, paidBack: true }),
        'nothing_left',
      ],
    ] as const) {
      const rig = openWriteRig()
      const { card } = await cardFor(rig, refund(), hedy())
      const order = (await rig.world.orders()).find((each) => each.number === '1038')!
      const left = order.lines.reduce((sum, line) => sum + line.total, order.shippingTotal)
      await change(rig, order.id, left)
      expect(await accept(rig, card.cardId, hedy())).toEqual({ ok: false, error: { reason } })
      expect(wrote(rig)).toEqual([])
    }
  })

  it('asked for twice in two sessions on the same sight of the order is paid once', async () => {
    const rig = openWriteRig()
    const other = () => customer(5, 'another-session-12')
    const [one, two] = [await cardFor(rig, refund(), hedy()), await cardFor(rig, refund(), other())]
    const both = await Promise.all([accept(rig, one.card.cardId, hedy()), accept(rig, two.card.cardId, other())])
    expect(both.filter((each) => each.ok)).toHaveLength(1)
    expect(await rig.refundedMinor('1038')).toBe(4990)
  })

  it.each([
    ['lost on the way there', 0, 'upstream_failed', 0],
    ['lost on the way back', 1, 'done', 4990],
  ] as const)('whose call is %s is known by its key', async (_, arrives, outcome, paid) => {
    let lost = 0
    const rig = openWriteRig({
      wire: (call) => async (ask) => {
        if (!ask.path.endsWith('/refund') || lost++ > 0) return call(ask)
        if (arrives) await call(ask)
        throw new TypeError('connection reset')
      },
    })
    const { card } = await cardFor(rig, refund(), hedy())
    const end = await accept(rig, card.cardId, hedy())
    expect(end.ok ? end.value.kind : end.error.reason).toBe(outcome)
    expect(await rig.refundedMinor('1038')).toBe(paid)
  })

  it('with an unsigned or garbled answer is never believed done or refused', async () => {
    for (const body of ['<h1>502</h1>', '{"outcome":"done"}', '{"outcome":"refused","reason":"voided"}']) {
      const rig = openWriteRig({ wire: () => async () => ({ status: 200, body, headers: {} }) })
      const { card } = await cardFor(rig, refund(), hedy())
      expect(await accept(rig, card.cardId, hedy())).toEqual({ ok: true, value: { kind: 'in_doubt' } })
      expect(rig.tickets).toMatchObject([{ reason: 'refund_in_doubt' }])
    }
  })

  it('in doubt is settled by its key later, and the shopper told once', async () => {
    let isDown = true
    const rig = openWriteRig({
      wire: (call) => async (ask) => {
        const answer = await call(ask)
        if (isDown && !ask.path.endsWith('settle')) throw new TypeError('reset')
        return isDown ? { status: 500, body: '', headers: {} } : answer
      },
    })
    const { card } = await cardFor(rig, refund(), hedy())
    expect(await accept(rig, card.cardId, hedy())).toEqual({ ok: true, value: { kind: 'in_doubt' } })
    expect(await rig.desk.reconcile()).toMatchObject({ looked: 0 })
    isDown = false
    rig.pass(MINUTE_MS)
    expect(await rig.desk.reconcile()).toEqual({ looked: 1, done: 1, refused: 0, left: 0 })
    expect(await rig.desk.reconcile()).toMatchObject({ looked: 0 })
    expect(rig.notices).toEqual([
      {
        sessionId: 'session-0123456789',
        kind: 'write_settled',
        text: 'The refund of €49.90 for order 1038 has been made.',
      },
    ])
    expect(await rig.refundedMinor('1038')).toBe(4990)
  })

  it.each([
    ['13', { ok: false, error: { reason: 'declined_by_gateway' } }],
    ['14', { ok: true, value: { kind: 'in_doubt' } }],
  ])('of an amount ending .%s ends as the gateway does', async (cents, outcome) => {
    const rig = openWriteRig()
    const { card } = await cardFor(rig, refund('1038', { amount: `5.${cents}` }), hedy())
    expect(await accept(rig, card.cardId, hedy())).toEqual(outcome)
    expect(await rig.refundedMinor('1038')).toBe(0)
  })

  it('to a plugin that never answers is settled by its key, and not held for', async () => {
    // Ten times as quick as life. Much quicker, and a busy machine's own slowness counts as the plugin's.
    const timers = {
      set: (run: () => void, ms: number) => setTimeout(run, ms / 10),
      clear: (timer: unknown) => clearTimeout(timer as number),
    }
    const rig = openWriteRig({
      change: { timers },
      wire: (call) => (ask) => (ask.path.endsWith('/refund') ? new Promise(() => undefined) : call(ask)),
    })
    rig.deps.shop.findProducts = async () => []
    const card = await rig.desk.propose(refund(), next(hedy()))
    const cardId = card.ok && card.value.kind === 'consent_needed' ? card.value.card.cardId : ''
    const end = await accept(rig, cardId, hedy())
    expect(end).toEqual({ ok: false, error: { reason: 'upstream_failed' } })
    expect([rig.called.at(-1)?.endsWith('/settle'), await rig.refundedMinor('1038')]).toEqual([true, 0])
  })

  it.each([
    ['#1038', 'consent_needed'],
    [' # 1038 ', 'consent_needed'],
    ['１０３８', 'bad_input'],
    ['10 38', 'bad_input'],
    ['1038; drop', 'bad_input'],
    ['5038', 'not_proven'],
    ['', 'bad_input'],
    ['9'.repeat(33), 'bad_input'],
  ])('for the number %j is %s', async (number, outcome) => {
    const proposed = await openWriteRig().desk.propose(refund(number), next(hedy()))
    expect(proposed.ok ? proposed.value.kind : proposed.error.reason).toBe(outcome)
  })

  it("for another order's refund, whose id is in the order's own number space, shows nothing", async () => {
    const rig = openWriteRig()
    const refunded = (await rig.world.orders()).find((order) => order.refunds.length > 0)!
    const proposed = await rig.desk.propose(refund(String(refunded.refunds[0]!.id)), next(hedy()))
    expect(proposed).toEqual({ ok: false, error: { reason: 'not_proven' } })
  })

  it('counts against the caps of its customer', async () => {
    const rig = openWriteRig({ rules: liveRules({ customerCap: { count: 1, minor: 99_999 } }) })
    const { card } = await cardFor(rig, refund('1038', { amount: '1.00' }), hedy())
    await accept(rig, card.cardId, hedy())
    expect((await cardFor(rig, refund('1038', { amount: '1.00' }), hedy())).needsApproval).toBe(true)
    expect((await cardFor(rig, cancel, ada())).needsApproval).toBe(false)
  })

  it('is not sent when its claim cannot be kept', async () => {
    const rig = openWriteRig()
    const { card } = await cardFor(rig, refund(), hedy())
    rig.d1.raw.exec('drop table actions_log')
    rig.deps.log.spentBy = async () => ({ count: 0, minor: 0 })
    rig.deps.log.spentSince = async () => ({ count: 0, minor: 0 })
    rig.deps.log.addressChangedAt = async () => null
    expect(await accept(rig, card.cardId, hedy())).toEqual({ ok: false, error: { reason: 'upstream_failed' } })
    expect([wrote(rig), await rig.refundedMinor('1038')]).toEqual([[], 0])
  })

  it('is not decided while its caps cannot be read', async () => {
    const rig = openWriteRig()
    rig.d1.raw.exec('drop table actions_log')
    expect(await rig.desk.propose(refund(), next(hedy()))).toEqual({ ok: false, error: { reason: 'upstream_failed' } })
  })
})

describe('approvals', () => {
  const over = refund('1042')
  const staff = { subject: 'wp:1', name: 'Owner' }
  const pending = async (rig: Rig) => {
    const { card, needsApproval } = await cardFor(rig, over, ada())
    expect(needsApproval).toBe(true)
    const outcome = await accept(rig, card.cardId, ada())
    if (!outcome.ok || outcome.value.kind !== 'approval_pending') throw new Error(JSON.stringify(outcome))
    return outcome.value.approvalId
  }
  const decide = (rig: Rig, id: string, decision: 'approve' | 'decline' = 'approve', by = staff) =>
    rig.desk.decideApproval({ id, decision, staff: by }, new AbortController().signal)

  it('hold a refund over the limit until a person decides, then pay it once and say so', async () => {
    const rig = openWriteRig()
    const id = await pending(rig)
    expect(await rig.refundedMinor('1042')).toBe(0)
    expect(await rig.desk.listApprovals(['pending'])).toMatchObject([
      {
        id,
        orderNumber: '1042',
        why: ['above_soft_limit'],
        requestedBy: 'wp:2',
        transcriptPath: '/ops/screens/conversations/session-0123456789',
      },
    ])
    const both = await Promise.all([decide(rig, id), decide(rig, id, 'approve', { subject: 'wp:3', name: 'Other' })])
    expect(both.filter((each) => each.ok)).toMatchObject([{ value: { state: 'done' } }])
    expect(await rig.refundedMinor('1042')).toBeGreaterThan(5_000)
    expect(rig.notices.map((notice) => notice.kind)).toEqual(['approval_decided'])
    expect(rig.notices[0]!.text).toMatch(/has been made/)
    expect(rig.mails).toMatchObject([{ to: 'ada@example.com', key: `decision:${id}` }])
    expect(wrote(rig)).toHaveLength(1)
  })

  it('are refused to whoever asked', async () => {
    const rig = openWriteRig()
    const id = await pending(rig)
    expect(await decide(rig, id, 'approve', { subject: 'wp:2', name: 'Ada' })).toEqual({
      ok: false,
      error: { reason: 'own_session' },
    })
    expect(await rig.refundedMinor('1042')).toBe(0)
  })

  it('declined move nothing, and cannot be approved after', async () => {
    const rig = openWriteRig()
    const id = await pending(rig)
    expect(await decide(rig, id, 'decline')).toEqual({ ok: true, value: { state: 'declined', end: null } })
    expect(await decide(rig, id)).toEqual({ ok: false, error: { reason: 'not_pending', state: 'declined' } })
    expect(await rig.refundedMinor('1042')).toBe(0)
    expect(rig.notices[0]!.text).toMatch(/declined/)
  })

  it('lapse after 48 hours, with notice', async () => {
    const rig = openWriteRig()
    const id = await pending(rig)
    rig.pass(48 * HOUR_MS)
    expect(await decide(rig, id)).toEqual({ ok: false, error: { reason: 'not_pending', state: 'expired' } })
    expect(await rig.desk.sweepApprovals()).toEqual({ expired: 1, resumed: 0 })
    expect([rig.notices.length, rig.mails.length]).toEqual([1, 1])
    expect(await decide(rig, 'apr_nothing')).toEqual({ ok: false, error: { reason: 'not_found' } })
  })

  it('for an order that changed since are not carried out', async () => {
    const rig = openWriteRig()
    const id = await pending(rig)
    const order = (await rig.world.orders()).find((each) => each.number === '1042')!
    await rig.world.refundOrder({ orderId: order.id, amount: 100, reason: 'staff', key: null, paidBack: true })
    expect(await decide(rig, id)).toMatchObject({ value: { state: 'failed', end: { reason: 'order_changed' } } })
    expect(await rig.refundedMinor('1042')).toBe(100)
  })

  it('approved before a crash are carried out by the sweep, once', async () => {
    const rig = openWriteRig()
    const id = await pending(rig)
    await rig.deps.approvals.decidePending({ id, state: 'approved', by: 'wp:1', nowMs: rig.deps.now() })
    expect(await rig.desk.sweepApprovals()).toEqual({ expired: 0, resumed: 1 })
    expect(await rig.desk.sweepApprovals()).toEqual({ expired: 0, resumed: 0 })
    expect(wrote(rig)).toHaveLength(1)
    expect(rig.notices).toHaveLength(1)
  })

  it('carry an address abroad', async () => {
    const rig = openWriteRig()
    const { card, needsApproval } = await cardFor(rig, move('FR'), ada())
    expect(needsApproval).toBe(true)
    const outcome = await accept(rig, card.cardId, ada())
    const id = outcome.ok && outcome.value.kind === 'approval_pending' ? outcome.value.approvalId : ''
    expect(await decide(rig, id)).toMatchObject({ value: { state: 'done' } })
    expect((await rig.world.orders()).find((each) => each.number === '1037')!.shipping.country).toBe('FR')
  })
})
