import { SECOND_MS } from '../../base/time.ts'
import type { FrontierRow } from '../../store/knowledge/runs.ts'
import type { KbPage } from '../../store/knowledge/pages.ts'
import type { CrawlAsk, CrawlDeps } from './deps.ts'
import { finishRun } from './finish-run.ts'
import { readPage, type PageOutcome } from './read-page.ts'
import { readRobots, type Robots } from './robots.ts'
import { knock } from './start-crawl.ts'
import { isAllowedHost, isTrap } from './urls.ts'

const ATTEMPTS_MAX = 4
const BACKOFF_MS = 5 * SECOND_MS
/** A consumer that would wait longer for its turn at a host gives the message back instead. */
const WAIT_MAX_MS = 15 * SECOND_MS
const LINK_DEPTH_MAX = 6

/** `later`: give the message back with this delay. Everything else is written down and done. */
export type FetchVerdict = { url: string; verdict: 'done' } | { url: string; verdict: 'later'; delaySeconds: number }

type Ended = { row: FrontierRow; outcome: PageOutcome }

/**
 * The queue consumer's body for some pages of one run. Safe to repeat: a page no longer queued is passed over, and a
 * page read twice is written twice the same.
 */
export async function fetchPages(deps: CrawlDeps, ask: { runId: string; urls: string[] }): Promise<FetchVerdict[]> {
  const { runs, pages } = deps.store
  const [rows, known, run] = await Promise.all([
    runs.readFrontier(ask.runId, ask.urls),
    pages.findPages(ask.urls),
    runs.readRun(ask.runId),
  ])
  if (!run || run.done) return ask.urls.map((url) => ({ url, verdict: 'done' }))
  // A shop names a page by its canonical address, which need not be the one it was fetched by.
  const bySource = new Map([
    ...known.map((page) => [page.url, page] as const),
    ...known.map((page) => [page.sourceUrl, page] as const),
  ])
  const isFresh = (run.ask as CrawlAsk).fresh ?? false
  const queued = rows.filter((row) => row.state === 'queued')
  const ended = await inTurn(deps, queued, (row, robots) =>
    readOne(deps, row, { known: bySource.get(row.url) ?? null, robots, fresh: isFresh })
  )
  await writeDown(deps, ask.runId, ended, bySource)
  if (!(await runs.hasQueued(ask.runId))) await finishRun(deps, ask.runId, { note: null })
  return ask.urls.map((url) =>
    verdictOf(
      url,
      ended.find((each) => each.row.url === url)
    )
  )
}

/** One page: the body of a single queue message. */
export async function fetchPage(deps: CrawlDeps, ask: { runId: string; url: string }): Promise<FetchVerdict> {
  const [verdict] = await fetchPages(deps, { runId: ask.runId, urls: [ask.url] })
  return verdict!
}

/** For a dead letter: the page keeps what we had of it, and the run can end. */
export async function abandonPage(deps: CrawlDeps, ask: { runId: string; url: string; why: string }): Promise<void> {
  await deps.store.runs.settle(ask.runId, [{ url: ask.url, state: 'failed', why: ask.why }], deps.now())
  if (!(await deps.store.runs.hasQueued(ask.runId))) await finishRun(deps, ask.runId, { note: null })
}

async function inTurn(
  deps: CrawlDeps,
  rows: FrontierRow[],
  read: (row: FrontierRow, robots: Robots) => Promise<PageOutcome>
): Promise<Ended[]> {
  const ended: Ended[] = []
  const robots = new Map<string, Promise<Robots>>()
  const waiting = [...rows]
  const robotsOf = (origin: string) => {
    const known = robots.get(origin) ?? readRobots(deps, origin, { fresh: false })
    robots.set(origin, known)
    return known
  }
  const worker = async () => {
    for (let row = waiting.shift(); row; row = waiting.shift()) {
      ended.push({ row, outcome: await read(row, await robotsOf(new URL(row.url).origin)) })
    }
  }
  await Promise.all(Array.from({ length: Math.max(1, deps.policy.atOnce) }, worker))
  return ended
}

