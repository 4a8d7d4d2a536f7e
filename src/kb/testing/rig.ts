import type { QueueMessage } from '../../contracts/queue.ts'
import { openKnowledgeStore } from '../../store/knowledge/open-knowledge-store.ts'
import type { CrawlDeps, CrawlPolicy } from '../crawl/deps.ts'
import { openSearch } from '../search/open-search.ts'

export const NOW = Date.UTC(2026, 10, 22, 12, 0, 0)
export const ORIGIN = 'https://lamps.example'

/** Everything a crawl and a search need over a real D1, with a clock that only sleeping moves. */
export function knowledgeRig(
  db: D1Database,
  site: { fetch(request: Request): Promise<Response> },
  policy: Partial<CrawlPolicy> = {}
) {
  const store = openKnowledgeStore(db)
  const sent: QueueMessage[] = []
  let now = NOW
  let ids = 0
  const deps: CrawlDeps = {
    fetch: (request) => site.fetch(request),
    send: async (messages) => void sent.push(...messages),
    store,
    now: () => now,
    sleep: async (ms) => void (now += ms),
    uuid: () => `run-${++ids}`,
    policy: {
      allowedHosts: [new URL(ORIGIN).host],
      allowPrivate: false,
      gapMs: 0,
      atOnce: 4,
      maxPages: 5_000,
      timeoutMs: 20_000,
      userAgent: 'CounterhandBot/1.0',
      ...policy,
    },
  }
  // A fresh one each time: the real one remembers the index's facts for a minute.
  const search = (query: string, history: string[] = []) =>
    openSearch({ ...store, now: () => now })({ query, history, topK: 5 }, new AbortController().signal)
  return { store, deps, sent, search, tick: (ms: number) => void (now += ms) }
}
