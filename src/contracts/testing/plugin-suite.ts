import assert from 'node:assert/strict'
import { SignJWT } from 'jose'
import type { CallKey } from '../../base/signed-call/scheme.ts'
import { signRequest } from '../../base/signed-call/sign-call.ts'
import { isAnswerSigned } from '../../base/signed-call/verify-call.ts'
import {
  APPROVAL_AUDIENCE,
  APPROVAL_ISSUER,
  APPROVAL_TYPE,
  healthReplySchema,
  pluginRoutes,
  writeReplySchema,
  type ApprovalClaims,
  type RefundAsk,
  type WriteReply,
} from '../plugin-api.ts'

/**
 * What both the embedded shop's stand-in and the real plugin must do, as checks without a test framework, so that any
 * runner can run them. Each check asks the target for an order of its own.
 */
export type SuiteOrder = {
  orderId: string
  number: string
  /** '0' for a guest. */
  customerId: string
  status: string
  totalMinor: number
  currency: string
  minorDigits: number
  lines: { lineId: string; quantity: number; amountMinor: number }[]
}
/**
 * `settled`: paid, completed, within the window, no refunds, at least two lines, total between 20.00 and 45.00.
 * `dear`: the same above the soft limit. `open`: paid, processing, not shipped. `manual`: paid by bank transfer.
 * `unpaid`: pending. `old`: completed before the window.
 */
export type SuiteOrderKind = 'settled' | 'dear' | 'open' | 'manual' | 'unpaid' | 'old'
export type PluginTarget = {
  /** Sends these bytes to `<site>/wp-json<path>`, or as the site spells that. */
  send(ask: {
    method: string
    path: string
    body: string
    headers: Record<string, string>
  }): Promise<{ status: number; headers: Headers; body: string }>
  /** Null when this target cannot make one; the check is then left out and named. */
  order(kind: SuiteOrderKind): Promise<SuiteOrder | null>
  /** What was really refunded of an order, read from the shop and not from the plugin. */
  refundedMinor(orderId: string): Promise<number>
  statusOf(orderId: string): Promise<string>
  callKeys: readonly [CallKey, ...CallKey[]]
  approvalKey: CallKey
  nowMs(): number
  fresh(): string
}
export type SuiteCheck = { name: string; run(target: PluginTarget): Promise<'passed' | 'left out'> }

const HASH = 'a'.repeat(64)

async function call(
  target: PluginTarget,
  method: string,
  path: string,
  ask?: unknown,
  spoil: Partial<{ key: CallKey; nowMs: number; nonce: string; sentPath: string; sentBody: string }> = {}
) {
  const body = ask === undefined ? '' : JSON.stringify(ask)
  const nonce = spoil.nonce ?? target.fresh()
  const signing = { method, path, body, nowMs: spoil.nowMs ?? target.nowMs(), nonce }
  const headers = await signRequest(signing, spoil.key ?? target.callKeys[0])
  const answer = await target.send({
    method,
    path: spoil.sentPath ?? path,
    body: spoil.sentBody ?? body,
    headers: body === '' ? headers : { ...headers, 'Content-Type': 'application/json' },
  })
  const isSigned = await isAnswerSigned({ ...answer, nonce, nowMs: target.nowMs(), keys: target.callKeys })
  return { ...answer, isSigned }
}

async function write(target: PluginTarget, method: string, path: string, ask?: unknown): Promise<WriteReply> {
  const { status, body, isSigned } = await call(target, method, path, ask)
  assert.equal(isSigned, true, `answer ${status} is signed: ${body.slice(0, 200)}`)
  const reply = writeReplySchema.parse(JSON.parse(body))
  const expected = { done: 200, refused: 422, in_progress: 202, in_doubt: 202, unknown: 404 }[reply.outcome]
  assert.equal(status, expected, `status of ${reply.outcome}`)
  return reply
}

let drawn = 0
const newKey = (target: PluginTarget, prefix = 'ref') =>
  `${prefix}_${(target.fresh() + drawn++)
    .replace(/[^0-9a-f]/g, '')
    .padEnd(64, '0')
    .slice(-64)}`

function refundAsk(target: PluginTarget, order: SuiteOrder, change: Partial<RefundAsk> = {}): RefundAsk {
  return {
    v: 1,
    key: newKey(target),
    order_number: order.number,
    session: 'contract-suite-0001',
    asked_by: { proof: 'code' },
    authority: { kind: 'consent', consent_id: 'card_suite' },
    expected: { status: order.status, total_minor: order.totalMinor, refunded_minor: 0 },
    policy_hash: HASH,
    amount_minor: 500,
    currency: order.currency,
    minor_digits: order.minorDigits,
    lines: [],
    shipping_minor: 0,
    reason: 'Zu groß, "3,00" <b>bitte</b>',
    ...change,
  }
}

