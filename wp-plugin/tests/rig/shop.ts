import { randomUUID } from 'node:crypto'
import { signRequest } from '../../../src/base/signed-call/sign-call.ts'
import { isAnswerSigned } from '../../../src/base/signed-call/verify-call.ts'
import type { CallKey } from '../../../src/base/signed-call/scheme.ts'
import type { PluginTarget, SuiteOrder, SuiteOrderKind } from '../../../src/contracts/testing/plugin-suite.ts'

/** Keys that the tested site has in its configuration. Test values, good for nothing else. */
export const callKeys: readonly [CallKey, CallKey] = [
  { id: 'call-1', secret: 'call-secret-for-tests-0123456789abcdef' },
  { id: 'call-2', secret: 'call-second-for-tests-0123456789abcdef' },
]
export const approvalKey: CallKey = { id: 'approval-1', secret: 'approval-secret-for-tests-0123456789abcdef' }
export const tokenKey: CallKey = { id: 'token-1', secret: 'token-secret-for-tests-0123456789abcdef' }
export const webhookSecret = 'webhook-secret-for-tests-0123456789abcdef'
export const RIG_KEY = 'rig'

/** The site under test: the playground that test.ts started, or any WordPress with tests/rig/rig.php in it. */
export const siteUrl = process.env['COUNTERHAND_TEST_URL'] ?? 'http://127.0.0.1:33081'

export type OrderState = {
  id: string
  number: string
  status: string
  total: number
  refunded: number
  lines: { id: string; quantity: number; total: number }[]
  refunds: { id: string; amount: number; key: string; paid: boolean; reason: string }[]
  notes: string[]
  shipping: string[]
}
export type LedgerEntry = { order: string; amount: number }

/** One verb of rig.php. */
export async function rig<T = unknown>(verb: string, ...args: unknown[]): Promise<T> {
  const response = await fetch(`${siteUrl}/index.php?rest_route=/rig/v1/do`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-rig': RIG_KEY },
    body: JSON.stringify({ verb, args }),
  })
  const text = await response.text()
  if (response.status !== 200) throw new Error(`rig ${verb}: ${response.status} ${text.slice(0, 500)}`)
  return (JSON.parse(text) as { value: T }).value
}

export const makeOrder = (facts: Record<string, unknown> = {}) => rig<OrderState>('order', facts)
export const orderState = (id: string) => rig<OrderState>('order_state', Number(id))
export const gateway = (mode: string | string[], seconds = 0) => rig('gateway', { mode, seconds })
/** What the gateway really paid for an order, from its own books. */
export const paidFor = async (id: string) =>
  (await rig<LedgerEntry[]>('ledger')).filter((entry) => entry.order === id).map((entry) => entry.amount)
export const writeRow = async (key: string) =>
  (
    await rig<Record<string, string | null>[]>('sql', `select * from {p}counterhand_writes where write_key = '${key}'`)
  )[0]

export type Answer = { status: number; body: unknown; text: string; headers: Headers; isSigned: boolean }
type Spoil = { key?: CallKey; nowMs?: number; nonce?: string; headers?: Record<string, string>; signal?: AbortSignal }

/** A signed call to one of the plugin's routes. */
export async function signed(method: string, path: string, ask?: unknown, spoil: Spoil = {}): Promise<Answer> {
  const body = ask === undefined ? '' : typeof ask === 'string' ? ask : JSON.stringify(ask)
  const nonce = spoil.nonce ?? fresh()
  const headers = await signRequest(
    { method, path, body, nowMs: spoil.nowMs ?? Date.now(), nonce },
    spoil.key ?? callKeys[0]
  )
  const sent = { ...headers, ...(body === '' ? {} : { 'content-type': 'application/json' }), ...spoil.headers }
  const answer = await send({ method, path, body, headers: sent }, spoil.signal)
  const isSigned = await isAnswerSigned({ ...answer, nonce, nowMs: Date.now(), keys: callKeys })
  return { status: answer.status, headers: answer.headers, text: answer.body, body: parse(answer.body), isSigned }
}

export async function send(
  { method, path, body, headers }: { method: string; path: string; body: string; headers: Record<string, string> },
  signal?: AbortSignal
) {
  const response = await fetch(`${siteUrl}/wp-json${path}`, {
    method,
    headers,
    ...(body === '' ? {} : { body }),
    ...(signal ? { signal } : {}),
  })
  return { status: response.status, headers: response.headers, body: await response.text() }
}

