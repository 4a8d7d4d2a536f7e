import type { KbPage, PageWrite } from '../../store/knowledge/pages.ts'
import { contentHashOf, prepareWrite } from '../chunk/prepare-write.ts'
import type { Extracted } from '../extract/blocks.ts'
import { extractDocument } from '../extract/extract-document.ts'
import type { CrawlDeps } from './deps.ts'
import { decodeText, PAGE_BYTES_MAX, readBytes } from './read-body.ts'
import { discard, request, withDeadline } from './request.ts'
import { isAllowedHost, normalizeUrl } from './urls.ts'

/** What one fetch of one page came to. Nothing is written yet. */
export type PageOutcome =
  | { kind: 'changed'; write: PageWrite; links: string[] }
  | { kind: 'unchanged'; page: KbPage; links: string[] }
  | { kind: 'gone'; why: string }
  | { kind: 'skipped'; why: string }
  | { kind: 'later'; why: string; afterMs: number | null }

export type ReadPageAsk = { url: string; known: KbPage | null; listedAt: string | null; fresh: boolean }

/** Fetches, extracts and cuts one page. Throws nothing about the page: whatever it is, it has an outcome. */
export async function readPage(deps: CrawlDeps, ask: ReadPageAsk): Promise<PageOutcome> {
  const answered = await request(deps, ask.url, ask.fresh ? {} : conditionsOf(ask.known))
  if (answered.kind === 'later') return answered
  if (answered.kind === 'refused') {
    // A page we hold that sends to another host is not here any more. A loop or a resolver's bad day takes nothing out.
    const hasLeft = ask.known !== null && answered.why === 'host not allowed'
    return { kind: hasLeft ? 'gone' : 'skipped', why: answered.why }
  }
  const { response, signal } = answered
  if (response.status === 304 && ask.known) return { kind: 'unchanged', page: ask.known, links: [] }
  if (!response.ok) {
    discard(response)
    // 403 is also what a shop's bot guard says on a bad day: it takes nothing out.
    const isGone = [401, 404, 410].includes(response.status)
    return { kind: isGone ? 'gone' : 'skipped', why: `HTTP ${response.status}` }
  }
  if (/\b(noindex|none)\b/i.test(response.headers.get('x-robots-tag') ?? '')) {
    discard(response)
    return { kind: 'gone', why: 'noindex' }
  }
  const read = await withDeadline(signal, readBytes(response.body, PAGE_BYTES_MAX))
  if (!read) return { kind: 'later', why: 'body did not come', afterMs: null }
  const contentType = response.headers.get('content-type') ?? ''
  // Half a text is text; half a PDF or a Word file is neither.
  if (read.isCut && !/^text\/|html|^$/i.test(contentType)) return { kind: 'skipped', why: 'too large' }
  const text = () => decodeText(read.bytes, contentType)
  const extracted = await extractDocument({ url: answered.url, contentType, bytes: read.bytes, text })
  if (!extracted) return { kind: 'skipped', why: `cannot read ${contentType.split(';')[0] || 'this kind of file'}` }
  return outcomeOf(deps, ask, extracted, { finalUrl: answered.url, response })
}

function outcomeOf(
  deps: CrawlDeps,
  ask: ReadPageAsk,
  extracted: Extracted,
  from: { finalUrl: string; response: Response }
): PageOutcome {
  const links = extracted.nofollow ? [] : linksOf(extracted, from.finalUrl)
  if (extracted.noindex) return { kind: 'gone', why: 'noindex' }
  if (extracted.blocks.length === 0) return { kind: 'gone', why: 'no text' }
  const origin = {
    url: canonicalOf(deps, extracted.canonical, from.finalUrl),
    sourceUrl: ask.url,
    etag: from.response.headers.get('etag'),
    lastModified: from.response.headers.get('last-modified'),
    listedAt: ask.listedAt,
    fetchedAt: deps.now(),
  }
  const isSame = ask.known?.contentHash === contentHashOf(extracted) && ask.known.url === origin.url
  // The same words under a new validator: only that is kept, for the next time.
  const { etag, lastModified } = origin
  if (isSame && ask.known) return { kind: 'unchanged', page: { ...ask.known, etag, lastModified }, links }
  return { kind: 'changed', write: prepareWrite(extracted, origin), links }
}

function conditionsOf(known: KbPage | null): Record<string, string> {
  if (known?.etag) return { 'if-none-match': known.etag }
  return known?.lastModified ? { 'if-modified-since': known.lastModified } : {}
}

/**
 * Where the page says it lives, if that is the same site. The front page as everybody's canonical is a common
 * mistake of themes and would fold a whole shop into one page, so it is not believed.
 */
function canonicalOf(deps: CrawlDeps, canonical: string | null, finalUrl: string): string {
  const own = normalizeUrl(finalUrl) ?? finalUrl
  const named = canonical ? normalizeUrl(canonical, finalUrl) : null
  if (!named || !isAllowedHost(new URL(named), deps.policy.allowedHosts)) return own
  if (new URL(named).origin !== new URL(own).origin) return own
  const isFront = new URL(named).pathname === '/' && !new URL(named).search
  return isFront && new URL(own).pathname !== '/' ? own : named
}

function linksOf(extracted: Extracted, base: string): string[] {
  const links = new Set<string>()
  for (const href of extracted.links.slice(0, 5_000)) {
    const url = normalizeUrl(href, base)
    if (url) links.add(url)
  }
  return [...links]
}