async function approvalFor(
  target: PluginTarget,
  order: SuiteOrder,
  ask: RefundAsk,
  shop: string,
  change: Partial<ApprovalClaims> = {},
  key = target.approvalKey
): Promise<string> {
  const nowSeconds = Math.floor(target.nowMs() / 1_000)
  const claims: ApprovalClaims = {
    iss: APPROVAL_ISSUER,
    aud: APPROVAL_AUDIENCE,
    jti: `jti-${target.fresh()}`.slice(0, 64),
    iat: nowSeconds,
    exp: nowSeconds + 600,
    shop,
    action: 'refund',
    order_id: order.orderId,
    amount_minor: ask.amount_minor,
    currency: ask.currency,
    lines: ask.lines,
    shipping_minor: ask.shipping_minor,
    address_hash: null,
    policy_hash: ask.policy_hash,
    approver: 'wp:1',
    ...change,
  }
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256', typ: APPROVAL_TYPE, kid: key.id })
    .sign(new TextEncoder().encode(key.secret))
}

const shopUrlOf = async (target: PluginTarget) =>
  healthReplySchema.parse(JSON.parse((await call(target, 'GET', pluginRoutes.health())).body)).shop_url

/** A check on an order of a kind; left out when the target has none. */
const onOrder = (
  name: string,
  kind: SuiteOrderKind,
  run: (target: PluginTarget, order: SuiteOrder) => Promise<void>
): SuiteCheck => ({
  name,
  async run(target) {
    const order = await target.order(kind)
    if (!order) return 'left out'
    await run(target, order)
    return 'passed'
  },
})

const refuses = (
  name: string,
  reason: string,
  change: (order: SuiteOrder) => Partial<RefundAsk>,
  kind: SuiteOrderKind = 'settled'
) =>
  onOrder(`refuses ${name}`, kind, async (target, order) => {
    const reply = await write(
      target,
      'POST',
      pluginRoutes.refund(order.orderId),
      refundAsk(target, order, change(order))
    )
    assert.deepEqual([reply.outcome, 'reason' in reply && reply.reason], ['refused', reason])
    assert.equal(await target.refundedMinor(order.orderId), 0, 'nothing moved')
  })

const unsignedCalls: SuiteCheck[] = [
  ['a stale call', (target: PluginTarget) => ({ nowMs: target.nowMs() - 301_000 })],
  ['a call from the future', (target: PluginTarget) => ({ nowMs: target.nowMs() + 301_000 })],
  ['a wrong secret', (target: PluginTarget) => ({ key: { ...target.callKeys[0], secret: 'x'.repeat(40) } })],
  ['an unknown key', (target: PluginTarget) => ({ key: { id: 'nobody', secret: target.callKeys[0].secret } })],
  ['another body', () => ({ sentBody: '{}' })],
  ['another path', () => ({ sentPath: pluginRoutes.refund('1') })],
].map(([name, spoil]) =>
  onOrder(`answers 401 to ${name as string}`, 'settled', async (target, order) => {
    const spoiled = (spoil as (target: PluginTarget) => object)(target)
    const answer = await call(target, 'POST', pluginRoutes.refund(order.orderId), refundAsk(target, order), spoiled)
    assert.deepEqual([answer.status, answer.isSigned], [401, false])
    assert.equal(await target.refundedMinor(order.orderId), 0, 'nothing moved')
  })
)

const tampered: SuiteCheck[] = (
  [
    ['shop', { shop: 'https://elsewhere.example' }],
    ['order', { order_id: '999999' }],
    ['amount', { amount_minor: 1 }],
    ['currency', { currency: 'USD' }],
    ['shipping', { shipping_minor: 1 }],
    ['lines', { lines: [{ line_id: '1', quantity: 1, amount_minor: 1 }] }],
    ['policy', { policy_hash: 'b'.repeat(64) }],
    ['action', { action: 'cancel' }],
    ['audience', { aud: 'elsewhere' }],
    ['issuer', { iss: 'elsewhere' }],
    ['expiry', { exp: 1 }],
  ] as [string, object][]
).map(([field, change]) =>
  onOrder(`refuses an approval with another ${field}`, 'dear', async (target, order) => {
    const ask = refundAsk(target, order, { amount_minor: order.totalMinor - 500 })
    const token = await approvalFor(target, order, ask, await shopUrlOf(target), change as Partial<ApprovalClaims>)
    const authority = { kind: 'approval', consent_id: 'card_suite', token } as const
    const reply = await write(target, 'POST', pluginRoutes.refund(order.orderId), { ...ask, authority })
    assert.deepEqual([reply.outcome, 'reason' in reply && reply.reason], ['refused', 'bad_approval'])
    assert.equal(await target.refundedMinor(order.orderId), 0, 'nothing moved')
  })
)

