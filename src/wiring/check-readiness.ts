import type { Dependency } from '../edge/routes/health-routes.ts'
import type { Parts } from './parts.ts'
import { clock } from './platform.ts'

/** Each dependency asked at once, each within its own second. */
const PATIENCE_MS = 1_000

type Check = { name: string; needed: boolean; ask(signal: AbortSignal): Promise<string | undefined> }

/** Names every dependency with its state. Only what no answer can be given without makes us `down`. */
export async function checkReadiness(parts: Parts): Promise<Dependency[]> {
  const { env } = parts
  const checks: Check[] = [
    { name: 'store', needed: true, ask: async () => (await parts.store.ping(), parts.keptIn.database) },
    { name: 'pages', needed: true, ask: async () => void (await env.DB.prepare('SELECT 1').first()) },
    { name: 'sessions', needed: true, ask: async () => void env.SESSIONS.getByName('readiness') },
    { name: 'flags', needed: false, ask: async () => void (await env.FLAGS.get('flag:readiness')) },
    {
      name: 'shop',
      needed: false,
      ask: async (signal) => void (await parts.shop.ordersModifiedAfter(new Date(clock()).toISOString(), signal)),
    },
    { name: 'knowledge', needed: false, ask: () => parts.knowledge.mode() },
  ]
  const dependencies = await Promise.all(checks.map(answer))
  const model: Dependency = parts.brain.hasModel
    ? { name: 'model', state: 'ok', latencyMs: 0, detail: 'configured; its breaker watches it' }
    : { name: 'model', state: 'off', latencyMs: 0, detail: 'none configured: answers quote the pages' }
  return [...dependencies, model, sealing(parts)]
}

/** Whether people's words are sealed at rest. Off is possible on an engineer's machine alone: elsewhere we do not start. */
const sealing = ({ keptIn }: Parts): Dependency =>
  keptIn.keyId === null
    ? { name: 'sealing', state: 'off', latencyMs: 0, detail: 'DATA_KEYS is not set: people are kept in the clear' }
    : { name: 'sealing', state: 'ok', latencyMs: 0, detail: `key ${keptIn.keyId}` }

async function answer({ name, needed, ask }: Check): Promise<Dependency> {
  const startedMs = clock()
  const abort = new AbortController()
  const timer = setTimeout(() => abort.abort(), PATIENCE_MS)
  const late = new Promise<never>((_, reject) =>
    abort.signal.addEventListener('abort', () => reject(new Error('late')))
  )
  try {
    const detail = await Promise.race([ask(abort.signal), late])
    return { name, state: 'ok', latencyMs: clock() - startedMs, ...(detail === undefined ? {} : { detail }) }
  } catch {
    // Why is in the log of whoever uses it; here a state is all that is asked.
    return { name, state: needed ? 'down' : 'degraded', latencyMs: clock() - startedMs }
  } finally {
    clearTimeout(timer)
  }
}
