import { Hono } from 'hono'
import type { Timers } from '../../base/resilience/timers.ts'
import { noBreaker } from '../../base/resilience/open-breaker.ts'
import { asId } from '../../base/ids.ts'
import type { Fault } from '../../base/fault.ts'
import type { Identity } from '../../contracts/identity.ts'
import { openD1 } from '../../store/open-d1.ts'
import { openActionsLog } from '../../store/actions-log.ts'
import { openApprovals } from '../../store/approvals.ts'
import { openCodes } from '../../store/codes.ts'
import { openConsents } from '../../store/consents.ts'
import { openNodeD1 } from '../../store/testing/node-d1.ts'
import { openDemoPlugin, type DemoPlugin } from '../../demo/plugin/open-plugin.ts'
import { DEMO_POLICY, type PluginSettings } from '../../demo/plugin/settings.ts'
import { memoryStorage } from '../../demo/testing/memory-storage.ts'
import { openWorld, type DemoWorld } from '../../demo/world/open-world.ts'
import { wooRoutes } from '../../demo/woocommerce/routes.ts'
import { openPluginClient } from '../../outside/shop/plugin-client.ts'
import { openShop } from '../../outside/shop/open-shop.ts'
import { openApprovalMint } from '../approvals/mint-approval.ts'
import { openWriteDesk } from '../open-write-desk.ts'
import { versionRules, writeRulesSchema, type WriteRules } from '../policy/write-rules.ts'
import { REFUSAL_BEAT_MS } from '../toolbox/budgets.ts'
import { deliverNotice, type DeliverNoticeDeps } from '../notices/deliver-notice.ts'
import { noticeIdOf } from '../notices/notice-names.ts'
import type { StaffLine } from '../notices/staff-words.ts'
import { openTickets } from '../../store/tickets.ts'
import type { TicketToOpen } from '../desk/open-ticket.ts'
import type { ToolContext } from '../toolbox/tool.ts'
import type { ShopperMail, ShopperNotice, WriteDeps } from '../writes/write-deps.ts'
import { identity, NOW } from './fixtures.ts'

const ORIGIN = 'http://localhost:8787'
const WC_KEYS = { key: 'ck_demo', secret: 'cs_demo' }
const CALL_KEY = { id: 'edge-1', secret: 'a-secret-of-at-least-32-characters' }
const APPROVAL_KEY = { id: 'ops-1', secret: 'a-secret-for-approvals-of-32-or-more' }

export const pluginSettings: PluginSettings = {
  ...DEMO_POLICY,
  callKeys: [CALL_KEY],
  approvalKeys: [APPROVAL_KEY],
  shopUrl: ORIGIN,
}
export const liveRules = (refunds: Partial<WriteRules['refunds']> = {}): WriteRules =>
  writeRulesSchema.parse({
    enabled: true,
    currency: 'EUR',
    refunds: { stage: 'guarded_refunds', saleItems: 'allow', ...refunds },
  })

export type WriteRigOptions = {
  rules?: WriteRules
  /** Stands between the client and the plugin: may lose, delay or repeat a call. */
  wire?: (call: DemoPlugin['call']) => DemoPlugin['call']
  change?: Partial<WriteDeps>
}

/** A refusal's beat passes at once; timeouts and pauses between tries keep their lengths. */
export const quickBeats: Timers = {
  set: (run, ms) => setTimeout(run, ms === REFUSAL_BEAT_MS ? 0 : ms),
  clear: (timer) => clearTimeout(timer as Parameters<typeof clearTimeout>[0]),
}

