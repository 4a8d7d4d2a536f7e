import { DAY_MS } from '../../base/time.ts'
import { readPage } from '../crawl/read-page.ts'
import { readRobots } from '../crawl/robots.ts'
import { isAllowedHost, isTrap, normalizeUrl } from '../crawl/urls.ts'
import { tell, type CliDeps } from './cli-deps.ts'
import { clip, when } from './print.ts'

const CHUNKS_SHOWN = 12

/** Every gate a page must pass, in the order it meets them, and the first one that stops it. */
export async function why(deps: CliDeps, href: string): Promise<number> {
  const { screen } = deps
  const url = normalizeUrl(href)
  if (!url) return tell(screen, `"${href}" is not an address. Try: npm run kb -- why https://your-shop.example/page`, 2)
  if (await tellHeld(deps, url)) return 0
  screen.line(`Not indexed: ${await reasonOf(deps, url)}`)
  return 1
}

async function tellHeld({ store, screen, now }: CliDeps, url: string): Promise<boolean> {
  const [held] = await store.pages.findPages([url])
  if (!held) return false
  const chunks = await store.pages.readChunks(held.url)
  screen.line(`Indexed: ${held.title}`)
  screen.line(`  ${held.kind}, ${held.language}, ${chunks.length} passages, read ${when(held.fetchedAt)}`)
  if (held.url !== url) screen.line(`  kept under its canonical address ${held.url}`)
  if (now() - held.fetchedAt > 7 * DAY_MS) screen.line('  not read for more than a week: is the nightly crawl running?')
  for (const chunk of chunks.slice(0, CHUNKS_SHOWN)) {
    screen.line(`\n  ${chunk.headings.join(' > ') || '(top of the page)'}`)
    screen.line(`    ${clip(chunk.text.replace(/\s+/g, ' '), 140)}`)
  }
  if (chunks.length > CHUNKS_SHOWN) screen.line(`\n  and ${chunks.length - CHUNKS_SHOWN} more passages`)
  return true
}

async function reasonOf(deps: CliDeps, url: string): Promise<string> {
  const { crawl, store } = deps
  const { host, origin } = new URL(url)
  if (!isAllowedHost(new URL(url), crawl.policy.allowedHosts)) return `${host} is not an allowed host.`
  const robots = await readRobots(crawl, origin, { fresh: false })
  if (robots.isDown) return `${host} does not answer, so its robots.txt cannot be had.`
  if (!robots.allows(url)) return 'robots.txt forbids it.'
  for (const run of await store.runs.listRuns(5)) {
    const [row] = await store.runs.readFrontier(run.id, [url])
    if (row && row.state !== 'queued')
      return `the crawl of ${when(run.startedAt)} says ${row.state}, ${row.why ?? 'no reason kept'}.`
    if (row) return `the crawl of ${when(run.startedAt)} has not come to it yet.`
  }
  return lookNow(deps, url)
}

/** No crawl has met it: what would one find? */
async function lookNow({ crawl }: CliDeps, url: string): Promise<string> {
  const outcome = await readPage(crawl, { url, known: null, listedAt: null, fresh: true })
  if (outcome.kind !== 'changed' && outcome.kind !== 'unchanged') return `the page itself says ${outcome.why}.`
  const trap = isTrap(url)
    ? ' Its address looks like a cart, a calendar or a filter, so a link to it is not followed.'
    : ''
  return `no crawl has met it: it is in no sitemap, and no page we followed links to it.${trap}\nIt can be read: npm run kb -- crawl ${url} --page`
}