async function readOne(
  deps: CrawlDeps,
  row: FrontierRow,
  ask: { known: KbPage | null; robots: Robots; fresh: boolean }
): Promise<PageOutcome> {
  if (!isAllowedHost(new URL(row.url), deps.policy.allowedHosts)) return { kind: 'skipped', why: 'host not allowed' }
  if (ask.robots.isDown) return { kind: 'later', why: 'robots.txt cannot be had', afterMs: null }
  if (!ask.robots.allows(row.url)) return { kind: 'gone', why: 'robots.txt' }
  const waited = await takeTurn(deps, row.url, Math.max(deps.policy.gapMs, ask.robots.gapMs))
  if (waited) return waited
  const outcome = await readPage(deps, { url: row.url, known: ask.known, listedAt: row.listedAt, fresh: ask.fresh })
  if (outcome.kind === 'later' && outcome.afterMs) {
    await deps.store.hosts.pauseHost(new URL(row.url).host, deps.now() + outcome.afterMs)
  }
  return outcome
}

/** Waits for a free moment at the host. An outcome only when that is too far off to wait for here. */
async function takeTurn(deps: CrawlDeps, url: string, gapMs: number): Promise<PageOutcome | null> {
  if (gapMs === 0) return null
  const now = deps.now()
  const slot = await deps.store.hosts.takeSlot(new URL(url).host, { now, gapMs })
  if (slot - now > WAIT_MAX_MS) return { kind: 'later', why: 'waiting for its turn', afterMs: null }
  if (slot > now) await deps.sleep(slot - now)
  return null
}

async function writeDown(deps: CrawlDeps, runId: string, ended: Ended[], known: Map<string, KbPage>): Promise<void> {
  const { runs, pages } = deps.store
  const now = deps.now()
  const writes = ended.flatMap(({ outcome }) => (outcome.kind === 'changed' ? [outcome.write] : []))
  await pages.savePages(writes)
  await pages.touchPages(
    ended.flatMap(({ row, outcome }) =>
      outcome.kind === 'unchanged' ? [{ ...outcome.page, fetchedAt: now, listedAt: row.listedAt }] : []
    )
  )
  await pages.removePages(ended.flatMap((each) => leaving(each, known)))
  await addLinks(deps, runId, ended)
  // Last: a crash before this line means the pages are read again, which changes nothing.
  await runs.settle(runId, ended.flatMap(settlementOf), now)
  await runs.postpone(
    runId,
    ended.flatMap(({ row, outcome }) => (isPostponed(row, outcome) ? [row.url] : [])),
    now
  )
}

/** Pages to take out: gone ones, and the old address of one that moved. */
function leaving({ row, outcome }: Ended, known: Map<string, KbPage>): string[] {
  const before = known.get(row.url)
  if (!before) return []
  if (outcome.kind === 'gone') return [before.url]
  return outcome.kind === 'changed' && outcome.write.page.url !== before.url ? [before.url] : []
}

const isPostponed = (row: FrontierRow, outcome: PageOutcome): boolean =>
  outcome.kind === 'later' && row.attempts + 1 < ATTEMPTS_MAX

function settlementOf({
  row,
  outcome,
}: Ended): { url: string; state: 'changed' | 'unchanged' | 'gone' | 'skipped' | 'failed'; why: string | null }[] {
  if (isPostponed(row, outcome)) return []
  if (outcome.kind === 'later') return [{ url: row.url, state: 'failed', why: outcome.why }]
  return [{ url: row.url, state: outcome.kind, why: 'why' in outcome ? outcome.why : null }]
}

/** Rows from a sitemap have depth -1: their links are not followed. */
async function addLinks(deps: CrawlDeps, runId: string, ended: Ended[]): Promise<void> {
  const found = ended.flatMap(({ row, outcome }) => {
    if (row.depth < 0 || row.depth >= LINK_DEPTH_MAX || !('links' in outcome)) return []
    return outcome.links
      .filter((url) => isAllowedHost(new URL(url), deps.policy.allowedHosts) && !isTrap(url))
      .map((url) => ({ url, depth: row.depth + 1, listedAt: null, state: 'queued' as const }))
  })
  const added = await deps.store.runs.addToFrontier(runId, found, { now: deps.now(), max: deps.policy.maxPages })
  await knock(deps, runId, added)
}

function verdictOf(url: string, ended: Ended | undefined): FetchVerdict {
  if (!ended || !isPostponed(ended.row, ended.outcome)) return { url, verdict: 'done' }
  const asked = ended.outcome.kind === 'later' ? ended.outcome.afterMs : null
  const delayMs = Math.max(asked ?? 0, BACKOFF_MS * 2 ** ended.row.attempts)
  return { url, verdict: 'later', delaySeconds: Math.ceil(delayMs / SECOND_MS) }
}