/** The real hands, store, shop client, plugin client, demo shop and stand-in, all in one process. */
export function openWriteRig(options: WriteRigOptions = {}) {
  let [nowMs, drawn] = [NOW, 0]
  const now = () => nowMs
  const chance = { uuid: () => `00000000-0000-4000-8000-${String(++drawn).padStart(12, '0')}`, random: () => 0 }
  const storage = memoryStorage()
  const world = openWorld(storage, { now, chance })
  const plugin = openDemoPlugin({ storage, world, settings: pluginSettings, now })
  const called: string[] = []
  const call = (options.wire ?? ((each) => each))((ask) => (called.push(`${ask.method} ${ask.path}`), plugin.call(ask)))
  const d1 = openNodeD1()
  const db = openD1(d1)
  const [log, codes] = [openActionsLog(db), openCodes(db)]
  const [mails, notices, tickets, faults]: [ShopperMail[], ShopperNotice[], TicketToOpen[], string[]] = [[], [], [], []]

  /** The queue, with no time in between. Staff have one channel. */
  const staffLines: StaffLine[] = []
  const sendNow = async (noticeId: string, channel?: string): Promise<void> => {
    const verbs: DeliverNoticeDeps = {
      ...openTickets(db),
      findTicketLink: async () => null,
      findApproval: deps.approvals.findApproval,
      findOrder: (id, signal) => deps.shop.findOrder(id, signal),
      staff: [{ name: 'slack', send: async (line) => void staffLines.push(line) }],
      mailShopper: (mail) => deps.mailShopper(mail),
      sendLater: (each) => sendNow(each.noticeId, each.channel),
      opsBase: `${ORIGIN}/ops`,
    }
    await deliverNotice(verbs, { noticeId, channel }, new AbortController().signal)
  }
  const deps: WriteDeps = {
    shopUrl: ORIGIN,
    shop: openShop({ baseUrl: ORIGIN, ...WC_KEYS, fetch: wooFetch(world, now), now, chance }),
    plugin: openPluginClient({ baseUrl: ORIGIN, keys: [CALL_KEY], fetch: pluginFetch(call), now, chance }),
    rules: () => versionRules(options.rules ?? liveRules()),
    log,
    consents: openConsents(db),
    approvals: openApprovals(db),
    codes,
    mintApproval: openApprovalMint(APPROVAL_KEY),
    openTicket: async (row) => void (tickets.some((each) => each.id === row.id) || tickets.push(row)),
    tellShopper: async (notice) => void notices.push(notice),
    mailShopper: async (mail) => void mails.push(mail),
    sendNotice: (notice) => sendNow(noticeIdOf(notice)),
    drawCode: () => '123456',
    breakerFor: () => noBreaker,
    background: (work) => void work,
    reportFault: (error, where) => void faults.push(`${where}: ${(error as Fault).code ?? String(error)}`),
    now,
    chance,
    timers: quickBeats,
    ...options.change,
  }
  return {
    deps,
    desk: openWriteDesk(deps),
    world,
    plugin,
    d1,
    log,
    mails,
    notices,
    staffLines,
    tickets,
    faults,
    called,
    pass: (ms: number) => void (nowMs += ms),
    refundedMinor: async (number: string) => {
      const order = (await world.orders()).find((each) => each.number === number)
      return order!.refunds.reduce((sum, refund) => sum + refund.amount, 0)
    },
  }
}

/** The stand-in behind the client's fetch. */
export const pluginFetch = (call: DemoPlugin['call']): typeof fetch =>
  (async (input: string, init: RequestInit) => {
    const path = new URL(input).pathname.replace(/^\/wp-json/, '')
    const headers = Object.entries(init.headers as Record<string, string>)
    const answer = await call({ method: init.method ?? 'GET', path, body: (init.body as string) ?? '', headers })
    return new Response(answer.body, { status: answer.status, headers: answer.headers })
  }) as unknown as typeof fetch

/** The demo's WooCommerce routes check OAuth over the whole address, so they are mounted where the client asks. */
function wooFetch(world: DemoWorld, now: () => number): typeof fetch {
  const app = new Hono().route('/wp-json/wc/v3', wooRoutes({ world, now, wcKeys: WC_KEYS }))
  return (async (input: string) => app.request(input)) as unknown as typeof fetch
}

export const ctx = (who: Identity, callId: string): ToolContext => ({
  identity: who,
  turnId: asId('turn-1'),
  callId,
  locale: 'en-IE',
  signal: new AbortController().signal,
})
export const customer = (id: number, sessionId = 'session-0123456789') =>
  identity({ sessionId: asId(sessionId), subject: `wp:${id}`, level: 'account', customerId: String(id) })