const once: SuiteCheck[] = [
  onOrder('refunds once however often the key is sent', 'settled', async (target, order) => {
    const ask = refundAsk(target, order)
    const path = pluginRoutes.refund(order.orderId)
    const [first, second] = [await write(target, 'POST', path, ask), await write(target, 'POST', path, ask)]
    assert.equal(first.outcome, 'done')
    assert.deepEqual(second, { ...first, repeated: true })
    assert.equal(await target.refundedMinor(order.orderId), 500)
    assert.deepEqual(await write(target, 'GET', pluginRoutes.write(ask.key)), { ...first, repeated: true })
    assert.deepEqual(await write(target, 'POST', pluginRoutes.settle(ask.key), {}), { ...first, repeated: true })
  }),
  onOrder('refunds once when the key is sent four times at once', 'settled', async (target, order) => {
    const ask = refundAsk(target, order)
    await Promise.all([1, 2, 3, 4].map(() => write(target, 'POST', pluginRoutes.refund(order.orderId), ask)))
    assert.equal(await target.refundedMinor(order.orderId), 500)
  }),
  onOrder('refunds one of two that were agreed to on the same sight of the order', 'settled', async (target, order) => {
    const asks = [refundAsk(target, order), refundAsk(target, order)]
    const replies = await Promise.all(asks.map((ask) => write(target, 'POST', pluginRoutes.refund(order.orderId), ask)))
    assert.deepEqual(replies.map((reply) => reply.outcome).toSorted(), ['done', 'refused'])
    assert.equal(await target.refundedMinor(order.orderId), 500)
  }),
  onOrder('refuses a key sent with other arguments', 'settled', async (target, order) => {
    const ask = refundAsk(target, order)
    await write(target, 'POST', pluginRoutes.refund(order.orderId), ask)
    const other = { ...ask, amount_minor: 501, expected: { ...ask.expected, refunded_minor: 500 } }
    const reply = await write(target, 'POST', pluginRoutes.refund(order.orderId), other)
    assert.equal('reason' in reply && reply.reason, 'key_reused')
    assert.equal(await target.refundedMinor(order.orderId), 500)
  }),
  onOrder('a settled key never pays, whenever the call arrives', 'settled', async (target, order) => {
    const ask = refundAsk(target, order)
    assert.equal((await write(target, 'GET', pluginRoutes.write(ask.key))).outcome, 'unknown')
    const settled = await write(target, 'POST', pluginRoutes.settle(ask.key), {})
    const late = await write(target, 'POST', pluginRoutes.refund(order.orderId), ask)
    for (const reply of [settled, late]) assert.equal('reason' in reply && reply.reason, 'voided')
    assert.equal(await target.refundedMinor(order.orderId), 0)
  }),
  onOrder('answers 401 to the very same call again', 'settled', async (target, order) => {
    const [ask, nonce] = [refundAsk(target, order), target.fresh()]
    const path = pluginRoutes.refund(order.orderId)
    assert.equal((await call(target, 'POST', path, ask, { nonce })).status, 200)
    const again = await call(target, 'POST', path, ask, { nonce })
    assert.deepEqual([again.status, again.isSigned], [401, false])
  }),
  onOrder('an approval pays above the soft limit, for one key', 'dear', async (target, order) => {
    const ask = refundAsk(target, order, { amount_minor: order.totalMinor - 500 })
    const token = await approvalFor(target, order, ask, await shopUrlOf(target))
    const authority = { kind: 'approval', consent_id: 'card_suite', token } as const
    const path = pluginRoutes.refund(order.orderId)
    assert.equal((await write(target, 'POST', path, { ...ask, authority })).outcome, 'done')
    assert.equal((await write(target, 'POST', path, { ...ask, authority })).outcome, 'done')
    const expected = { status: await target.statusOf(order.orderId), total_minor: order.totalMinor }
    const other = {
      ...ask,
      authority,
      key: newKey(target),
      expected: { ...expected, refunded_minor: ask.amount_minor },
    }
    const reply = await write(target, 'POST', path, other)
    assert.equal(reply.outcome, 'refused')
    assert.equal(await target.refundedMinor(order.orderId), ask.amount_minor)
  }),
]

