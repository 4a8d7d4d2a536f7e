import { describe, expect, it } from 'vitest'
import { NONCE_HEADER, SIGNATURE_HEADER, TIME_HEADER } from '../../base/signed-call/scheme.ts'
import type { WriteCall } from '../../contracts/write-tools.ts'
import type { DemoPlugin } from '../../demo/plugin/open-plugin.ts'
import { readRules } from '../policy/write-rules.ts'
import { ctx, customer, liveRules, openWriteRig, type WriteRigOptions } from '../testing/write-rig.ts'

type Rig = ReturnType<typeof openWriteRig>
type Wire = (call: DemoPlugin['call']) => DemoPlugin['call']

const address = {
  firstName: '',
  lastName: '',
  company: '',
  address1: '9 New Lane',
  address2: '',
  city: 'Cork',
  state: '',
  postcode: 'T12',
}
/** Every tool that writes. One that is added to the house is added here, and weathers the same. */
const TOOLS: [string, WriteCall, number][] = [
  ['issue_refund', { tool: 'issue_refund', input: { order_id: '1038', opened: false, reason: '' } }, 5],
  ['cancel_order', { tool: 'cancel_order', input: { order_id: '1037', reason: '' } }, 2],
  ['change_shipping_address', { tool: 'change_shipping_address', input: { order_id: '1037', address } }, 2],
]

let calls = 0
async function cardOf(rig: Rig, call: WriteCall, who: number): Promise<string> {
  const proposed = await rig.desk.propose(call, ctx(customer(who), `call-${++calls}`))
  if (!proposed.ok || proposed.value.kind !== 'consent_needed') throw new Error(JSON.stringify(proposed))
  return proposed.value.card.cardId
}
async function clicked(rig: Rig, cardId: string, who: number): Promise<string> {
  const end = await rig.desk.answerConsent({ cardId, decision: 'accept' }, ctx(customer(who), `call-${++calls}`))
  return end.ok ? end.value.kind : end.error.reason
}
const orderOf = async (rig: Rig, call: WriteCall) =>
  (await rig.world.orders()).find((each) => each.number === call.input.order_id)!
const seen = async (rig: Rig, call: WriteCall) => {
  const { status, refunds, shipping } = await orderOf(rig, call)
  return JSON.stringify([status, refunds.length, shipping])
}
const wrote = (rig: Rig) => rig.called.filter((path) => path.includes('/orders/'))
/** Rows of the click itself: what was claimed and what came of it have rows of their own. */
const clickRows = async (rig: Rig) =>
  (await rig.log.actionsOf('session-0123456789')).filter((row) => (row.input as { step?: string }).step === 'accept')

const isWrite = (path: string) => path.includes('/orders/')
const html = { status: 500, body: '<html><h1>Error establishing a database connection</h1></html>', headers: {} }

