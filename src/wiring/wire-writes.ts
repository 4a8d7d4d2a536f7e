import { Fault } from '../base/fault.ts'
import type { CallKey, CallKeys } from '../base/signed-call/scheme.ts'
import type { SessionDoor } from '../contracts/session-rpc.ts'
import type { ConsentOutcome } from '../contracts/write-tools.ts'
import { openWriteDesk, type WriteDesk } from '../hands/open-write-desk.ts'
import { openApprovalMint } from '../hands/approvals/mint-approval.ts'
import { readRules, type VersionedRules } from '../hands/policy/write-rules.ts'
import type { PluginWrites, ShopperNotice, WriteDeps } from '../hands/writes/write-deps.ts'
import { tracedFetch } from '../observability/traced-fetch.ts'
import { openPluginClient, type PluginClient } from '../outside/shop/plugin-client.ts'
import { readCardEnd } from '../session/writes/read-card-end.ts'
import { demoKeys } from './demo/demo-keys.ts'
import { DEMO_RULES } from './demo/demo-rules.ts'
import { shopFetch } from './demo/wire-demo.ts'
import type { Parts } from './parts.ts'
import { chance, clock } from './platform.ts'
import { mailShopper, openTicket, sendNotice } from './wire-desk.ts'

const RULES_KEY = 'rules:writes'
/** Closed rules name one all the same; nothing is moved by them. */
const NO_CURRENCY = 'EUR'

export type Writes = WriteDesk & {
  /** What became of a consent card, from the store alone. */
  readCardEnd(cardId: string): Promise<ConsentOutcome | 'open' | null>
}

/** Everything that changes an order, for a session, the staff door or a cron. `background` outlives the answer. */
export function wireWrites(parts: Parts, background: (work: Promise<unknown>) => void): Writes {
  const { settings, store, seeing } = parts
  const keys = keysOf(parts)
  const deps: WriteDeps = {
    shopUrl: settings.SHOP_URL,
    shop: parts.shop,
    plugin: keys ? openPlugin(parts, keys.calls) : NO_PLUGIN,
    rules: () => rulesOf(parts),
    log: store.actions,
    consents: store.consents,
    approvals: store.approvals,
    codes: store.codes,
    mintApproval: keys ? openApprovalMint(keys.approval) : () => Promise.reject(notSetUp('APPROVAL_KEYS')),
    openTicket: (row) => openTicket(parts, row),
    sendNotice: (notice) => sendNotice(parts, notice),
    tellShopper: (notice) => tellShopper(parts, notice),
    mailShopper: (mail) => mailShopper(parts, mail),
    drawCode,
    breakerFor: (name) => parts.breakers(name.startsWith('tool:') ? name : `tool:${name}`),
    background,
    reportFault: (error, where) => seeing.reportFault(error, { where }),
    now: clock,
    chance,
  }
  const reads = { ...store.consents, ...store.approvals, ...store.actions, shopUrl: settings.SHOP_URL }
  return { ...openWriteDesk(deps), readCardEnd: (cardId) => readCardEnd(reads, cardId) }
}

/** The shop's rules as every write reads them: closed where the deployment has no keys to write with. */
export const rulesOf = (parts: Parts): Promise<VersionedRules> =>
  keysOf(parts) ? readKeptRules(parts) : readRules(null, NO_CURRENCY)

type WriteKeys = { calls: CallKeys; approval: CallKey }

/** Null where a deployment has not been given them: then every write is closed. */
export function keysOf({ settings, isDemo }: Parts): WriteKeys | null {
  const { calls, approvals } = isDemo
    ? demoKeys(settings)
    : { calls: settings.PLUGIN_CALL_KEYS ?? {}, approvals: settings.APPROVAL_KEYS ?? {} }
  const asKeys = (named: Record<string, string>) => Object.entries(named).map(([id, secret]) => ({ id, secret }))
  const [[first, second], [approval]] = [asKeys(calls), asKeys(approvals)]
  return first && approval ? { calls: second ? [first, second] : [first], approval } : null
}

const notSetUp = (name: string) => new Fault('misconfigured', { retryable: false, detail: `${name} is not set` })
const refuseCall = () => Promise.reject(notSetUp('PLUGIN_CALL_KEYS'))
const NO_PLUGIN: PluginWrites = {
  refund: refuseCall,
  cancel: refuseCall,
  changeAddress: refuseCall,
  settle: refuseCall,
}

export const openPlugin = ({ env, settings }: Parts, keys: CallKeys): PluginClient =>
  openPluginClient({
    baseUrl: settings.SHOP_URL,
    keys,
    fetch: tracedFetch(shopFetch(env, settings)),
    now: clock,
    chance,
  })

/** Unreadable rules close every write; so do none, but in the embedded shop, which has rules of its own to try. */
export async function readKeptRules({ env, isDemo, seeing }: Parts): Promise<VersionedRules> {
  try {
    const kept: unknown = await env.FLAGS.get(RULES_KEY, 'json')
    return await readRules(kept ?? (isDemo ? DEMO_RULES : null), NO_CURRENCY)
  } catch (error) {
    seeing.reportFault(error, { where: 'rules' })
    return readRules(null, NO_CURRENCY)
  }
}

async function tellShopper({ env }: Parts, { sessionId, kind, text }: ShopperNotice): Promise<void> {
  const session = env.SESSIONS.getByName(sessionId) as unknown as SessionDoor
  const told = await session.notice({ kind, text })
  if (!told.ok) throw new Fault('store_unavailable', { retryable: true, detail: 'session' })
}

/** Six digits, each number alike: what does not fit a whole number of millions is drawn again. */
function drawCode(): string {
  const limit = 4_294_000_000
  for (;;) {
    const [drawn = limit] = crypto.getRandomValues(new Uint32Array(1))
    if (drawn < limit) return String(drawn % 1_000_000).padStart(6, '0')
  }
}
