import * as z from 'zod'
import { Fault } from '../../base/fault.ts'
import { MINUTE_MS, type Clock } from '../../base/time.ts'

export type ResolverDeps = { fetch(url: string, init: RequestInit): Promise<Response>; now: Clock }

const ENDPOINT = 'https://cloudflare-dns.com/dns-query'
const TIMEOUT_MS = 3_000
const KEPT_MAX = 100
const [A, AAAA] = [1, 28]
const NO_SUCH_NAME = 3
const replySchema = z.object({
  Status: z.number().int(),
  Answer: z.array(z.object({ type: z.number().int(), data: z.string() })).nullish(),
})

/**
 * Every address of a host name, both families, over HTTPS: a Worker cannot see what its own fetch resolves to. Kept for
 * a minute. Empty for a name that does not exist; a resolver that does not answer is a Fault, never an empty list.
 */
export function openResolver(deps: ResolverDeps): (hostname: string) => Promise<string[]> {
  const kept = new Map<string, { addresses: string[]; at: number }>()
  return async (hostname) => {
    const known = kept.get(hostname)
    if (known && deps.now() - known.at < MINUTE_MS) return known.addresses
    const found = await Promise.all([askFor(deps, hostname, A), askFor(deps, hostname, AAAA)])
    const addresses = found.flat()
    if (kept.size >= KEPT_MAX) kept.clear()
    kept.set(hostname, { addresses, at: deps.now() })
    return addresses
  }
}

async function askFor(deps: ResolverDeps, hostname: string, type: number): Promise<string[]> {
  const query = new URLSearchParams({ name: hostname, type: type === A ? 'A' : 'AAAA' })
  let reply: unknown
  try {
    const init = { headers: { accept: 'application/dns-json' }, signal: AbortSignal.timeout(TIMEOUT_MS) }
    const response = await deps.fetch(`${ENDPOINT}?${query.toString()}`, init)
    reply = response.ok ? await response.json() : null
  } catch (cause) {
    throw new Fault('upstream_unreachable', { retryable: true, cause, detail: 'dns' })
  }
  const parsed = replySchema.safeParse(reply)
  if (!parsed.success || ![0, NO_SUCH_NAME].includes(parsed.data.Status)) {
    throw new Fault('upstream_garbled', { retryable: true, detail: 'dns' })
  }
  // Aliases on the way (CNAME) come in the same answer; only addresses are.
  return (parsed.data.Answer ?? []).filter((each) => each.type === type).map((each) => each.data)
}
