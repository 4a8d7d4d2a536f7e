import { parseArgs } from 'node:util'
import { pluginRoutes, writeReplySchema, type WriteReply } from '../../../src/contracts/plugin-api.ts'
import {
  gateway,
  makeOrder,
  openShop,
  orderState,
  refundAsk,
  rig,
  signed,
  type LedgerEntry,
  type OrderState,
} from './shop.ts'

/**
 * Fault-injected refunds against a running WordPress: `COUNTERHAND_TEST_URL=… node wp-plugin/tests/rig/chaos.ts
 * --runs 1000 --seed 1`. PHP is killed in mid-request, the gateway declines, throws, times out before and after paying,
 * answers are dropped, calls repeated and raced. Then the gateway's own books are compared with what each key says.
 * Exit code 1 when one refund was doubled or lost.
 */
const { values } = parseArgs({
  options: { runs: { type: 'string', default: '1000' }, seed: { type: 'string', default: '1' } },
})
const runs = Math.min(5_000, Number(values.runs))
const MODES = [
  'ok',
  'ok',
  'ok',
  'ok',
  'decline',
  'false',
  'throw',
  'timeout',
  'paid_then_timeout',
  'die_before',
  'die_after',
]
const ASKS_PER_ORDER = 4
const random = mulberry32(Number(values.seed))

/** WooCommerce throws while it lists refunds of which one is just being deleted; a moment later it does not. */
async function readOrder(id: string, tries = 5): Promise<OrderState> {
  try {
    return await orderState(id)
  } catch (error) {
    if (tries === 0) throw error
    return readOrder(id, tries - 1)
  }
}

type Faults = Record<string, number>
type Sent = { order: OrderState; key: string; minor: number; calls: number }
const faults: Faults = {}
const count = (name: string) => (faults[name] = (faults[name] ?? 0) + 1)

/** One call; the answer may be dropped on the floor before it comes. */
async function callOnce(order: OrderState, ask: object, dropAfterMs: number | null): Promise<void> {
  const signal = dropAfterMs === null ? undefined : AbortSignal.timeout(dropAfterMs)
  await signed('POST', pluginRoutes.refund(order.id), ask, signal ? { signal } : {}).catch(() =>
    count('answer never came')
  )
}

/** Everything that goes wrong with one order: up to four keys, each sent up to three times. */
async function troubleOrder(left: number): Promise<Sent[]> {
  const order = await makeOrder({ status: 'completed', completed_days: 1, lines: [['Mug', 1, 100, 0]], shipping: 0 })
  const sent: Sent[] = []
  const racing: Promise<void>[] = []
  // Amounts differ, so that an entry of the gateway's books says which key it was.
  for (const minor of [4_900, 4_800, 4_700, 4_600].slice(0, left)) {
    const now = random() < 0.5 ? order : await readOrder(order.id)
    const ask = refundAsk(now, { amount_minor: minor })
    const copies = 1 + Math.floor(random() * 3)
    sent.push({ order, key: ask.key, minor, calls: copies })
    for (let copy = 0; copy < copies; copy++) {
      const drop = random() < 0.3 ? Math.round(20 + random() * 400) : null
      if (drop !== null) count('answer dropped')
      if (copy > 0) count('key repeated')
      const call = callOnce(order, ask, drop)
      if (random() < 0.5) await call
      else racing.push(call)
    }
    if (racing.length > 0) count('keys raced')
  }
  await Promise.all(racing)
  return sent
}

