import { refuse, ok, type Result } from '../../base/result.ts'
import type { CrawlPolicy } from './deps.ts'
import { isAddress, isPrivateAddress, isPrivateHost } from './private-address.ts'

const URL_MAX = 1_000
const QUERY_KEPT = new Set(['p', 'page_id', 'post_type', 'product', 'lang', 'id', 'article', 'slug'])
const NOT_PAGES =
  /\.(?:jpe?g|png|gif|webp|avif|svg|ico|css|m?js|json|xml|rss|atom|zip|gz|rar|7z|mp[34]|m4[av]|webm|mov|avi|woff2?|ttf|eot|exe|dmg|apk|iso|csv|xlsx?|pptx?)$/i
const NOT_CONTENT =
  /\/(?:cart|checkout|my-account|account|login|register|wp-admin|wp-json|wp-login\.php|xmlrpc\.php|feed|trackback|embed|author|tag|calendar|events?\/(?:month|week|day|list)|compare|wishlist|search|warenkorb|kasse|mein-konto|panier|commande|mon-compte|carrito)(?:\/|$)/i
const CALENDAR = /\/(?:19|20)\d\d\/(?:0?[1-9]|1[0-2])(?:\/(?:0?[1-9]|[12]\d|3[01]))?\/?$|\/page\/\d{2,}(?:\/|$)/

/**
 * One spelling for one page: no fragment, no tracking or sorting parameters, lower-case host, no doubled slashes.
 * null when it is not an http address at all.
 */
export function normalizeUrl(href: string, base?: string): string | null {
  if (href.length > URL_MAX * 2) return null
  let url: URL
  try {
    url = new URL(href.trim(), base)
  } catch {
    // Half of the web's links are broken somewhere; an unreadable one is simply not a page.
    return null
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null
  if (url.username || url.password) return null
  url.hash = ''
  url.hostname = url.hostname.replace(/\.$/, '')
  url.pathname = url.pathname.replace(/\/{2,}/g, '/')
  const kept = [...url.searchParams]
    .filter(([name]) => QUERY_KEPT.has(name))
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  url.search = kept.length > 0 ? new URLSearchParams(kept).toString() : ''
  return url.href
}

/** Pages that are endless, private to a customer, or no pages. For discovered links only: an explicit URL is trusted. */
export function isTrap(url: string): boolean {
  const { pathname, href } = new URL(url)
  if (href.length > URL_MAX || NOT_PAGES.test(pathname) || NOT_CONTENT.test(pathname) || CALENDAR.test(pathname))
    return true
  const segments = pathname.split('/').filter(Boolean)
  if (segments.length > 10) return true
  const repeats = new Map<string, number>()
  for (const segment of segments) repeats.set(segment, (repeats.get(segment) ?? 0) + 1)
  return [...repeats.values()].some((times) => times > 2)
}

export type FetchRefusal = { reason: 'host_not_allowed' | 'private_address' | 'not_http' | 'unresolvable' }

/**
 * The one gate before every request, also for each redirect. Closed when unsure; a resolver that does not answer throws
 * its Fault. What `fetch` resolves a moment later is out of a Worker's sight: the allow-list is the first wall.
 */
export async function mayFetch(
  url: string,
  policy: Pick<CrawlPolicy, 'allowedHosts' | 'allowPrivate'>,
  resolve?: (hostname: string) => Promise<string[]>
): Promise<Result<URL, FetchRefusal>> {
  const normal = normalizeUrl(url)
  if (!normal) return refuse({ reason: 'not_http' })
  const target = new URL(normal)
  if (!isAllowedHost(target, policy.allowedHosts)) return refuse({ reason: 'host_not_allowed' })
  if (policy.allowPrivate) return ok(target)
  // Ports of other services are as private as addresses: only a listed host:port may use one.
  if (isPrivateHost(target.hostname)) return refuse({ reason: 'private_address' })
  if (!resolve || isAddress(target.hostname)) return ok(target)
  const addresses = await resolve(target.hostname)
  if (addresses.length === 0) return refuse({ reason: 'unresolvable' })
  return addresses.some(isPrivateAddress) ? refuse({ reason: 'private_address' }) : ok(target)
}

/** `host` allows that host on the default ports; `host:port` allows exactly that. */
export const isAllowedHost = (url: URL, allowedHosts: string[]): boolean =>
  allowedHosts.includes(url.host.toLowerCase())
