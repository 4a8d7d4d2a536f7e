import { DAY_MS } from '../../base/time.ts'
import { escapeHtml } from './html.ts'
import type { Page } from './page.ts'

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
const NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'

export const changedAt = (page: Page, bornAt: number): number => bornAt - page.changedDaysAgo * DAY_MS
const stamp = (ms: number) => new Date(ms).toISOString().replace(/\.\d+Z$/, '+00:00')

const entry = (tag: 'url' | 'sitemap', address: string, ms: number) =>
  `<${tag}><loc>${escapeHtml(address)}</loc><lastmod>${stamp(ms)}</lastmod></${tag}>`

export function sitemapIndex(pages: Page[], shopOrigin: string, bornAt: number): string {
  const newest = (section: Page['section']) =>
    Math.max(...pages.filter((page) => page.section === section).map((page) => changedAt(page, bornAt)))
  const maps = (['shop', 'help'] as const).map((section) =>
    entry('sitemap', `${shopOrigin}/sitemap-${section}.xml`, newest(section))
  )
  return `${HEAD}\n<sitemapindex ${NAMESPACE}>\n${maps.join('\n')}\n</sitemapindex>\n`
}

export function sitemapOf(section: Page['section'], pages: Page[], shopOrigin: string, bornAt: number): string {
  const urls = pages
    .filter((page) => page.section === section)
    .map((page) => entry('url', shopOrigin + page.path, changedAt(page, bornAt)))
  return `${HEAD}\n<urlset ${NAMESPACE}>\n${urls.join('\n')}\n</urlset>\n`
}

export const robots = (shopOrigin: string): string =>
  `User-agent: *\nDisallow: /demo/\nDisallow: /my-orders\nDisallow: /checkout/\nDisallow: /wp-json/\n\nSitemap: ${shopOrigin}/sitemap.xml\n`
