import { isCardNumber, passesLuhn } from './checksums.ts'
import { contextBefore, saysPhoneAfter, type Context } from './context.ts'
import { readNumber, type Written } from './read-number.ts'
import type { Find, Hit, Sort } from './hits.ts'

/** Nothing shorter reaches anybody; order numbers and prices are left in peace. */
const DIGITS_MIN = 5
const SOCIAL = /(?<!\d)(?:\d{3}([-. ])\d{2}\1\d{4}|\d{3}-\d{6}|\d{5}-\d{4})(?!\d)/g
const EXTENSION = /^ ?(?:x|ext\.?|extension) ?\d{1,6}/i
const DATE = /^(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2}))(?:[ T].*)?$/

/** Cards, social security numbers, phones and bare numbers that nobody called an order. */
export const findNumbers: Find = (text, hits) => {
  let from = 0
  for (let number = readNumber(text, from, DIGITS_MIN); number; number = readNumber(text, from, DIGITS_MIN)) {
    from = number.end
    if (number.digits.length >= 12 && findCards(number, hits)) continue
    const sort = sortOf(number, text)
    if (!sort) {
      if (number.runs.length > 2) findSocialNumbers(number, hits)
      continue
    }
    const extension = number.end < text.length ? EXTENSION.exec(text.slice(number.end, number.end + 12)) : null
    hits.push({ start: number.start, end: number.end + (extension?.[0].length ?? 0), sort })
  }
}

/** `078-051120 07805-1120`: written side by side they look like one long number. */
function findSocialNumbers({ text, start }: Written, hits: Hit[]): void {
  for (const match of text.matchAll(SOCIAL)) {
    hits.push({ start: start + match.index, end: start + match.index + match[0].length, sort: 'id' })
  }
}

/** Cards hide between other numbers, so every stretch of whole groups is tried. */
function findCards({ runs, text, start }: Written, hits: Hit[]): boolean {
  let isFound = false
  for (let from = 0; from < runs.length; from += 2) {
    let digits = ''
    for (let to = from; to < runs.length && digits.length <= 19; to += 2) {
      digits += text.slice(runs[to]!, runs[to + 1]!)
      if (!isCardNumber(digits)) continue
      hits.push({ start: start + runs[from]!, end: start + runs[to + 1]!, sort: 'card' })
      isFound = true
      from = to
      break
    }
  }
  return isFound
}

function sortOf(number: Written, text: string): Sort | null {
  const { text: written, digits, shape } = number
  if (shape === '3-2-4' || shape === '3 2 4' || shape === '5-4' || shape === '3-6') return 'id'
  if (written.charCodeAt(0) === 43) return digits.length >= 7 && digits.length <= 16 ? 'phone' : null
  // `W2611340`, `JD0146…`: part of a name of something, not a number of its own.
  if (number.isGlued) return null
  if (number.runs.length > 2 && DATE.test(written)) return null
  const context = contextBefore(text, number.start)
  return number.runs.length === 2 ? bareSort(number, context, text) : groupedSort(number, context, text)
}

/** One run of digits. Nine to eleven that nobody called an order are masked: closed when unsure. */
function bareSort({ digits, start, end }: Written, context: Context, text: string): Sort | null {
  if (context === 'order') return null
  if (context === 'phone' || saysPhoneAfter(text, end)) return digits.length <= 15 ? 'phone' : null
  if (context === 'id' || context === 'card') return digits.length >= 6 ? 'id' : null
  if (digits.startsWith('000')) return null
  // Air travel cards begin with 1, like many order numbers. After a word it is taken for one of those, misspelt or not.
  if (/^1\d{14}$/.test(digits) && passesLuhn(digits) && !/\p{L}\s?$/u.test(text.slice(0, start))) return 'card'
  return digits.length >= 9 && digits.length <= 11 ? 'phone' : null
}

/** Several runs. Decimals, ranges and thousands are not phones. */
function groupedSort({ text: written, digits, shape, end }: Written, context: Context, text: string): Sort | null {
  if (/^\d+[.]\d+$/.test(shape) && digits.length < 9) return null
  if (/^\d{1,3}(?:[ .]000)+$/.test(written)) return null
  const isSpoken = context === 'phone' || saysPhoneAfter(text, end)
  if (isSpoken && digits.length <= 18) return 'phone'
  if ((context === 'id' || context === 'card') && digits.length >= 6) return 'id'
  if (context === 'order' && !/^\(\d{2,5}\)/.test(written)) return null
  // Longer ones are several numbers side by side, and no order number is written with gaps.
  if (digits.length >= 9) return 'phone'
  // Seven and eight digits only in the shapes people write phones in; `1042 1043` is two orders.
  if (digits.length < 7) return null
  if (written.startsWith('(') || /^0\d{1,4}[-/ ]\d{4,}$/.test(written)) return 'phone'
  return /^(?:3[-. ]4|2([-. ])2\1(?:2\1)2|[23]([-. ])[23]\2[23])$/.test(shape) ? 'phone' : null
}