describe.each(TOOLS)('%s', (_, call, who) => {
  /** What the plugin does to the first write; settling by key works as ever. */
  it.each<[string, Wire, 'upstream_failed' | 'done', boolean]>([
    [
      '500 HTML, and did nothing',
      (next) => async (ask) => (isWrite(ask.path) ? html : next(ask)),
      'upstream_failed',
      false,
    ],
    [
      '500 HTML, and did it',
      (next) => async (ask) => {
        const answer = await next(ask)
        return isWrite(ask.path) ? html : answer
      },
      'done',
      true,
    ],
    [
      'with a bad signature',
      (next) => async (ask) => {
        const answer = await next(ask)
        if (!isWrite(ask.path)) return answer
        return { ...answer, headers: { ...answer.headers, [SIGNATURE_HEADER]: `v1=${'0'.repeat(64)}` } }
      },
      'done',
      true,
    ],
    [
      'to a call it was sent twice',
      (next) => async (ask) => {
        const answer = await next(ask)
        // The copy carries a burned nonce, so it is not even looked at.
        if (isWrite(ask.path)) await next(ask)
        return answer
      },
      'done',
      true,
    ],
    [
      'after its line was cut',
      (next) => async (ask) => {
        const answer = await next(ask)
        if (isWrite(ask.path)) throw new TypeError('reset')
        return answer
      },
      'done',
      true,
    ],
  ])('is known by its key when the plugin answers %s', async (__, wire, end, happened) => {
    const rig = openWriteRig({ wire })
    const before = await seen(rig, call)
    expect(await clicked(rig, await cardOf(rig, call, who), who)).toBe(end)
    expect((await seen(rig, call)) !== before).toBe(happened)
    expect(await clickRows(rig)).toHaveLength(1)
  })

  it('is refused by a plugin whose clock is five minutes off, and nothing is done', async () => {
    const skewed: Wire = (next) => (ask) => {
      const headers = ask.headers.map(([name, value]): [string, string] =>
        name === TIME_HEADER ? [name, String(Number(value) + 301)] : [name, value]
      )
      return next({ ...ask, headers })
    }
    const rig = openWriteRig({ wire: skewed })
    const before = await seen(rig, call)
    // Not even settling can be asked, so nothing is known, and nothing is said to be done.
    expect(await clicked(rig, await cardOf(rig, call, who), who)).toBe('in_doubt')
    expect(await seen(rig, call)).toBe(before)
  })

  it('is not done when another nonce, path or body is put under the signature', async () => {
    const changes: ((ask: Parameters<DemoPlugin['call']>[0]) => Parameters<DemoPlugin['call']>[0])[] = [
      (ask) => ({ ...ask, headers: ask.headers.map(([n, v]) => [n, n === NONCE_HEADER ? `${v}x` : v]) }),
      (ask) => ({ ...ask, path: ask.path.replace(/orders\/\d+/, 'orders/1') }),
      (ask) => ({ ...ask, body: ask.body.replace('"v":1', '"v":1 ') }),
    ]
    for (const change of changes) {
      const rig = openWriteRig({ wire: (next) => (ask) => next(isWrite(ask.path) ? change(ask) : ask) })
      const before = await seen(rig, call)
      expect(await clicked(rig, await cardOf(rig, call, who), who)).toBe('upstream_failed')
      expect(await seen(rig, call)).toBe(before)
    }
  })

  it('is refused when the card’s arguments are not those it was shown with', async () => {
    const rig = openWriteRig()
    const cardId = await cardOf(rig, call, who)
    const other = {
      issue_refund: { amount: '1.00' },
      cancel_order: { reason: 'x' },
      change_shipping_address: { address: { ...address, city: 'Elsewhere' } },
    }
    const input = { ...call.input, ...other[call.tool as keyof typeof other] }
    rig.d1.raw.prepare('UPDATE consents SET input = ? WHERE card_id = ?').run(JSON.stringify(input), cardId)
    expect(await clicked(rig, cardId, who)).toBe('order_changed')
    expect([wrote(rig), await clickRows(rig)]).toMatchObject([[], [{ status: 'refused', reason: 'order_changed' }]])
  })

  it.each<[string, 'cancelled' | 'on-hold', string[]]>([
    ['cancelled', 'cancelled', ['status_not_allowed', 'not_paid']],
    ['held', 'on-hold', ['order_changed', 'status_not_allowed']],
  ])('is refused when staff have %s the order since the card', async (__, status, reasons) => {
    const rig = openWriteRig()
    const cardId = await cardOf(rig, call, who)
    const { id } = await orderOf(rig, call)
    await rig.world.setStatus({ orderId: id, status })
    const before = await seen(rig, call)
    expect(reasons).toContain(await clicked(rig, cardId, who))
    expect([wrote(rig), await seen(rig, call)]).toEqual([[], before])
    expect(await clickRows(rig)).toMatchObject([{ status: 'refused' }])
  })

  it.each<[string, () => WriteRigOptions['change']]>([
    ['are switched off', () => ({ rules: async () => readRules({ ...liveRules(), enabled: false }, 'EUR') })],
    ['cannot be read', () => ({ rules: async () => readRules('{"enabled": tru', 'EUR') })],
    ['are missing', () => ({ rules: async () => readRules(null, 'EUR') })],
    ['hold a field nobody knows', () => ({ rules: async () => readRules({ ...liveRules(), softLimit: 1e9 }, 'EUR') })],
  ])('is refused when the rules %s, on the card and on the click', async (__, change) => {
    const closed = openWriteRig({ change: change()! })
    const proposed = await closed.desk.propose(call, ctx(customer(who), `call-${++calls}`))
    expect(proposed).toEqual({ ok: false, error: { reason: 'writes_disabled' } })

    const rig = openWriteRig()
    const cardId = await cardOf(rig, call, who)
    rig.deps.rules = change()!.rules!
    expect(await clicked(rig, cardId, who)).toBe('writes_disabled')
    expect([wrote(rig), await clickRows(rig)]).toMatchObject([[], [{ status: 'refused', reason: 'writes_disabled' }]])
  })
})

it.each(TOOLS.slice(1))('%s is refused when the parcel has left since the card', async (_, call, who) => {
  const rig = openWriteRig()
  const cardId = await cardOf(rig, call, who)
  await rig.world.setStatus({ orderId: (await orderOf(rig, call)).id, status: 'completed' })
  expect(await clicked(rig, cardId, who)).toBe('already_shipped')
  expect(wrote(rig)).toEqual([])
})
