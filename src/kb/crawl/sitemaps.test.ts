import { describe, expect, it } from 'vitest'
import { parseRobots } from './robots.ts'
import { decodeText } from './read-body.ts'
import { parseSitemap } from './sitemaps.ts'

const BASE = 'https://shop.example/sitemap.xml'
const pagesOf = (text: string) => parseSitemap(text, BASE).pages.map((page) => page.url)

describe('a sitemap', () => {
  it('gives pages with their dates, without images', () => {
    const text = `<?xml version="1.0"?>\n<!-- hello --><urlset xmlns:image="x"><url><loc> https://shop.example/a?x=1&amp;p=2 </loc>
      <lastmod>2026-01-02</lastmod><image:image><image:loc>https://shop.example/i.png</image:loc></image:image></url></urlset>`
    expect(parseSitemap(text, BASE).pages).toEqual([
      { url: 'https://shop.example/a?p=2', listedAt: '2026-01-02T00:00:00.000Z' },
    ])
  })

  it('gives the sitemaps of an index', () => {
    const text = '<sitemapindex><sitemap><loc>https://shop.example/pages.xml?v=2</loc></sitemap></sitemapindex>'
    expect(parseSitemap(text, BASE).sitemaps.map((each) => each.url)).toEqual(['https://shop.example/pages.xml?v=2'])
  })

  it('gives the other languages of a page', () => {
    const text =
      '<urlset><url><loc>https://shop.example/a</loc><xhtml:link rel="alternate" hreflang="de" href="https://shop.example/de/a"/></url></urlset>'
    expect(pagesOf(text)).toEqual(['https://shop.example/de/a', 'https://shop.example/a'])
  })

  it('may be a plain list', () => {
    expect(pagesOf('Our pages:\nhttps://shop.example/a\nhttps://shop.example/b\nnonsense')).toEqual([
      'https://shop.example/a',
      'https://shop.example/b',
    ])
  })

  it.each(['<html><body><a href="/x">x</a></body></html>', '', '{"a":1}'])(
    'finds nothing in what is no sitemap: %s',
    (text) => expect(pagesOf(text)).toEqual([])
  )

  it('reads five thousand entries', () => {
    const rows = Array.from({ length: 5_000 }, (_, at) => `<url><loc>https://shop.example/p${at}</loc></url>`)
    expect(pagesOf(`<urlset>${rows.join('')}</urlset>`)).toHaveLength(5_000)
  })
})

describe('robots.txt', () => {
  const robots = parseRobots(
    'https://shop.example',
    'User-agent: *\nDisallow: /\n\nUser-agent: CounterhandBot\nDisallow: /private\nAllow: /private/terms\nCrawl-delay: 2\nSitemap: https://shop.example/s.xml',
    'CounterhandBot/1.0'
  )
  it('reads our own group, the longest match and the delay', () => {
    expect(robots.allows('https://shop.example/returns')).toBe(true)
    expect(robots.allows('https://shop.example/private/x')).toBe(false)
    expect(robots.allows('https://shop.example/private/terms')).toBe(true)
    expect(robots.gapMs).toBe(2_000)
    expect(robots.sitemaps).toEqual(['https://shop.example/s.xml'])
  })

  it('never waits longer than half a minute', () => {
    expect(parseRobots('https://shop.example', 'User-agent: *\nCrawl-delay: 86400', 'Bot/1').gapMs).toBe(30_000)
  })
})

describe('the charset of a page', () => {
  const latin = Uint8Array.from('<p>R\xfcckgabe und Gr\xf6\xdfe</p>', (letter) => letter.charCodeAt(0))
  it.each([
    ['as the header says', latin, 'text/html; charset=iso-8859-1'],
    ['when the header is wrong', latin, 'text/html; charset=utf-8'],
    ['when nothing is said', latin, 'text/html'],
    ['when the label is nonsense', new TextEncoder().encode('<p>Rückgabe und Größe</p>'), 'text/html; charset=utf-88'],
  ])('is read %s', (_, bytes, type) => expect(decodeText(bytes, type)).toContain('Rückgabe und Größe'))
})