async function reconcile(key: string): Promise<WriteReply> {
  for (let round = 0; ; round++) {
    const answer = await signed('POST', pluginRoutes.settle(key), {})
    const reply = writeReplySchema.parse(answer.body)
    if (reply.outcome !== 'in_progress' || round === 50) return reply
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

async function run(): Promise<number> {
  await openShop()
  await rig('call', 'update_option', 'rig_lease', 5)
  const before = await rig<Faults>('modes')
  await gateway(MODES, 0.05)
  const sent: Sent[] = []
  let planned = 0
  const lane = async () => {
    while (planned < runs) {
      const left = Math.min(ASKS_PER_ORDER, runs - planned)
      planned += left
      sent.push(...(await troubleOrder(left)))
    }
  }
  await Promise.all([lane(), lane(), lane(), lane(), lane()])
  await gateway('ok')
  for (const [mode, times] of Object.entries(await rig<Faults>('modes')))
    faults[`gateway: ${mode}`] = times - (before[mode] ?? 0)
  const ledger = await rig<LedgerEntry[]>('ledger')
  const found = { done: 0, refused: 0, in_doubt: 0, in_progress: 0, unknown: 0 }
  const wrong: string[] = []
  let doubtPaid = 0
  for (const { order, key, minor } of sent) {
    const reply = await reconcile(key)
    found[reply.outcome]++
    const paid = ledger.filter((entry) => entry.order === order.id && Math.round(entry.amount * 100) === minor).length
    if (paid > 1) wrong.push(`doubled: order ${order.id} ${minor} paid ${paid} times`)
    if (reply.outcome === 'done' && paid !== 1) wrong.push(`lost: ${key} says done, the gateway paid ${paid} times`)
    if (reply.outcome === 'refused' && paid !== 0)
      wrong.push(`lost: ${key} says refused (${reply.reason}), the gateway paid`)
    if (reply.outcome === 'in_progress' || reply.outcome === 'unknown') wrong.push(`stuck: ${key} is ${reply.outcome}`)
    if (reply.outcome === 'in_doubt' && paid === 1) doubtPaid++
  }
  for (const id of new Set(sent.map((each) => each.order.id))) wrong.push(...(await checkBooks(id, ledger)))
  const known = await askTheGateway(sent, ledger, wrong)
  const calls = sent.reduce((sum, each) => sum + each.calls, 0)
  process.stdout.write(
    `${JSON.stringify({ seed: values.seed, refundsAsked: sent.length, calls, faults, found, inDoubtThatPaid: doubtPaid, inDoubtWhereTheGatewayCanBeAsked: known, doubled: wrong.filter((each) => each.startsWith('doubled')).length, lost: wrong.filter((each) => each.startsWith('lost')).length, otherwiseWrong: wrong.filter((each) => !/^(doubled|lost)/.test(each)).length }, null, 2)}\n`
  )
  for (const each of wrong.slice(0, 20)) process.stdout.write(`${each}\n`)
  return wrong.length === 0 ? 0 : 1
}

/**
 * The same doubts again, in a shop whose gateway's plugin can look a refund up: each has to end as the gateway's books
 * have it. How many stay in doubt.
 */
async function askTheGateway(sent: Sent[], ledger: LedgerEntry[], wrong: string[]): Promise<number> {
  await rig('call', 'update_option', 'rig_evidence', 1)
  await rig('call', 'update_option', 'rig_believe_after', 0)
  let left = 0
  for (const { order, key, minor } of sent) {
    const reply = await reconcile(key)
    const isPaid = ledger.some((entry) => entry.order === order.id && Math.round(entry.amount * 100) === minor)
    if (reply.outcome === 'in_doubt') left++
    if (reply.outcome === 'done' && !isPaid) wrong.push(`lost: ${key} was settled as paid, the gateway did not pay`)
    if (reply.outcome === 'refused' && isPaid) wrong.push(`lost: ${key} was settled as not paid, the gateway paid`)
  }
  for (const name of ['rig_evidence', 'rig_believe_after']) await rig('call', 'delete_option', name)
  return left
}

/** WooCommerce's own refunds beside the gateway's books; and never more than the order. */
async function checkBooks(id: string, ledger: LedgerEntry[]): Promise<string[]> {
  const order = await readOrder(id)
  const paid = ledger.filter((entry) => entry.order === id).reduce((sum, entry) => sum + entry.amount, 0)
  const booked = order.refunds.filter((refund) => refund.paid).reduce((sum, refund) => sum + refund.amount, 0)
  const wrong: string[] = []
  if (paid > order.total + 0.001) wrong.push(`over: order ${id} of ${order.total} was paid ${paid}`)
  if (booked > paid + 0.001) wrong.push(`booked: order ${id} has ${booked} refunded, the gateway paid ${paid}`)
  const keys = order.refunds.map((refund) => refund.key)
  if (new Set(keys).size !== keys.length) wrong.push(`booked twice: order ${id}`)
  return wrong
}

function mulberry32(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

process.exitCode = await run()
