import type { CrawlAsk, CrawlDeps } from './deps.ts'
import { readBytes } from './read-body.ts'
import { discard, request, withDeadline } from './request.ts'
import { readRobots, type Robots } from './robots.ts'
import { readSitemaps, type Listed } from './sitemaps.ts'
import { isTrap, normalizeUrl } from './urls.ts'

const USUAL_SITEMAPS = ['/sitemap.xml', '/wp-sitemap.xml', '/sitemap_index.xml']
/** WordPress's own lists, then the one WooCommerce shows every visitor; a shop that closed one may show another. */
const WORDPRESS_LISTS = [
  ['/wp-json/wp/v2/pages', 'link,modified_gmt'],
  ['/wp-json/wp/v2/posts', 'link,modified_gmt'],
  ['/wp-json/wp/v2/product', 'link,modified_gmt'],
  ['/wp-json/wc/store/v1/products', 'permalink'],
] as const
const LIST_BYTES_MAX = 5_000_000
const LIST_PAGES_MAX = 50

export type Discovered = {
  pages: Listed[]
  /** No list of pages was found: the pages' own links must lead on. */
  needsLinks: boolean
  note: string | null
  /** The site may not be asked anything now. */
  isDown?: boolean
}

/** The pages a site names: robots.txt's sitemaps, the usual addresses, then WordPress's own lists, then its links. */
export async function discover(deps: CrawlDeps, ask: CrawlAsk): Promise<Discovered> {
  const start = normalizeUrl(ask.start)
  if (!start) return { pages: [], needsLinks: false, note: 'the start address is not an http address' }
  const origin = new URL(start).origin
  // Nothing to discover: whoever fetches them asks robots.txt. A webhook is answered without waiting for its own shop.
  if (ask.urls) return { pages: explicit(ask.urls), needsLinks: false, note: null }
  const robots = await readRobots(deps, origin, { fresh: true })
  // By RFC 9309 a robots.txt that fails forbids all; what we hold stays as it is.
  if (robots.isDown)
    return {
      pages: [],
      needsLinks: false,
      note: 'the site does not answer: its robots.txt cannot be had',
      isDown: true,
    }
  const listed = await fromSitemaps(deps, origin, robots)
  if (listed.length > 0) return { pages: worthy(deps, listed, robots), needsLinks: false, note: null }
  const posts = await fromWordPress(deps, origin)
  const first = { url: start, listedAt: null }
  if (posts.length > 0) return { pages: worthy(deps, [first, ...posts], robots), needsLinks: false, note: null }
  return { pages: [first], needsLinks: true, note: 'no sitemap: following links' }
}

const explicit = (urls: string[]): Listed[] =>
  [...new Set(urls.map((url) => normalizeUrl(url)))]
    .filter((url) => url !== null)
    .map((url) => ({ url, listedAt: null }))

function worthy(deps: CrawlDeps, listed: Listed[], robots: Robots): Listed[] {
  return listed.filter(({ url }) => !isTrap(url) && robots.allows(url)).slice(0, deps.policy.maxPages)
}

async function fromSitemaps(deps: CrawlDeps, origin: string, robots: Robots): Promise<Listed[]> {
  if (robots.sitemaps.length > 0) {
    const { pages } = await readSitemaps(deps, robots.sitemaps, deps.policy.maxPages)
    if (pages.length > 0) return pages
  }
  for (const path of USUAL_SITEMAPS) {
    const { pages } = await readSitemaps(deps, [new URL(path, origin).href], deps.policy.maxPages)
    if (pages.length > 0) return pages
  }
  return []
}

/** WordPress's REST lists: addresses and dates only, the pages themselves are read as everybody sees them. */
async function fromWordPress(deps: CrawlDeps, origin: string): Promise<Listed[]> {
  const found = new Map<string, Listed>()
  for (const [path, fields] of WORDPRESS_LISTS) {
    for (let page = 1; page <= LIST_PAGES_MAX; page++) {
      const url = new URL(`${path}?per_page=100&page=${page}&_fields=${fields}`, origin)
      const entries = await readList(deps, url.href)
      // Met before with its date, a page keeps it.
      for (const entry of entries ?? []) if (!found.has(entry.url)) found.set(entry.url, entry)
      if (!entries || entries.length < 100) break
    }
    // Not a WordPress, or its lists are closed: one question was enough.
    if (found.size === 0) return []
  }
  return [...found.values()]
}

async function readList(deps: CrawlDeps, url: string): Promise<Listed[] | null> {
  const answered = await request(deps, url, { accept: 'application/json' })
  if (answered.kind !== 'response') return null
  const { response, signal } = answered
  if (!response.ok || !response.headers.get('content-type')?.includes('json')) {
    discard(response)
    return null
  }
  const read = await withDeadline(signal, readBytes(response.body, LIST_BYTES_MAX))
  return read && !read.isCut ? parseList(new TextDecoder().decode(read.bytes)) : null
}

function parseList(text: string): Listed[] {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    // A theme that prints a warning before its JSON: as good as no list.
    return []
  }
  if (!Array.isArray(value)) return []
  return value.flatMap((entry: { link?: unknown; permalink?: unknown; modified_gmt?: unknown } | null) => {
    const link = entry?.link ?? entry?.permalink
    const url = typeof link === 'string' ? normalizeUrl(link) : null
    const moved = typeof entry?.modified_gmt === 'string' ? `${entry.modified_gmt}Z` : ''
    return url ? [{ url, listedAt: Number.isNaN(Date.parse(moved)) ? null : new Date(moved).toISOString() }] : []
  })
}