export const fresh = () => randomUUID().replaceAll('-', '')
export const newKey = (prefix = 'ref') => `${prefix}_${fresh()}${fresh()}`

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // A page instead of JSON is what some of these tests are about.
    return null
  }
}

/** A refund ask for an order as it stands. */
export const refundAsk = (order: OrderState, change: Record<string, unknown> = {}) => ({
  v: 1,
  key: newKey(),
  order_number: order.number,
  session: 'plugin-test-session-01',
  asked_by: { proof: 'code' },
  authority: { kind: 'consent', consent_id: 'card_1' },
  expected: {
    status: order.status,
    total_minor: Math.round(order.total * 100),
    refunded_minor: Math.round(order.refunded * 100),
  },
  policy_hash: 'a'.repeat(64),
  amount_minor: 500,
  currency: 'EUR',
  minor_digits: 2,
  lines: [],
  shipping_minor: 0,
  reason: '',
  ...change,
})

const KINDS: Record<SuiteOrderKind, Record<string, unknown>> = {
  settled: {
    status: 'completed',
    completed_days: 1,
    lines: [
      ['Mug', 2, 20, 1.8],
      ['Tea', 1, 9.5, 0.5],
    ],
    shipping: 5,
  },
  dear: { status: 'completed', completed_days: 1 },
  open: { status: 'processing' },
  manual: { status: 'completed', completed_days: 1, gateway: 'rigcash', lines: [['Mug', 2, 20, 1.8]] },
  unpaid: { status: 'pending', paid_days: null, lines: [['Mug', 2, 20, 1.8]] },
  old: { status: 'completed', completed_days: 60, paid_days: 62, lines: [['Mug', 2, 20, 1.8]] },
}

/** How many orders of each kind the suite uses up; made in one call, because every call starts a whole WordPress. */
const USED: Record<SuiteOrderKind, number> = { settled: 28, dear: 15, open: 2, manual: 1, unpaid: 1, old: 1 }
let pool: Promise<Record<SuiteOrderKind, OrderState[]>> | null = null

async function takeOrder(kind: SuiteOrderKind): Promise<OrderState> {
  const wanted = Object.entries(USED).map(([name, count]) => [name, [count, KINDS[name as SuiteOrderKind]]])
  pool ??= rig('orders', Object.fromEntries(wanted))
  return (await pool)[kind].shift() ?? makeOrder(KINDS[kind])
}

/** The plugin as a target of the contract suite that the embedded shop's stand-in passes too. */
export const suiteTarget: PluginTarget = {
  send: (ask) => send(ask),
  async order(kind): Promise<SuiteOrder> {
    const order = await takeOrder(kind)
    return {
      orderId: order.id,
      number: order.number,
      customerId: '0',
      status: order.status,
      totalMinor: Math.round(order.total * 100),
      currency: 'EUR',
      minorDigits: 2,
      lines: order.lines.map((line) => ({
        lineId: line.id,
        quantity: line.quantity,
        amountMinor: Math.round(line.total * 100),
      })),
    }
  },
  refundedMinor: async (orderId) => Math.round((await orderState(orderId)).refunded * 100),
  statusOf: async (orderId) => (await orderState(orderId)).status,
  callKeys,
  approvalKey,
  nowMs: () => Date.now(),
  fresh,
}

/** Everything on, as most tests want it. */
export async function openShop(): Promise<void> {
  await rig('call', 'update_option', 'woocommerce_currency', 'EUR')
  await gateway('ok')
  await rig('settings', {
    edge_url: process.env['COUNTERHAND_TEST_EDGE'] ?? 'http://127.0.0.1:33999',
    enable_writes: true,
    enable_refunds: true,
    refund_soft_limit: '50.00',
    refund_ceiling: '500.00',
    refund_window_days: 30,
    placement: 'everywhere',
    placement_hide: '@checkout',
    rate_limit: 0,
    require_consent: false,
    enable_streaming: true,
    position: 'right',
    accent: '',
    greeting: '',
    mask_email: true,
    mask_phone: true,
    mask_card: true,
  })
}
