import { parseArgs } from 'node:util'
import { readFileSync } from 'node:fs'
import { asId, type OrderNumber } from '../src/base/ids.ts'
import { DAY_MS } from '../src/base/time.ts'
import type { Identity } from '../src/contracts/identity.ts'
import type { Order } from '../src/contracts/order.ts'
import type { WriteCall } from '../src/contracts/write-tools.ts'
import { writeRulesSchema } from '../src/hands/policy/write-rules.ts'
import { proposeWrite } from '../src/hands/writes/propose-write.ts'
import { ctx, openWriteRig } from '../src/hands/testing/write-rig.ts'
import { identity } from '../src/hands/testing/fixtures.ts'
import { readRetail, retailOrder, writesOf, type RetailDb, type RetailWrite } from './policy/retail.ts'

/**
 * Replays the expected writes of a public retail data set against our policy, with its database as the shop:
 * `npm run score:policy -- --tasks <tasks.jsonl> --db <db.json>`. Each write is asked as the owner, as another verified
 * customer, before verification, and on an order in the wrong state. Exits 1 when a group is not as it must be.
 */
const { values } = parseArgs({
  options: { tasks: { type: 'string', default: '' }, db: { type: 'string', default: '' } },
})
if (values.tasks === '' || values.db === '') {
  console.error('Say where the data is: --tasks <tasks.jsonl> --db <db.json>')
  process.exit(2)
}
const db: RetailDb = readRetail(readFileSync(values.db, 'utf8'))
const writes = writesOf(readFileSync(values.tasks, 'utf8'))

/** The data set's own policy: returns of delivered orders, changes of pending ones, no limit on amounts. */
const rules = writeRulesSchema.parse({
  enabled: true,
  currency: 'USD',
  refunds: {
    stage: 'guarded_refunds',
    statuses: ['completed'],
    softLimitMinor: 50_000,
    ceilingMinor: 10_000_000,
    saleItems: 'allow',
  },
})
const rig = openWriteRig({ rules })
const nowMs = rig.deps.now()

const GROUPS = ['owner, right state', 'another customer', 'not verified', 'owner, wrong state'] as const
type Group = (typeof GROUPS)[number]
const counted = Object.fromEntries(
  GROUPS.map((group) => [group, { auto: 0, approval: 0, refused: 0, reasons: {} as Record<string, number> }])
)
const skipped: Record<string, number> = {}
const surprises: string[] = []

const customerOf = (userId: string) => String(1 + Object.keys(db.users).indexOf(userId))
const login = (customerId: string): Identity => identity({ subject: `wp:${customerId}`, level: 'account', customerId })
const proven = (order: Order): Identity =>
  identity({ verifiedOrders: [{ number: order.number, untilMs: nowMs + DAY_MS }] })

function wrongState(order: Order, call: WriteCall): Order {
  const isReturn = call.tool === 'issue_refund'
  return isReturn
    ? { ...order, status: 'processing', completedAt: null, tracking: [] }
    : { ...order, status: 'completed', completedAt: new Date(nowMs - DAY_MS).toISOString() }
}

let calls = 0
async function ask(group: Group, order: Order, call: WriteCall, who: Identity, write: RetailWrite): Promise<void> {
  const shop = {
    findOrderByNumber: async (number: string) => (number === order.number ? order : null),
    findOrder: async () => order,
    findProducts: async () => [],
  }
  const outcome = await proposeWrite({ ...rig.deps, shop }, call, ctx(who, `replay-${++calls}`))
  const into = counted[group]!
  if (!outcome.ok) {
    into.refused++
    into.reasons[outcome.error.reason] = (into.reasons[outcome.error.reason] ?? 0) + 1
  } else if (outcome.value.kind === 'consent_needed') {
    into[outcome.value.needsApproval ? 'approval' : 'auto']++
    const said = outcome.value.card.facts.map((fact) => fact.value)
    if (write.amount && !said.some((value) => value.endsWith(write.amount!)))
      surprises.push(`${order.number}: ${said.join(' | ')} is not ${write.amount}`)
  }
  if (outcome.ok !== (group === 'owner, right state')) {
    surprises.push(`${group}: ${call.tool} ${order.number} ${outcome.ok ? 'allowed' : outcome.error.reason}`)
  }
}

async function replay(write: RetailWrite): Promise<void> {
  const found = db.orders[write.orderId]
  const call = found ? write.callFor(found, db) : null
  if (!found || !call) {
    skipped[write.name] = (skipped[write.name] ?? 0) + 1
    return
  }
  const order = retailOrder(found, db, { customerId: customerOf(found.user_id), nowMs })
  // Verified for an order of their own, which is not this one.
  const other = login(String(Number(order.customerId) + 1))
  const stranger = { ...other, verifiedOrders: [{ number: asId<OrderNumber>('W0000000'), untilMs: nowMs + DAY_MS }] }
  await Promise.all([
    ask('owner, right state', order, call, login(order.customerId!), write),
    ask('another customer', order, call, stranger, write),
    ask('not verified', order, call, identity(), write),
    ask('owner, wrong state', wrongState(order, call), call, proven(order), write),
  ])
}
// All at once: a refusal to a stranger waits for its beat, and two hundred beats in a row take a minute.
await Promise.all(writes.map(replay))

console.log(
  `writes replayed: ${writes.length - Object.values(skipped).reduce((sum, n) => sum + n, 0)}, not covered by our tools: ${JSON.stringify(skipped)}`
)
console.table(
  Object.fromEntries(
    GROUPS.map((group) => [group, { ...counted[group], reasons: JSON.stringify(counted[group]!.reasons) }])
  )
)
for (const surprise of surprises) console.log(`not as it must be: ${surprise}`)
process.exit(surprises.length > 0 ? 1 : 0)
