import { Fault } from '../../src/base/fault.ts'
import { noBreaker } from '../../src/base/resilience/open-breaker.ts'
import { orderJson } from '../../src/demo/woocommerce/order-json.ts'
import type { DemoWorld } from '../../src/demo/world/open-world.ts'
import { openApprovalMint } from '../../src/hands/approvals/mint-approval.ts'
import { openWriteDesk, type WriteDesk } from '../../src/hands/open-write-desk.ts'
import { versionRules } from '../../src/hands/policy/write-rules.ts'
import { liveRules, pluginSettings } from '../../src/hands/testing/write-rig.ts'
import type { WriteDeps } from '../../src/hands/writes/write-deps.ts'
import { toOrder } from '../../src/outside/shop/to-order.ts'
import { orderWire } from '../../src/outside/shop/wire.ts'
import { openPluginClient } from '../../src/outside/shop/plugin-client.ts'
import { openActionsLog, type ActionsLog } from '../../src/store/actions-log.ts'
import { openApprovals } from '../../src/store/approvals.ts'
import { openCodes } from '../../src/store/codes.ts'
import { openConsents } from '../../src/store/consents.ts'
import { openD1 } from '../../src/store/open-d1.ts'
import { openNodeD1 } from '../../src/store/testing/node-d1.ts'
import type { Faults } from './faults.ts'
import type { ShopSide } from './shop-side.ts'
import type { Stage } from './stage.ts'

const TABLES = ['actions_log', 'consents', 'approvals', 'codes']
const boundary: { stage: Stage | null; faults: Faults | null } = { stage: null, faults: null }

/** One database for all runs, emptied between them; each statement is a boundary of the run that is playing. */
const d1 = openNodeD1({
  async before() {
    if (!boundary.stage?.isActing()) return
    await boundary.stage.point('store')
    if (boundary.faults?.strikes('client killed')) await boundary.stage.killMe()
    if (boundary.faults?.strikes('store refused')) throw new Error('store is down')
  },
  async after() {
    if (boundary.stage?.isActing() && boundary.faults?.strikes('store answer lost'))
      throw new Error('store answer lost')
  },
})
const db = openD1(d1)

export type EdgeSide = { desk: WriteDesk; deps: WriteDeps; log: ActionsLog; told: string[] }
type Deps = { stage: Stage; faults: Faults; shop: ShopSide; now: () => number; uuid: () => string; isBroken: boolean }

/** The real hands, store and plugin client. Only the clock, the dice and the wire are the simulation's. */
export function openEdgeSide({ stage, faults, shop, now, uuid, isBroken }: Deps): EdgeSide {
  for (const table of TABLES) d1.raw.exec(`delete from ${table}`)
  Object.assign(boundary, { stage, faults })
  const [log, consents, told] = [openActionsLog(db), openConsents(db), [] as string[]]
  const [callKey, approvalKey] = [pluginSettings.callKeys[0]!, pluginSettings.approvalKeys[0]!]
  const chance = { uuid, random: () => 0 }
  const deps: WriteDeps = {
    shopUrl: pluginSettings.shopUrl,
    shop: readsOf(shop.world, stage),
    plugin: openPluginClient({ baseUrl: pluginSettings.shopUrl, keys: [callKey], fetch: shop.fetch, now, chance }),
    rules: () => versionRules(liveRules()),
    log: isBroken ? { ...log, claimWrite: async (entry) => (await log.claimWrite(entry), true) } : log,
    consents: isBroken ? { ...consents, takeConsent: async ({ cardId }) => consents.findConsent(cardId) } : consents,
    approvals: openApprovals(db),
    codes: openCodes(db),
    mintApproval: openApprovalMint(approvalKey),
    openTicket: async () => undefined,
    tellShopper: async ({ text }) => void told.push(text),
    mailShopper: async () => undefined,
    sendNotice: async () => undefined,
    drawCode: () => '123456',
    breakerFor: () => noBreaker,
    background: (work) => void work,
    reportFault: () => undefined,
    now,
    chance,
    // The wire itself says when a call has timed out, so real time plays no part.
    timers: { set: () => 0, clear: () => undefined },
  }
  return { desk: openWriteDesk(deps), deps, log, told }
}

/** Reads through the same wire shapes as a real shop's, without its HTTP. */
function readsOf(world: DemoWorld, stage: Stage): WriteDeps['shop'] {
  const read = async (id: number) => {
    await stage.point('shop read')
    const order = await world.order(id)
    if (!order) throw new Fault('upstream_garbled', { retryable: false })
    return toOrder(
      orderWire.parse(orderJson(order, 'http://localhost:8787', 'http://localhost:8787/wp-json/wc/v3')),
      order.email
    )
  }
  return {
    findOrder: (id) => read(Number(id)),
    async findOrderByNumber(number) {
      const found = (await world.orders()).find((order) => order.number === number)
      return found ? read(found.id) : null
    },
    findProducts: async () => [],
  }
}
