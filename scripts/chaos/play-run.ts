import { MINUTE_MS } from '../../src/base/time.ts'
import type { ConsentOutcome } from '../../src/contracts/write-tools.ts'
import { ctx, customer } from '../../src/hands/testing/write-rig.ts'
import { orderTotal, type DemoOrder } from '../../src/demo/world/shapes.ts'
import { rollDice } from './dice.ts'
import { openEdgeSide, type EdgeSide } from './edge-side.ts'
import { openFaults, type Tally } from './faults.ts'
import { openShopSide } from './shop-side.ts'
import { openStage } from './stage.ts'

const START = Date.UTC(2026, 10, 22, 14, 30)
/** Hedy's order of 49.90 in goods goes alone; ada's is over the limit and waits for a person. */
const CASES = [
  { number: '1038', customer: 5, amounts: [undefined, '10.00', '49.90'] },
  { number: '1042', customer: 2, amounts: [undefined, '60.00', '20.00'] },
] as const

export type RunResult = {
  asked: number
  made: number
  doubled: number
  lost: number
  inDoubt: number
  stuck: number
  trace: string
}

/** One story: ask, click (twice, from two sessions), approve, crash, recover. Then count what the shop really paid. */
export async function playRun(seed: number, tally: Tally, isBroken: boolean): Promise<RunResult> {
  const dice = rollDice(seed)
  let [nowMs, drawn] = [START, 0]
  const now = () => nowMs
  const uuid = () => `${(seed >>> 0).toString(16).padStart(8, '0')}-0000-4000-8000-${String(++drawn).padStart(12, '0')}`
  const [stage, faults] = [openStage(dice), openFaults(dice, tally)]
  const shop = openShopSide({ stage, faults, now, uuid, isBroken })
  const edge = openEdgeSide({ stage, faults, shop, now, uuid, isBroken })
  const story = dice.pick(CASES)
  const amount = dice.pick(story.amounts)
  const answers: ConsentOutcome[] = []

  faults.isOn = false
  const cards = await drawCards(edge, story, amount, dice.chance(0.3) ? (tally['second session']++, 2) : 1)
  faults.isOn = true
  let clicks = 0
  for (const { cardId, sessionId } of cards) {
    const times = 1 + (dice.chance(0.5) ? (tally['clicked again']++, 1 + dice.below(2)) : 0)
    for (let time = 0; time < times; time++) {
      const who = ctx(customer(story.customer, sessionId), `click-${++clicks}`)
      stage.spawn(`click ${clicks}`, `click ${clicks}`, async () => {
        await stage.point('clicked')
        const outcome = await edge.desk.answerConsent({ cardId, decision: 'accept' }, who).catch(() => null)
        if (outcome) answers.push(outcome)
      })
    }
  }
  if (faults.strikes('staff changed the order')) {
    stage.spawn('staff', 'staff', async () => {
      await stage.point('opens the order')
      const { id } = await findOrder(shop.world, story.number)
      await shop.world.refundOrder({ orderId: id, amount: 100, reason: 'staff', key: null, paidBack: true })
    })
  }
  let stuck = (await stage.run()).length
  stuck += await approveAll(edge, stage)
  stuck += await recover(edge, stage, faults, shop, (ms) => (nowMs += ms))
  return {
    ...(await count(edge, shop.world, story.number, cards.length, answers)),
    stuck,
    trace: stage.trace.join('\n'),
  }
}

type Card = { cardId: string; sessionId: string }

async function drawCards(
  edge: EdgeSide,
  story: (typeof CASES)[number],
  amount: string | undefined,
  sessions: number
): Promise<Card[]> {
  const cards: Card[] = []
  for (let n = 1; n <= sessions; n++) {
    const sessionId = `session-000000000${n}`
    const input = { order_id: story.number, opened: false, reason: '', ...(amount ? { amount } : {}) }
    const who = ctx(customer(story.customer, sessionId), `ask-${n}`)
    const proposed = await edge.desk.propose({ tool: 'issue_refund', input }, who)
    if (!proposed.ok || proposed.value.kind !== 'consent_needed') throw new Error(JSON.stringify(proposed))
    cards.push({ cardId: proposed.value.card.cardId, sessionId })
  }
  return cards
}

