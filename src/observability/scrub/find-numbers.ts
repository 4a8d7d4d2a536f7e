import { isCardNumber } from './checksums.ts'
import { contextBefore, saysPhoneAfter, type Context } from './context.ts'
import type { Find, Hit, Sort } from './hits.ts'

// Groups of digits with at most two separators between them, on one line.
const CANDIDATE = /(?:\+ ?\(?|\()?\d(?:[ \u00a0().\-–‑/]{0,3}\d)*/g
const EXTENSION = /^ ?(?:x|ext\.?|extension) ?\d{1,6}/i
const DATE = /^(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2}))(?:[ T].*)?$/

/** A run of digits as written, in its parts. */
type Candidate = {
  text: string
  start: number
  end: number
  digits: string
  /** Lengths of the digit groups, and the separators between them. */
  shape: string
  letterBefore: boolean
}

/** Cards, social security numbers, phones and bare numbers that nobody called an order. */
export const findNumbers: Find = (text, hits) => {
  for (const match of text.matchAll(CANDIDATE)) {
    const written = match[0]
    if (written.length < 5) continue
    const digits = written.replace(/\D/g, '')
    if (digits.length < 5) continue
    const start = match.index
    if (digits.length >= 12 && findCard(written, start, hits)) continue
    const before = text.charCodeAt(start - 1)
    const candidate: Candidate = {
      text: written,
      start,
      end: start + written.length,
      digits,
      shape: written.replace(/\d+/g, (group) => String(group.length)),
      letterBefore: ((before | 32) >= 97 && (before | 32) <= 122) || before === 95,
    }
    const sort = sortOf(candidate, text)
    if (!sort) continue
    const extension = EXTENSION.exec(text.slice(candidate.end, candidate.end + 12))
    hits.push({ start, end: candidate.end + (extension?.[0].length ?? 0), sort })
  }
}

/** Cards hide between other numbers, so every stretch of whole groups is tried. */
function findCard(written: string, start: number, hits: Hit[]): boolean {
  const groups = [...written.matchAll(/\d+/g)]
  for (let from = 0; from < groups.length; from++) {
    let digits = ''
    for (let to = from; to < groups.length && digits.length <= 19; to++) {
      digits += groups[to]![0]
      if (!isCardNumber(digits)) continue
      const end = groups[to]!.index + groups[to]![0].length
      hits.push({ start: start + groups[from]!.index, end: start + end, sort: 'card' })
      return true
    }
  }
  return false
}

function sortOf(candidate: Candidate, text: string): Sort | null {
  const { text: written, digits, shape } = candidate
  if (DATE.test(written)) return null
  if (/^3[- ]2[- ]4$/.test(shape) || (/^[35]-[46]$/.test(shape) && digits.length === 9)) return 'id'
  if (written.startsWith('+')) return digits.length >= 7 && digits.length <= 16 ? 'phone' : null
  // `W2611340`, `JD0146…`: part of a name of something, not a number of its own.
  if (candidate.letterBefore) return null
  const context = contextBefore(text, candidate.start)
  if (isBare(shape)) return bareSort(candidate, context, text)
  return groupedSort(candidate, context, text)
}

const isBare = (shape: string) => /^\d+$/.test(shape)

/** One run of digits. Nine to eleven that nobody called an order are masked: closed when unsure. */
function bareSort({ digits, end }: Candidate, context: Context, text: string): Sort | null {
  if (context === 'order') return null
  if (context === 'phone' || saysPhoneAfter(text, end)) return digits.length <= 15 ? 'phone' : null
  if (context === 'id' || context === 'card') return digits.length >= 6 ? 'id' : null
  if (digits.startsWith('000')) return null
  return digits.length >= 9 && digits.length <= 11 ? 'phone' : null
}

/** Several runs. Decimals, ranges and thousands are not phones. */
function groupedSort({ text: written, digits, shape, end }: Candidate, context: Context, text: string): Sort | null {
  if (/^\d+[.]\d+$/.test(shape) && digits.length < 9) return null
  if (/^\d{1,3}(?:[ .]000)+$/.test(written)) return null
  const isSpoken = context === 'phone' || saysPhoneAfter(text, end)
  if (isSpoken && digits.length <= 18) return 'phone'
  if ((context === 'id' || context === 'card') && digits.length >= 6) return 'id'
  if (context === 'order' && !/^\(\d{2,5}\)/.test(written)) return null
  if (digits.length >= 9 && digits.length <= 15) return 'phone'
  // Seven and eight digits only in the shapes people write phones in; `1042 1043` is two orders.
  if (written.startsWith('(') && digits.length >= 7) return 'phone'
  if (/^0\d{1,4}[-/ ]\d{4,}$/.test(written)) return 'phone'
  return /^(?:3[-. ]4|2([-. ])2\1(?:2\1)2|[23]([-. ])[23]\2[23])$/.test(shape) ? 'phone' : null
}
