import type { Find } from './hits.ts'

// `＠` and `%40` are what an at-sign becomes in some keyboards and in URLs.
const AT = /@|＠|%40/g
const LOCAL_END = /[^\s<>()[\]{}"'`,;:=|\\/?&@]+$/
const DOMAIN_START =
  /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}_-]*[\p{L}\p{N}])?[.．])+(?:\p{L}{2,}|xn--[a-z0-9-]+)|^localhost\b|^\[[\d.:a-f]+\]/iu
// A quoted local part may hold spaces: "john doe"@example.com.
const QUOTED_END = /"[^"\n]{1,64}"$/
const SPELLED = /[\w.+-]+\s?(?:\(at\)|\[at\]| at )\s?[\w-]+\s?(?:\(dot\)|\[dot\]| dot )\s?[a-z]{2,}/gi

export const findEmails: Find = (text, hits) => {
  AT.lastIndex = 0
  for (let at = AT.exec(text); at; at = AT.exec(text)) {
    const domain = DOMAIN_START.exec(text.slice(at.index + at[0].length, at.index + 260))
    if (!domain) continue
    const before = text.slice(Math.max(0, at.index - 80), at.index)
    const local = LOCAL_END.exec(before) ?? QUOTED_END.exec(before)
    if (!local) continue
    const start = at.index - local[0].length
    hits.push({ start, end: at.index + at[0].length + domain[0].length, sort: 'email' })
  }
}

/** `jane (at) example (dot) com`, when the text speaks of dots. */
export const findSpelledEmails: Find = (text, hits) => {
  for (const match of text.matchAll(SPELLED)) {
    hits.push({ start: match.index, end: match.index + match[0].length, sort: 'email' })
  }
}