/** Two colleagues press approve at once on everything that waits, and a sweep runs beside them. */
async function approveAll(edge: EdgeSide, stage: ReturnType<typeof openStage>): Promise<number> {
  const pending = await edge.deps.approvals.listApprovals(['pending'], 10).catch(() => [])
  for (const { id } of pending) {
    for (const subject of ['wp:1', 'wp:9']) {
      stage.spawn(`${subject} approves`, `${subject} approves`, async () => {
        await stage.point('decides')
        const ask = { id, decision: 'approve', staff: { subject, name: subject } } as const
        await edge.desk.decideApproval(ask, new AbortController().signal).catch(() => null)
      })
    }
  }
  if (pending.length > 0) {
    stage.spawn('early sweep', 'early sweep', async () => {
      await stage.point('wakes')
      await edge.desk.sweepApprovals().catch(() => null)
    })
  }
  return (await stage.run()).length
}

/** Time passes. Two crons run at once among the faults while late requests arrive; then once more in calm. */
async function recover(
  edge: EdgeSide,
  stage: ReturnType<typeof openStage>,
  faults: ReturnType<typeof openFaults>,
  shop: ReturnType<typeof openShopSide>,
  pass: (ms: number) => void
): Promise<number> {
  let stuck = 0
  const cron = (name: string) =>
    stage.spawn(name, name, async () => {
      await stage.point('wakes')
      await edge.desk.sweepApprovals().catch(() => null)
      await edge.desk.reconcile().catch(() => null)
    })
  pass(MINUTE_MS)
  cron('cron 1')
  cron('cron 2')
  shop.deliverLate()
  stuck += (await stage.run()).length
  faults.isOn = false
  for (let round = 1; round <= 3; round++) {
    pass(MINUTE_MS)
    cron(`calm cron ${round}`)
    stuck += (await stage.run()).length
    shop.deliverLate()
    stuck += (await stage.run()).length
  }
  return stuck
}

const findOrder = async (world: ReturnType<typeof openShopSide>['world'], number: string): Promise<DemoOrder> =>
  (await world.orders()).find((order) => order.number === number)!

async function count(
  edge: EdgeSide,
  world: ReturnType<typeof openShopSide>['world'],
  number: string,
  cards: number,
  answers: ConsentOutcome[]
): Promise<Omit<RunResult, 'stuck' | 'trace'>> {
  const order = await findOrder(world, number)
  // The broken build numbers its refunds after a `#`.
  const ours = order.refunds
    .filter((refund) => refund.reason !== 'staff')
    .map((refund) => ({ ...refund, key: refund.key?.split('#')[0] ?? null }))
  const total = order.refunds.reduce((sum, refund) => sum + refund.amount, 0)
  const rows = (await Promise.all([1, 2].map((n) => edge.log.actionsOf(`session-000000000${n}`)))).flat()
  const doneKeys = rows.filter((row) => row.status === 'done' && row.writeKey !== null).map((row) => row.writeKey)
  const saidDone = answers.filter((each) => each.ok && each.value.kind === 'done').length
  // All cards of a run were drawn on one sight of the order, so more than one refund is one too many.
  const doubled = Math.max(0, ours.length - 1) + (total > orderTotal(order) ? 1 : 0)
  // Paid and not written down, written down and not paid, or said and not paid.
  const unwitnessed = ours.filter((refund) => !doneKeys.includes(refund.key)).length
  const invented = doneKeys.filter((key) => !ours.some((refund) => refund.key === key)).length
  const lost = unwitnessed + invented + (saidDone > 0 && ours.length === 0 ? 1 : 0)
  const open = await edge.deps.log.openClaims(Number.MAX_SAFE_INTEGER, 100)
  const waiting = await edge.deps.approvals.listApprovals(['approved'], 10)
  return { asked: cards, made: ours.length, doubled, lost, inDoubt: open.length + waiting.length }
}
