import type { Find } from './hits.ts'

// `＠` and `%40` are what an at-sign becomes in some keyboards and in URLs.
const AT = /@|＠|%40/g
const DOMAIN =
  /(?:[\p{L}\p{N}](?:[\p{L}\p{N}_-]*[\p{L}\p{N}])?[.．])+(?:\p{L}{2,}|xn--[a-z0-9-]+)|localhost\b|\[[\d.:a-f]+\]/iuy
/** What cannot stand in a local part as people write it. */
const ENDS_LOCAL = new Set(' \t\r\n\u00a0<>()[]{}"\'`,;:=|\\/?&@'.split(''))
const LOCAL_MAX = 64
// A quoted local part may hold spaces: "john doe"@example.com.
const QUOTED_END = /"[^"\n]{1,64}"$/
const SPELLED = /[\w.+-]{1,64}\s?(?:\(at\)|\[at\]| at )\s?[\w-]{1,63}\s?(?:\(dot\)|\[dot\]| dot )\s?[a-z]{2,}/gi

export const findEmails: Find = (text, hits) => {
  AT.lastIndex = 0
  for (let at = AT.exec(text); at; at = AT.exec(text)) {
    const domainStart = at.index + at[0].length
    const start = localStart(text, at.index)
    if (start === at.index) continue
    DOMAIN.lastIndex = domainStart
    const domain = DOMAIN.exec(text)
    if (domain) hits.push({ start, end: domainStart + domain[0].length, sort: 'email' })
  }
}

function localStart(text: string, at: number): number {
  if (text[at - 1] === '"') return at - (QUOTED_END.exec(text.slice(Math.max(0, at - 70), at))?.[0].length ?? 0)
  let start = at
  while (start > 0 && at - start < LOCAL_MAX && (!ENDS_LOCAL.has(text[start - 1]!) || isInName(text, start - 1)))
    start--
  return start
}

/** The apostrophe of `o'brien`, not a quotation mark. */
const isInName = (text: string, at: number) => text[at] === "'" && /\p{L}'\p{L}/u.test(text.slice(at - 1, at + 2))

/** `jane (at) example (dot) com`, when the text speaks of dots. */
export const findSpelledEmails: Find = (text, hits) => {
  for (const match of text.matchAll(SPELLED)) {
    hits.push({ start: match.index, end: match.index + match[0].length, sort: 'email' })
  }
}
