import type { Clock } from '../../base/time.ts'
import type { Dependency } from '../../edge/routes/health-routes.ts'

/** What a look found: nothing to say, a word about how it works, or that it answers and is not well. */
export type Finding = string | undefined | { unwell: string }
export type Check = {
  name: string
  /** Without it no answer can be given: its failure makes us `down`. */
  needed: boolean
  /** What it may take. Slower than this is `degraded`; three times this is a failure. */
  budgetMs: number
  ask(signal: AbortSignal): Promise<Finding>
}

const PATIENCE = 3

/** All at once, each within its own budget. Never throws: why something failed is in the log of whoever uses it. */
export const runChecks = (checks: Check[], now: Clock): Promise<Dependency[]> =>
  Promise.all(checks.map((check) => runCheck(check, now)))

async function runCheck({ name, needed, budgetMs, ask }: Check, now: Clock): Promise<Dependency> {
  const startedMs = now()
  const abort = new AbortController()
  const timer = setTimeout(() => abort.abort(), budgetMs * PATIENCE)
  const late = new Promise<never>((_, reject) =>
    abort.signal.addEventListener('abort', () => reject(new Error('late')))
  )
  try {
    const found = await Promise.race([ask(abort.signal), late])
    const latencyMs = now() - startedMs
    if (typeof found === 'object') return { name, state: 'degraded', latencyMs, budgetMs, detail: found.unwell }
    const state = latencyMs > budgetMs ? 'degraded' : 'ok'
    const detail = state === 'degraded' ? 'slower than its budget' : found
    return { name, state, latencyMs, budgetMs, ...(detail === undefined ? {} : { detail }) }
  } catch {
    const detail = abort.signal.aborted ? 'no answer in time' : 'failed'
    return { name, state: needed ? 'down' : 'degraded', latencyMs: now() - startedMs, budgetMs, detail }
  } finally {
    clearTimeout(timer)
  }
}
