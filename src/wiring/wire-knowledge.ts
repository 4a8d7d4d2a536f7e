import type { QueueMessage } from '../contracts/queue.ts'
import type { Settings, WorkerEnv } from '../env.ts'
import { crawlNow } from '../kb/crawl/crawl-now.ts'
import { CRAWL_DEFAULTS, type CrawlDeps } from '../kb/crawl/deps.ts'
import { abandonPage, fetchPages } from '../kb/crawl/fetch-pages.ts'
import { resumeRuns, startCrawl } from '../kb/crawl/start-crawl.ts'
import { openSearch } from '../kb/search/open-search.ts'
import { recordGap } from '../kb/search/record-gap.ts'
import { openResolver } from '../outside/dns/open-resolver.ts'
import type { Seeing } from '../observability/open-seeing.ts'
import { scrub } from '../observability/scrub/scrub.ts'
import type { KnowledgeStore } from '../store/knowledge/open-knowledge-store.ts'
import { chance, clock } from './platform.ts'
import { sendJobs } from './seeing/traced-jobs.ts'
import { tracedSearch } from './seeing/traced-search.ts'
import { wireReranker, wireVectors } from './wire-vectors.ts'

/** A run that has not moved for this long was cut off: its pages are knocked for again. */
const CUT_OFF_MS = 10 * 60_000

export function wireKnowledge(
  env: WorkerEnv,
  settings: Settings,
  deps: { store: KnowledgeStore; fetch: typeof fetch; seeing: Seeing }
) {
  const isLocal = settings.ENVIRONMENT === 'local'
  const crawl: CrawlDeps = {
    fetch: (request) => deps.fetch(request),
    send: (messages: QueueMessage[]) => sendJobs({ env, seeing: deps.seeing }, messages),
    store: deps.store,
    // On this machine every address is private, and asking the network about them would be rude.
    ...(isLocal ? {} : { resolve: openResolver({ fetch: (url, init) => deps.fetch(url, init), now: clock }) }),
    now: clock,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    uuid: chance.uuid,
    policy: {
      ...CRAWL_DEFAULTS,
      allowedHosts: [new URL(settings.SHOP_URL).host],
      // The embedded shop is on this machine; a real one never is.
      allowPrivate: isLocal,
      gapMs: isLocal ? 0 : CRAWL_DEFAULTS.gapMs,
      atOnce: isLocal ? 8 : CRAWL_DEFAULTS.atOnce,
    },
  }
  const start = settings.SHOP_URL
  const failed = (error: unknown) => deps.seeing.reportFault(error, { where: 'vectors' })
  const vectors = wireVectors(env, settings, { store: deps.store, failed })
  const rerank = wireReranker(env, settings, failed)
  return {
    search: tracedSearch(
      openSearch({
        ...deps.store,
        now: clock,
        ...(vectors ? { dense: vectors.dense } : {}),
        ...(rerank ? { rerank } : {}),
      })
    ),
    /** Embeds what has no vector yet, in a bounded number of batches. Nothing where there is no embedder. */
    syncVectors: async () => vectors?.sync(),
    /** What `/readyz` says of search, from the store alone: asking a model would cost on every look. */
    mode: async (): Promise<string> => {
      await deps.store.lexicon.readFacts()
      return vectors ? vectors.mode() : 'lexical: no embedder'
    },
    fetchPages: (runId: string, urls: string[]) => fetchPages(crawl, { runId, urls }),
    abandonPage: (ask: { runId: string; url: string; why: string }) => abandonPage(crawl, ask),
    /** The night's run, by the queue. */
    recrawl: () => startCrawl(crawl, { start }),
    /** A page the shop says has changed, at once. */
    recrawlPages: (urls: string[]) => startCrawl(crawl, { start, urls, fresh: true }),
    /** Kept scrubbed, for `npm run kb -- gaps`. */
    questionMissed: (question: string, answerable: number) =>
      recordGap({ gaps: deps.store.gaps, scrub, now: clock }, { question, answerable }),
    resumeRuns: () => resumeRuns(crawl, { idleMs: CUT_OFF_MS }),
    /** Everything, here and now, telling how far it is: for a first start and for people. */
    crawlNow: async (onProgress: (report: Awaited<ReturnType<typeof crawlNow>>) => void) => {
      const report = await crawlNow(crawl, { start }, onProgress)
      // Words are searchable already: an embedder that fails is reported, and the cron goes on with it.
      await vectors?.sync().catch(failed)
      return report
    },
  }
}
