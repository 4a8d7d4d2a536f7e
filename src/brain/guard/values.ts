import {
  CURRENCY,
  DAY_WORD,
  MONTH,
  monthOf,
  NUMBER_WORD,
  numberOfWord,
  UNIT,
  UNIT_ADJECTIVE,
  unitOf,
} from './value-words.ts'

/**
 * A span of a text that states a value. `readings` are all the things it may mean, each as a comparable key: `#30` a
 * number, `30d` thirty days, `€53.9` an amount, `%20`, `@2026-11-20` a date, `=jd014600003ru` a code as written.
 */
export type Value = { start: number; end: number; text: string; readings: string[] }

const DIGITS = `\\d+(?:[.,'’\\u00a0\\u202f]\\d+)*`
const GROUPED = `\\d{1,3}(?:[ \\u00a0\\u202f]\\d{3})+(?:[.,]\\d+)?(?!\\d)`
const NUMBER = `(?:${GROUPED}|${DIGITS})`
const ORDINAL = `(?:st|nd|rd|th|er|\\.|º)?`
const YEAR = `(?:19|20)\\d{2}`
const BEFORE = `(?<![\\p{L}\\p{N}_])`
const AFTER = `(?![\\p{L}\\p{N}])`

const PATTERN = new RegExp(
  [
    `(?<iso>(?<![\\d-])${YEAR}-\\d{2}-\\d{2})`,
    `(?<ymd>(?:${YEAR}年)?\\d{1,2}月\\d{1,2}日|${YEAR}年\\d{1,2}月)`,
    `(?<dmy>(?<![\\d./-])\\d{1,2}[./-]\\d{1,2}[./-](?:${YEAR}|\\d{2})(?!\\d))`,
    `(?<dmonth>${BEFORE}\\d{1,2}${ORDINAL}\\s+(?:de\\s+|of\\s+)?(?:${MONTH})\\.?${AFTER}(?:,?\\s+(?:de\\s+)?${YEAR})?)`,
    `(?<monthd>${BEFORE}(?:${MONTH})\\.?\\s+(?:\\d{1,2}${ORDINAL}(?!\\d)(?:,?\\s+${YEAR})?|${YEAR}))`,
    `(?<phone>(?<![\\p{L}\\p{N}])\\+?\\(?\\d(?:[\\s()/-]{0,2}\\d){7,18}(?![\\p{L}\\p{N}]))`,
    `(?<time>(?<!\\d)\\d{1,2}:\\d{2}(?::\\d{2})?(?!\\d))`,
    `(?<amount>(?:${CURRENCY})\\s?${NUMBER}|${NUMBER}\\s?(?:${CURRENCY}))`,
    `(?<percent>${NUMBER}\\s?(?:[%％]|percent|prozent|pour cent|por ciento))`,
    `(?<span>(?:(?<=^|[^\\p{L}\\p{N}_.,])${NUMBER}[\\s-]?|${BEFORE}(?:${NUMBER_WORD})[\\s-])(?:(?:${UNIT_ADJECTIVE})[\\s-]?)?(?:${UNIT})(?![\\p{Script=Latin}\\p{N}]))`,
    `(?<day>${BEFORE}(?:${DAY_WORD}))`,
    `(?<code>(?<![\\p{Script=Latin}\\p{N}])(?=[\\p{Script=Latin}._/-]*\\d)[\\p{Script=Latin}\\p{N}]+(?:[-_/.]?[\\p{Script=Latin}\\p{N}]+)*)`,
  ].join('|'),
  'giu'
)
const HAS_VALUE = new RegExp(`\\d|(?<![\\p{L}])(?:${DAY_WORD}|${NUMBER_WORD})`, 'iu')

/** Every value a text states, left to right. The same reading is used on what a model wrote and on what backs it. */
export function findValues(text: string): Value[] {
  if (!HAS_VALUE.test(text)) return []
  const values: Value[] = []
  for (const match of text.matchAll(PATTERN)) {
    const readings = readingsOf(match[0], match.groups!)
    if (readings.length > 0)
      values.push({ start: match.index, end: match.index + match[0].length, text: match[0], readings })
  }
  return values
}

