import { isFault } from '../../base/fault.ts'
import type { CrawlDeps } from './deps.ts'
import { mayFetch } from './urls.ts'

const HOPS_MAX = 5
const RETRY_AFTER_MAX_MS = 3_600_000

/** How a request ended. `later` is worth asking again; `refused` never is. */
export type Answered =
  | { kind: 'response'; url: string; response: Response; signal: AbortSignal }
  | { kind: 'refused'; why: string }
  | { kind: 'later'; why: string; afterMs: number | null }

export type RequestDeps = Pick<CrawlDeps, 'fetch' | 'resolve' | 'policy' | 'now'>

/**
 * One polite GET, redirects followed by hand so that every hop passes the same gate. The caller reads the body under
 * the same deadline: pass `signal` on, or a host that trickles bytes holds us for ever.
 */
export async function request(deps: RequestDeps, url: string, headers: Record<string, string>): Promise<Answered> {
  let target = url
  const seen = new Set<string>()
  const signal = AbortSignal.timeout(deps.policy.timeoutMs)
  for (let hop = 0; hop <= HOPS_MAX; hop++) {
    if (seen.has(target)) return { kind: 'refused', why: 'redirect loop' }
    seen.add(target)
    const step = await oneHop(deps, target, headers, signal)
    if (step.kind !== 'redirect') return step
    target = step.to
  }
  return { kind: 'refused', why: 'too many redirects' }
}

async function oneHop(
  deps: RequestDeps,
  url: string,
  headers: Record<string, string>,
  signal: AbortSignal
): Promise<Answered | { kind: 'redirect'; to: string }> {
  let response: Response
  try {
    const allowed = await mayFetch(url, deps.policy, deps.resolve)
    if (!allowed.ok) return { kind: 'refused', why: allowed.error.reason.replaceAll('_', ' ') }
    const all = { 'user-agent': deps.policy.userAgent, accept: 'text/html,*/*;q=0.5', ...headers }
    const asked = new Request(url, { headers: all, redirect: 'manual', signal })
    // Raced as well as signalled: nothing that answers us may decide how long we wait.
    response = await Promise.race([deps.fetch(asked), late(signal)])
  } catch (error) {
    return { kind: 'later', why: describe(error, signal), afterMs: null }
  }
  const location = response.headers.get('location')
  if (response.status >= 300 && response.status < 400 && response.status !== 304 && location) {
    discard(response)
    const to = URL.canParse(location, url) ? new URL(location, url).href : null
    return to ? { kind: 'redirect', to } : { kind: 'refused', why: 'redirect to nowhere' }
  }
  if (response.status === 429 || response.status >= 500) {
    discard(response)
    return { kind: 'later', why: `HTTP ${response.status}`, afterMs: retryAfterOf(response, deps.now()) }
  }
  return { kind: 'response', url, response, signal }
}

const late = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const leave = () => reject(new DOMException('timed out', 'TimeoutError'))
    if (signal.aborted) leave()
    else signal.addEventListener('abort', leave, { once: true })
  })

/** A body nobody reads. Not awaited: a host that hangs must not hold us, and its error is no longer ours. */
export const discard = (response: Response): void => void response.body?.cancel().catch(() => undefined)

function describe(error: unknown, signal: AbortSignal): string {
  if (signal.aborted) return 'timed out'
  if (isFault(error)) return error.code.replaceAll('_', ' ')
  return 'connection failed'
}

/** Seconds or a date; a shop that says next week gets an hour. */
function retryAfterOf(response: Response, now: number): number | null {
  const value = response.headers.get('retry-after')
  if (!value) return null
  const ms = /^\d+$/.test(value.trim()) ? Number(value) * 1_000 : Date.parse(value) - now
  return Number.isNaN(ms) ? null : Math.min(Math.max(0, ms), RETRY_AFTER_MAX_MS)
}

/** The body under the request's deadline; `null` when it did not come in time. */
export async function withDeadline<T>(signal: AbortSignal, reading: Promise<T>): Promise<T | null> {
  if (signal.aborted) return null
  let stop = () => undefined as void
  const late = new Promise<null>((resolve) => {
    const onAbort = () => resolve(null)
    signal.addEventListener('abort', onAbort, { once: true })
    stop = () => signal.removeEventListener('abort', onAbort)
  })
  try {
    return await Promise.race([reading, late])
  } catch {
    // A connection that broke mid-body is the same to us as one that never came: the caller asks again later.
    return null
  } finally {
    stop()
  }
}
