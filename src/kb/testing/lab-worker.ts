import { Parser } from 'htmlparser2'
import { openKnowledgeStore } from '../../store/knowledge/open-knowledge-store.ts'
import { prepareWrite } from '../chunk/prepare-write.ts'
import { crawlNow } from '../crawl/crawl-now.ts'
import { CRAWL_DEFAULTS } from '../crawl/deps.ts'
import { openExplainedSearch } from '../search/open-search.ts'
import { idOf, readDoc, urlOf, type Doc } from './beir.ts'

/**
 * The product's own chunk, index and search behind three plain routes, for `kb:score` and `bench:kb`. Not a door of
 * the product: nothing in production's bundle imports it, and it listens on this machine only.
 */
type LabEnv = { DB: D1Database }
type SearchAsk = { id: string; query: string; history: string[] }

const PAGES_PER_BATCH = 50
let search: ReturnType<typeof openExplainedSearch> | null = null

export default {
  async fetch(request, env): Promise<Response> {
    const { pathname } = new URL(request.url)
    if (pathname === '/docs') return addDocs(env, (await request.json()) as { docs: Doc[]; answersOnly: boolean })
    if (pathname === '/ready') return makeReady(env)
    if (pathname === '/search') return runSearches(env, (await request.json()) as { asks: SearchAsk[]; topK: number })
    if (pathname === '/crawl') return runCrawl(env, (await request.json()) as { origin: string })
    if (pathname === '/plain') return fetchPlainly((await request.json()) as { urls: string[] })
    return new Response('not here', { status: 404 })
  },
} satisfies ExportedHandler<LabEnv>

async function addDocs(env: LabEnv, { docs, answersOnly }: { docs: Doc[]; answersOnly: boolean }): Promise<Response> {
  const store = openKnowledgeStore(env.DB)
  const writes = docs.map((doc) => {
    const url = urlOf(doc._id)
    const origin = { url, sourceUrl: url, etag: null, lastModified: null, listedAt: null, fetchedAt: 0 }
    return prepareWrite(readDoc(doc, answersOnly), origin)
  })
  for (let at = 0; at < writes.length; at += PAGES_PER_BATCH) {
    await store.pages.savePages(writes.slice(at, at + PAGES_PER_BATCH))
  }
  return Response.json({ chunks: writes.reduce((sum, write) => sum + write.chunks.length, 0) })
}

async function makeReady(env: LabEnv): Promise<Response> {
  const store = openKnowledgeStore(env.DB)
  const facts = await store.lexicon.refresh(Date.now())
  search = openExplainedSearch({ ...store, now: Date.now })
  return Response.json({ chunks: facts.chunks, languages: facts.languages })
}

async function runSearches(env: LabEnv, { asks, topK }: { asks: SearchAsk[]; topK: number }): Promise<Response> {
  search ??= openExplainedSearch({ ...openKnowledgeStore(env.DB), now: Date.now })
  const answers = []
  for (const { id, query, history } of asks) {
    const startedAt = performance.now()
    const { ranked, answerable } = await search({ query, history, topK }, new AbortController().signal)
    const ms = performance.now() - startedAt
    answers.push({ id, ms, answerable, ids: [...new Set(ranked.map((each) => idOf(each.candidate.url)))] })
  }
  return Response.json({ answers })
}

/** A whole crawl, timed inside. The site is the bench's own, on this machine. */
async function runCrawl(env: LabEnv, { origin }: { origin: string }): Promise<Response> {
  const startedAt = Date.now()
  const report = await crawlNow(
    {
      fetch: (request) => fetch(request),
      store: openKnowledgeStore(env.DB),
      now: Date.now,
      sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      uuid: () => crypto.randomUUID(),
      policy: { ...CRAWL_DEFAULTS, allowPrivate: true, gapMs: 0, atOnce: 6, allowedHosts: [new URL(origin).host] },
    },
    { start: origin }
  )
  return Response.json({ ms: Date.now() - startedAt, changed: report.changed, unchanged: report.unchanged })
}

/** What the crawl is measured beside: fetching and parsing, no choosing of words, no index. */
async function fetchPlainly({ urls }: { urls: string[] }): Promise<Response> {
  const startedAt = Date.now()
  let chars = 0
  const waiting = [...urls]
  const worker = async () => {
    for (let url = waiting.shift(); url; url = waiting.shift()) {
      const parser = new Parser({ ontext: (text) => void (chars += text.length) })
      parser.end(await (await fetch(url)).text())
    }
  }
  await Promise.all(Array.from({ length: 6 }, worker))
  return Response.json({ ms: Date.now() - startedAt, chars })
}
