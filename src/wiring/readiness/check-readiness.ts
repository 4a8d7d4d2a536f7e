import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../base/time.ts'
import type { SessionDoor } from '../../contracts/session-rpc.ts'
import type { Dependency } from '../../edge/routes/health-routes.ts'
import type { Parts } from '../parts.ts'
import { clock } from '../platform.ts'
import { runChecks, type Check, type Finding } from './run-checks.ts'
import { keysOf, openPlugin } from '../wire-writes.ts'

/** Anybody may ask, and the shop is asked in turn: its answer stands this long in an isolate. */
const FRESH_MS = 5 * SECOND_MS
/** A write whose end is not known after this long is more than a slow answer. */
const DOUBT_MS = 5 * MINUTE_MS
/** Fewer tries than this say nothing about a provider. */
const TRIES_MIN = 5

const kept = new WeakMap<Parts, { at: number; dependencies: Dependency[] }>()

/** Names every dependency with its state and its budget. Only what no answer can be given without makes us `down`. */
export async function checkReadiness(parts: Parts): Promise<Dependency[]> {
  const [own, outside] = await Promise.all([runChecks(ownChecks(parts), clock), askOutside(parts)])
  return [...own, ...outside, ...absent(parts), sealing(parts)]
}

async function askOutside(parts: Parts): Promise<Dependency[]> {
  const known = kept.get(parts)
  if (known && clock() - known.at < FRESH_MS) return known.dependencies
  const dependencies = await runChecks(outsideChecks(parts), clock)
  kept.set(parts, { at: clock(), dependencies })
  return dependencies
}

function outsideChecks(parts: Parts): Check[] {
  const keys = keysOf(parts)
  const shop: Check = {
    name: 'shop',
    needed: false,
    budgetMs: 1_500,
    ask: async (signal) => void (await parts.shop.ordersModifiedAfter(new Date(clock()).toISOString(), signal)),
  }
  if (!keys) return [shop]
  const ask = async (signal: AbortSignal) => readPlugin(await openPlugin(parts, keys.calls).health(signal))
  return [shop, { name: 'plugin', needed: false, budgetMs: 1_500, ask }]
}

function ownChecks(parts: Parts): Check[] {
  const { env, store } = parts
  return [
    { name: 'store', needed: true, budgetMs: 300, ask: async () => (await store.ping(), parts.keptIn.database) },
    { name: 'pages', needed: true, budgetMs: 300, ask: async () => void (await env.DB.prepare('SELECT 1').first()) },
    { name: 'sessions', needed: true, budgetMs: 500, ask: () => wakeSession(parts) },
    { name: 'flags', needed: false, budgetMs: 300, ask: async () => void (await env.FLAGS.get('flag:readiness')) },
    { name: 'files', needed: false, budgetMs: 500, ask: async () => void (await env.FILES.head('readiness')) },
    { name: 'knowledge', needed: false, budgetMs: 300, ask: () => parts.knowledge.mode() },
    {
      name: 'queue',
      needed: false,
      budgetMs: 300,
      ask: async () => readQueue((await store.deadLetters.listLetters('parked', 100)).length),
    },
    {
      name: 'writes',
      needed: false,
      budgetMs: 300,
      ask: async () => readDoubts((await store.actions.openClaims(clock() - DOUBT_MS, 100)).length),
    },
    ...(parts.brain.hasModel ? [{ name: 'model', needed: false, budgetMs: 300, ask: () => readProviders(parts) }] : []),
  ]
}

/** What is not set up is no failure; it is said, so that nobody looks for it. */
const absent = (parts: Parts): Dependency[] => [
  ...(parts.brain.hasModel
    ? []
    : [{ name: 'model', state: 'off' as const, latencyMs: 0, detail: 'none configured: answers quote the pages' }]),
  ...(keysOf(parts)
    ? []
    : [{ name: 'plugin', state: 'off' as const, latencyMs: 0, detail: 'no keys: orders cannot be changed' }]),
]

/** Whether people's words are sealed at rest. Off is possible on an engineer's machine alone: elsewhere we do not start. */
const sealing = ({ keptIn }: Parts): Dependency =>
  keptIn.keyId === null
    ? { name: 'sealing', state: 'off', latencyMs: 0, detail: 'DATA_KEYS is not set: people are kept in the clear' }
    : { name: 'sealing', state: 'ok', latencyMs: 0, detail: `key ${keptIn.keyId}` }

/** An object that is nobody's is woken, and its storage read; whoever is not its visitor hears a refusal, which is an answer. */
async function wakeSession({ env }: Parts): Promise<undefined> {
  const session = env.SESSIONS.getByName('readiness') as unknown as SessionDoor
  const claims = {
    iss: 'counterhand',
    aud: 'counterhand-edge',
    sid: 'nobody',
    sub: 'anon:readiness',
    roles: [],
  } as const
  const answer = await session.history({ claims: { ...claims, roles: [], iat: 0, exp: 0 } })
  if (!answer.ok && answer.error.reason === 'broken') throw new Error('the session object is broken')
}

const readPlugin = (health: { writes_enabled: boolean; contract: number }): Finding =>
  health.writes_enabled ? `contract ${health.contract}` : 'its writes are switched off'

const readQueue = (parked: number): Finding =>
  parked === 0 ? undefined : { unwell: `${parked} parked: npm run jobs -- dead list` }

const readDoubts = (open: number): Finding => (open === 0 ? undefined : { unwell: `${open} without a known end` })

/** Asking a model would cost on every look, so what the last hour's turns found is told. */
async function readProviders({ store }: Parts): Promise<Finding> {
  const health = await store.metrics.readProviderHealth(clock() - HOUR_MS)
  const tries = Map.groupBy(health, ({ provider }) => provider)
  const told = [...tries].map(([provider, group]) => {
    const calls = group.reduce((sum, each) => sum + each.calls, 0)
    const failures = group.reduce((sum, each) => sum + each.failures, 0)
    return { provider, calls, share: calls === 0 ? 1 : (calls - failures) / calls }
  })
  const detail = told.map(({ provider, share }) => `${provider} ${Math.round(share * 100)} %`).join(', ')
  const isFailing = told.some(({ calls, share }) => calls >= TRIES_MIN && share < 0.5)
  if (isFailing) return { unwell: detail }
  return detail === '' ? 'not asked in the last hour' : detail
}
