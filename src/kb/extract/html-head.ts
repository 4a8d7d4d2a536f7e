import { oneLine } from './clean-text.ts'

/** What a page's head says about it. First word wins: a second canonical or title further down is somebody's mistake. */
export function openHead() {
  let language: string | null = null
  let canonical: string | null = null
  let title = ''
  let ogTitle = ''
  let siteName = ''
  let robots = ''
  let updatedAt: string | null = null
  return {
    declared(lang: string | undefined) {
      if (lang && /^[a-z]{2,3}\b/i.test(lang)) language = lang
    },
    title(text: string) {
      title ||= oneLine(text)
    },
    link(attributes: Record<string, string>) {
      if (attributes['rel']?.toLowerCase() === 'canonical' && attributes['href']) canonical ??= attributes['href']
    },
    meta(attributes: Record<string, string>) {
      const name = (attributes['name'] ?? attributes['property'] ?? attributes['http-equiv'] ?? '').toLowerCase()
      const content = attributes['content'] ?? ''
      if (name === 'robots' || name === 'counterhand') robots += ` ${content.toLowerCase()}`
      else if (name === 'og:title') ogTitle ||= oneLine(content)
      else if (name === 'og:site_name') siteName ||= oneLine(content)
      else if (name === 'article:modified_time' || name === 'og:updated_time') updatedAt ??= isoOf(content)
      else if (name === 'content-language') language ??= content
    },
    sawTime(datetime: string, className: string) {
      if (/\bupdated\b/.test(className)) updatedAt ??= isoOf(datetime)
    },
    /** The page's own heading where there is one: `<title>` carries the shop's name on every page. */
    titleFor(heading: string | null): string {
      return heading || withoutSite(ogTitle || title, siteName)
    },
    read() {
      return {
        language,
        canonical,
        updatedAt,
        noindex: /\b(noindex|none)\b/.test(robots),
        nofollow: /\b(nofollow|none)\b/.test(robots),
      }
    },
  }
}
export type Head = ReturnType<typeof openHead>

function withoutSite(title: string, siteName: string): string {
  const parts = title.split(/\s+[|–—·»-]\s+/)
  if (parts.length < 2) return title
  if (siteName && parts[0] === siteName) return parts.slice(1).join(' - ')
  return parts.slice(0, -1).join(' - ')
}

export function isoOf(text: string): string | null {
  const time = Date.parse(text)
  return Number.isNaN(time) ? null : new Date(time).toISOString()
}
