import robotsParser from 'robots-parser'
import { HOUR_MS } from '../../base/time.ts'
import type { CrawlDeps } from './deps.ts'
import { readBytes } from './read-body.ts'
import { discard, request, withDeadline } from './request.ts'

const ROBOTS_TTL_MS = 24 * HOUR_MS
/** RFC 9309 section 2.5: parsers read at least 500 KiB. */
const ROBOTS_BYTES_MAX = 512_000
const CRAWL_DELAY_MAX_S = 30
const FORBIDS_ALL = 'User-agent: *\nDisallow: /'

export type Robots = {
  /** It could not be had and we hold no older one: nothing of this host may be asked for now. */
  isDown: boolean
  allows(url: string): boolean
  gapMs: number
  sitemaps: string[]
}

/**
 * robots.txt of a host, kept for a day. By RFC 9309: no such file allows all; a file that cannot be had (5xx, timeout)
 * forbids all until it can, and the last good one is used meanwhile.
 */
export async function readRobots(deps: CrawlDeps, origin: string, ask: { fresh: boolean }): Promise<Robots> {
  const { host } = new URL(origin)
  const known = await deps.store.hosts.findHost(host)
  const now = deps.now()
  if (known && known.robotsReadAt > 0 && !ask.fresh && now - known.robotsReadAt < ROBOTS_TTL_MS) {
    return parseRobots(origin, known.robots, deps.policy.userAgent)
  }
  const text = await fetchRobots(deps, origin)
  if (text === null) {
    const held = known && known.robotsReadAt > 0 ? known.robots : null
    return { ...parseRobots(origin, held ?? FORBIDS_ALL, deps.policy.userAgent), isDown: held === null }
  }
  await deps.store.hosts.saveRobots(host, text, now)
  return parseRobots(origin, text, deps.policy.userAgent)
}

async function fetchRobots(deps: CrawlDeps, origin: string): Promise<string | null> {
  const answered = await request(deps, new URL('/robots.txt', origin).href, { accept: 'text/plain' })
  if (answered.kind === 'later') return null
  if (answered.kind === 'refused') return ''
  const { response, signal } = answered
  if (!response.ok) {
    discard(response)
    return ''
  }
  const read = await withDeadline(signal, readBytes(response.body, ROBOTS_BYTES_MAX))
  return read ? new TextDecoder().decode(read.bytes) : null
}

export function parseRobots(origin: string, text: string, userAgent: string): Robots {
  const robots = robotsParser(new URL('/robots.txt', origin).href, text)
  const product = userAgent.split('/')[0]!
  const delay = robots.getCrawlDelay(product) ?? 0
  return {
    isDown: false,
    allows: (url) => robots.isAllowed(url, product) ?? true,
    gapMs: Math.min(Math.max(0, delay), CRAWL_DELAY_MAX_S) * 1_000,
    sitemaps: robots.getSitemaps(),
  }
}