function readingsOf(text: string, groups: Record<string, string | undefined>): string[] {
  const lower = text.toLowerCase()
  if (groups['iso'] ?? groups['ymd'] ?? groups['dmy'] ?? groups['dmonth'] ?? groups['monthd']) return readDate(lower)
  if (groups['phone']) return [`=${text.replace(/\D/g, '')}`]
  if (groups['time']) return [`=${lower}`]
  if (groups['amount']) return numbersIn(text).map((each) => `€${each}`)
  if (groups['percent']) return numbersIn(text).map((each) => `%${each}`)
  if (groups['span']) return readSpan(lower)
  if (groups['day']) return [`=${lower}`]
  return readCode(lower)
}

const numbersIn = (text: string): string[] => canonicalNumbers(new RegExp(NUMBER, 'u').exec(text)?.[0] ?? '')

function readSpan(text: string): string[] {
  const unit = unitOf(new RegExp(`(?:${UNIT})$`, 'iu').exec(text)?.[0] ?? '')
  const word = new RegExp(`^(?:${NUMBER_WORD})`, 'iu').exec(text)?.[0]
  const numbers = word ? [String(numberOfWord(word))] : numbersIn(text)
  return numbers.map((each) => `${each}${unit}`)
}

/** A word with a digit in it: a plain number, an ordinal, or a code that must be found as it is written. */
function readCode(text: string): string[] {
  if (!/\d/.test(text)) return []
  const ordinal = /^(\d+)(?:st|nd|rd|th|er|ème|e|º|ª|\.)$/u.exec(text)
  if (ordinal) return [`#${ordinal[1]}`]
  if (/^[\d.,'’]+$/.test(text)) return [...canonicalNumbers(text).map((each) => `#${each}`), `=${text}`]
  return [`=${text}`]
}

/**
 * Every number a digit group may mean: `1.234` is 1.234 in London and 1234 in Berlin. Leading and trailing zeros say
 * nothing. Nothing that reads as a number gives no reading but its own digits.
 */
export function canonicalNumbers(text: string): string[] {
  const digits = text.replace(/[\s'’\u00a0\u202f]/g, '')
  const separators = digits.replace(/\d/g, '')
  if (separators === '') return [trimZeros(digits, '')]
  const at = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','))
  const [whole, fraction] = [digits.slice(0, at).replace(/[.,]/g, ''), digits.slice(at + 1)]
  const asDecimal = trimZeros(whole, fraction)
  const asGroups = trimZeros(digits.replace(/[.,]/g, ''), '')
  const mixed = separators.includes('.') && separators.includes(',')
  if (mixed) return [asDecimal]
  if (separators.length > 1) return [asGroups]
  return fraction.length === 3 && whole.length <= 3 ? [asDecimal, asGroups] : [asDecimal]
}

function trimZeros(whole: string, fraction: string): string {
  const [left, right] = [whole.replace(/^0+(?=\d)/, ''), fraction.replace(/0+$/, '')]
  return right === '' ? left : `${left}.${right}`
}

/** `@2026-11-20`, and `@11-20` when no year is said. A slashed date is read both ways round. */
function readDate(text: string): string[] {
  const numbers = (text.match(/\d+/g) ?? []).map(Number)
  const year = numbers.find((each) => each > 1900)
  const month = monthOf(
    /\p{L}{3,}/gu.exec(text.replace(/\b(?:de|of|st|nd|rd|th|er)\b|\d+(?:st|nd|rd|th|er)/g, ''))?.[0] ?? ''
  )
  const rest = numbers.filter((each) => each !== year)
  if (month !== null) return rest.length === 0 ? [dateKey(year, month)] : [dateKey(year, month, rest[0])]
  if (/年|月/.test(text)) return [dateKey(year, rest[0]!, rest[1])]
  if (year !== undefined && text.startsWith(String(year))) return [dateKey(year, rest[0]!, rest[1])]
  const short = year ?? 2000 + (rest[2] ?? 0)
  return [dateKey(short, rest[1]!, rest[0]), dateKey(short, rest[0]!, rest[1])]
}

const two = (value: number): string => String(value).padStart(2, '0')

export const dateKey = (year: number | undefined, month: number, day?: number): string =>
  `@${[...(year === undefined ? [] : [String(year)]), two(month), ...(day === undefined ? [] : [two(day)])].join('-')}`
