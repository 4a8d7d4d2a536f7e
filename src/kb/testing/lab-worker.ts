import { openKnowledgeStore } from '../../store/knowledge/open-knowledge-store.ts'
import { prepareWrite } from '../chunk/prepare-write.ts'
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
