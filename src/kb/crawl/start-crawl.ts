import { DAY_MS } from '../../base/time.ts'
import type { QueueMessage } from '../../contracts/queue.ts'
import type { CrawlAsk, CrawlDeps } from './deps.ts'
import { discover } from './discover.ts'
import { finishRun } from './finish-run.ts'
import { normalizeUrl } from './urls.ts'

/** Cloudflare takes 100 messages a batch. */
const KNOCKS_PER_BATCH = 100
/** A sitemap's word that nothing moved is believed this long; then the page is asked itself. */
const BELIEVED_MS = 7 * DAY_MS

/**
 * Finds the site's pages, writes them down, and knocks once for each. Written before knocked: a crash in between
 * leaves rows that `resumeRuns` knocks for again. The same `runId` twice is one run.
 */
export async function startCrawl(
  deps: CrawlDeps,
  ask: CrawlAsk,
  runId: string = deps.uuid()
): Promise<{ runId: string }> {
  const urls = await planCrawl(deps, ask, runId)
  await knock(deps, runId, urls)
  return { runId }
}

/** The same without knocks: for a caller that will fetch the pages itself. Returns those to fetch. */
export async function planCrawl(deps: CrawlDeps, ask: CrawlAsk, runId: string): Promise<string[]> {
  const { runs, pages } = deps.store
  const now = deps.now()
  await runs.openRun({ id: runId, ask, startedAt: now })
  const found = await discover(deps, ask)
  const known = ask.urls || found.isDown ? [] : await pages.listPages()
  const still = new Map(known.map((page) => [page.sourceUrl, page]))
  const wanted = new Map(found.pages.map((page) => [page.url, page.listedAt]))
  // Pages we hold and nobody lists any more are asked too: only the shop can say that one is gone.
  for (const page of known)
    if (!wanted.has(page.sourceUrl) && isSameSite(page.sourceUrl, ask.start)) wanted.set(page.sourceUrl, null)
  const rows = [...wanted].map(([url, listedAt]) => {
    const before = still.get(url)
    const isStill =
      !ask.fresh && listedAt !== null && before?.listedAt === listedAt && now - before.fetchedAt < BELIEVED_MS
    return {
      url,
      listedAt,
      depth: found.needsLinks || ask.follow ? 0 : -1,
      state: isStill ? ('unchanged' as const) : ('queued' as const),
    }
  })
  const added = await runs.addToFrontier(runId, rows, { now, max: deps.policy.maxPages })
  // A run begun before may have pages left, though none is new to it.
  if (added.length === 0 && !(await runs.hasQueued(runId))) {
    const note = rows.length > 0 ? 'the sitemap says that nothing has moved' : 'no pages were found'
    await finishRun(deps, runId, { note: found.note ?? note })
  }
  return added
}

/** Knocks again for what a crash, a lost message or a parked one left behind. For the cron. */
export async function resumeRuns(deps: CrawlDeps, ask: { idleMs: number }): Promise<number> {
  let knocks = 0
  for (const run of await deps.store.runs.listUnfinished()) {
    const urls = await deps.store.runs.listQueued(run.id, { before: deps.now() - ask.idleMs, limit: 1_000 })
    if (urls.length > 0) await knock(deps, run.id, urls)
    else if (!(await deps.store.runs.hasQueued(run.id))) await finishRun(deps, run.id, { note: null })
    knocks += urls.length
  }
  return knocks
}

export async function knock(deps: Pick<CrawlDeps, 'send'>, runId: string, urls: string[]): Promise<void> {
  for (let at = 0; at < urls.length; at += KNOCKS_PER_BATCH) {
    const group = urls.slice(at, at + KNOCKS_PER_BATCH)
    await deps.send(group.map((url): QueueMessage => ({ kind: 'kb-page.fetch', v: 1, runId, url })))
  }
}

function isSameSite(url: string, start: string): boolean {
  const normal = normalizeUrl(start)
  return normal !== null && new URL(url).origin === new URL(normal).origin
}
