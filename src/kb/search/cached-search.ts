import type { Clock } from '../../base/time.ts'
import type { Found, SearchKnowledge } from '../../contracts/knowledge.ts'

const TTL_MS = 60_000
const KEPT_MAX = 30

/** The same question again within a minute costs nothing. One per session, so no shopper's question warms another's. */
export function cachedSearch(search: SearchKnowledge, now: Clock): SearchKnowledge {
  const kept = new Map<string, { found: Found; at: number }>()
  return async (ask, signal) => {
    const key = JSON.stringify([ask.query, ask.topK, ask.history, ask.language ?? null])
    const known = kept.get(key)
    if (known && now() - known.at < TTL_MS) return known.found
    const found = await search(ask, signal)
    kept.delete(key)
    kept.set(key, { found, at: now() })
    // A Map keeps insertion order: the first key is the oldest.
    if (kept.size > KEPT_MAX) kept.delete(kept.keys().next().value!)
    return found
  }
}