const changes: SuiteCheck[] = [
  onOrder('cancels once', 'open', async (target, order) => {
    const {
      amount_minor: _,
      currency: __,
      minor_digits: ___,
      lines: ____,
      shipping_minor: _____,
      ...ask
    } = refundAsk(target, order)
    const path = pluginRoutes.cancel(order.orderId)
    const [first, second] = [await write(target, 'POST', path, ask), await write(target, 'POST', path, ask)]
    assert.deepEqual([first.outcome, second.outcome], ['done', 'done'])
    assert.equal(await target.statusOf(order.orderId), 'cancelled')
  }),
  onOrder('refuses to cancel what has left', 'settled', async (target, order) => {
    const {
      amount_minor: _,
      currency: __,
      minor_digits: ___,
      lines: ____,
      shipping_minor: _____,
      ...ask
    } = refundAsk(target, order)
    const reply = await write(target, 'POST', pluginRoutes.cancel(order.orderId), ask)
    assert.equal(reply.outcome, 'refused')
    assert.equal(await target.statusOf(order.orderId), order.status)
  }),
  onOrder('moves a parcel within its country only', 'open', async (target, order) => {
    const {
      amount_minor: _,
      currency: __,
      minor_digits: ___,
      lines: ____,
      shipping_minor: _____,
      reason: ______,
      ...ask
    } = refundAsk(target, order)
    const shipping = {
      first_name: 'Ada',
      last_name: 'Moved',
      company: '',
      address_1: '1 New Road',
      address_2: '',
      city: 'Newtown',
      state: '',
      postcode: '10000',
      country: 'ZA',
    }
    const reply = await write(target, 'POST', pluginRoutes.address(order.orderId), { ...ask, shipping })
    assert.equal('reason' in reply && reply.reason, 'country_changed')
  }),
]

export const pluginSuite: SuiteCheck[] = [
  {
    name: 'says how it is, signed',
    async run(target) {
      const answer = await call(target, 'GET', pluginRoutes.health())
      assert.deepEqual([answer.status, answer.isSigned], [200, true])
      const health = healthReplySchema.parse(JSON.parse(answer.body))
      assert.equal(health.contract, 1)
      assert.ok(Math.abs(health.time - target.nowMs() / 1_000) < 300, 'clocks agree')
      return 'passed'
    },
  },
  ...unsignedCalls,
  ...once,
  ...tampered,
  onOrder('refuses an approval signed with the key of calls', 'dear', async (target, order) => {
    const ask = refundAsk(target, order, { amount_minor: order.totalMinor - 500 })
    const forged = { id: target.approvalKey.id, secret: target.callKeys[0].secret }
    const token = await approvalFor(target, order, ask, await shopUrlOf(target), {}, forged)
    const authority = { kind: 'approval', consent_id: 'card_suite', token } as const
    const reply = await write(target, 'POST', pluginRoutes.refund(order.orderId), { ...ask, authority })
    assert.equal('reason' in reply && reply.reason, 'bad_approval')
  }),
  refuses('zero', 'bad_request', () => ({ amount_minor: 0 })),
  refuses('a negative amount', 'bad_request', () => ({ amount_minor: -5 })),
  refuses('a broken amount', 'bad_request', () => ({ amount_minor: 5.5 })),
  refuses('an amount as text', 'bad_request', () => ({ amount_minor: '3,00' as unknown as number })),
  refuses('an unknown field', 'bad_request', () => ({ api_refund: false }) as unknown as Partial<RefundAsk>),
  refuses('lines that do not add up', 'bad_request', (order) => ({
    lines: [{ line_id: order.lines[0]!.lineId, quantity: 1, amount_minor: 499 }],
  })),
  refuses('a line of another order', 'unknown_line', () => ({
    lines: [{ line_id: '999999', quantity: 1, amount_minor: 500 }],
  })),
  refuses('more than was bought', 'unknown_line', (order) => ({
    lines: [{ line_id: order.lines[0]!.lineId, quantity: order.lines[0]!.quantity + 1, amount_minor: 500 }],
  })),
  refuses('another currency', 'wrong_currency', () => ({ currency: 'XAF', minor_digits: 0 })),
  refuses('more than the order', 'over_refundable', (order) => ({ amount_minor: order.totalMinor + 1 })),
  refuses('an order that changed', 'order_changed', (order) => ({
    expected: { status: order.status, total_minor: order.totalMinor, refunded_minor: 1 },
  })),
  refuses('a number that is not the order’s', 'order_not_found', () => ({ order_number: 'no-such-number' })),
  refuses('an account that does not own it', 'not_theirs', () => ({
    asked_by: { proof: 'account', customer_id: '999999' },
  })),
  refuses(
    'an amount above the soft limit without a person',
    'needs_approval',
    (order) => ({
      amount_minor: order.totalMinor - 500,
    }),
    'dear'
  ),
  refuses('a manual gateway', 'gateway_cannot', () => ({}), 'manual'),
  refuses('an unpaid order', 'status_not_allowed', () => ({}), 'unpaid'),
  refuses('an order past its window', 'window_closed', () => ({}), 'old'),
  onOrder('refuses an order that is not there', 'settled', async (target, order) => {
    const reply = await write(target, 'POST', pluginRoutes.refund('999999999'), refundAsk(target, order))
    assert.equal('reason' in reply && reply.reason, 'order_not_found')
  }),
  ...changes,
]
