import { Parser } from 'htmlparser2'
import { isoOf } from '../extract/html-head.ts'
import type { CrawlDeps } from './deps.ts'
import { readBytes, SITEMAP_BYTES_MAX } from './read-body.ts'
import { discard, request, withDeadline } from './request.ts'
import { isAllowedHost, normalizeUrl } from './urls.ts'

/** Files of one site; an index that lists more is read this far. */
const SITEMAPS_MAX = 60
const ENTRIES_MAX = 50_000

export type Listed = { url: string; listedAt: string | null }
export type SitemapFile = { pages: Listed[]; sitemaps: Listed[] }

/** Every page the given sitemaps lead to, on allowed hosts, once. Broken files are passed over and named. */
export async function readSitemaps(
  deps: CrawlDeps,
  roots: string[],
  max: number
): Promise<{ pages: Listed[]; broken: string[] }> {
  const pages = new Map<string, string | null>()
  const broken: string[] = []
  const seen = new Set<string>()
  const waiting = [...roots]
  while (waiting.length > 0 && seen.size < SITEMAPS_MAX && pages.size < max) {
    const url = waiting.shift()!
    if (seen.has(url)) continue
    seen.add(url)
    const file = await readSitemap(deps, url)
    if (!file) {
      broken.push(url)
      continue
    }
    waiting.push(...file.sitemaps.map((each) => each.url))
    for (const page of file.pages) {
      if (pages.size >= max) break
      const normal = normalizeUrl(page.url)
      if (normal && isAllowedHost(new URL(normal), deps.policy.allowedHosts)) pages.set(normal, page.listedAt)
    }
  }
  return { pages: [...pages].map(([url, listedAt]) => ({ url, listedAt })), broken }
}

async function readSitemap(deps: CrawlDeps, url: string): Promise<SitemapFile | null> {
  const answered = await request(deps, url, { accept: 'application/xml,text/xml,text/plain;q=0.8' })
  if (answered.kind !== 'response') return null
  const { response, signal } = answered
  if (!response.ok) {
    discard(response)
    return null
  }
  const read = await withDeadline(signal, readBytes(response.body, SITEMAP_BYTES_MAX))
  if (!read || read.isCut) return null
  const bytes = read.bytes[0] === 0x1f && read.bytes[1] === 0x8b ? await gunzip(read.bytes) : read.bytes
  return bytes ? parseSitemap(new TextDecoder().decode(bytes), url) : null
}

/** null for a broken file and for one that unpacks past the ceiling: a bomb costs its ceiling and no more. */
async function gunzip(bytes: Uint8Array): Promise<Uint8Array | null> {
  try {
    const packed = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream()
    const stream = packed.pipeThrough(new DecompressionStream('gzip'))
    const { bytes: plain, isCut } = await readBytes(stream, SITEMAP_BYTES_MAX)
    return isCut ? null : plain
  } catch {
    // Half a gzip file is no sitemap; the caller names it as broken.
    return null
  }
}

/** A urlset, a sitemap index, or a plain list of addresses. HTML or anything else is an empty file, not an error. */
export function parseSitemap(text: string, url: string): SitemapFile {
  const start = text.slice(0, 2_000).trimStart()
  if (!start.startsWith('<') && /^https?:\/\//im.test(start)) return { pages: plainList(text), sitemaps: [] }
  if (!/<(?:[\w-]+:)?(?:urlset|sitemapindex)\b/i.test(start)) return { pages: [], sitemaps: [] }
  return parseXml(text, url)
}

function plainList(text: string): Listed[] {
  return text
    .split(/\s+/)
    .filter((line) => /^https?:\/\//i.test(line))
    .slice(0, ENTRIES_MAX)
    .map((url) => ({ url, listedAt: null }))
}

function parseXml(text: string, base: string): SitemapFile {
  const file: SitemapFile = { pages: [], sitemaps: [] }
  let entry: { loc: string; lastmod: string; isIndex: boolean } | null = null
  let field: 'loc' | 'lastmod' | null = null
  const local = (name: string) => name.toLowerCase().replace(/^.*:/, '')
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        const tag = name.toLowerCase()
        if (local(tag) === 'url' || local(tag) === 'sitemap')
          entry = { loc: '', lastmod: '', isIndex: local(tag) === 'sitemap' }
        // `image:loc` and `video:content_loc` are not pages.
        else if (entry && (tag === 'loc' || tag === 'lastmod')) field = tag
        else if (local(tag) === 'link' && attributes['hreflang'] && attributes['href']) {
          if (file.pages.length < ENTRIES_MAX) file.pages.push({ url: attributes['href'], listedAt: null })
        }
      },
      ontext(text) {
        if (entry && field) entry[field] += text
      },
      onclosetag(name) {
        const tag = local(name)
        if (tag === 'loc' || tag === 'lastmod') field = null
        if (!entry || (tag !== 'url' && tag !== 'sitemap')) return
        const url = normalizeUrl(entry.loc, base)
        const list = entry.isIndex ? file.sitemaps : file.pages
        if (url && list.length < ENTRIES_MAX)
          list.push({ url: entry.isIndex ? entry.loc.trim() : url, listedAt: isoOf(entry.lastmod.trim()) })
        entry = null
      },
    },
    { xmlMode: true, decodeEntities: true }
  )
  parser.end(text)
  return file
}
