import type { Clock } from '../../base/time.ts'
import type { QueueMessage } from '../../contracts/queue.ts'
import type { KnowledgeStore } from '../../store/knowledge/open-knowledge-store.ts'

export type CrawlPolicy = {
  /** `host` or `host:port`, lower case. Nothing else is ever fetched, also after redirects. */
  allowedHosts: string[]
  /** Loopback and private addresses: on this machine only. Production says false. */
  allowPrivate: boolean
  /** Least time between two requests to one host, ms. robots.txt may ask for more. */
  gapMs: number
  /** Requests to one host at the same time. */
  atOnce: number
  maxPages: number
  /** For a page with its redirects and its body, ms. */
  timeoutMs: number
  userAgent: string
}

export const CRAWL_DEFAULTS = {
  allowPrivate: false,
  gapMs: 250,
  atOnce: 2,
  maxPages: 5_000,
  timeoutMs: 20_000,
  userAgent: 'CounterhandBot/1.0 (+https://github.com/counterhand/counterhand)',
} satisfies Omit<CrawlPolicy, 'allowedHosts'>

export type CrawlDeps = {
  fetch(request: Request): Promise<Response>
  /** At least once; order does not matter. */
  send(messages: QueueMessage[]): Promise<void>
  store: Pick<KnowledgeStore, 'pages' | 'runs' | 'hosts' | 'lexicon'>
  /** Addresses of a host name; throws a Fault when they cannot be had. Without it the allow-list alone decides. */
  resolve?: (hostname: string) => Promise<string[]>
  now: Clock
  sleep(ms: number): Promise<void>
  uuid(): string
  policy: CrawlPolicy
}

export type CrawlAsk = {
  /** Where the site begins: sitemaps and robots.txt are looked for at its origin. */
  start: string
  /** Exactly these pages, nothing discovered: a webhook's re-crawl. */
  urls?: string[]
  /** Follow links even where there is a sitemap. Without a sitemap links are followed anyway. */
  follow?: boolean
  /** Fetch even what the sitemap says has not moved. */
  fresh?: boolean
}
