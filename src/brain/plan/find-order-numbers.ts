import { asId, type OrderNumber } from '../../base/ids.ts'
import { isNearly } from './is-nearly.ts'
import {
  ASKED_PLACE,
  BARE,
  COUNTS_BEFORE,
  DATE,
  ELSEWHERE,
  HASHED,
  NOT_ORDER_BEFORE,
  NUMBERED,
  NUMBER_WORD,
  OWN_SHAPE,
  TIME_OR_PRICE,
  TOKEN_THEN_WORD,
  UNIT_AFTER,
  WORD_THEN_DIGITS,
  WORD_THEN_TOKEN,
} from './order-number-patterns.ts'

const MOST = 3
const hasShape = (text: string): string => text.replace(/\d/g, '0').replace(/[a-z]/gi, 'a')
const looksLikePhone = (token: string): boolean => /^(?:0\d{8,10}|\d{3}-\d{3,4}-\d{4})$/.test(token)
const isOther = (token: string): boolean =>
  DATE.test(token) || TIME_OR_PRICE.test(token) || !/\d/.test(token) || token.length > 32

type Spot = { token: string; at: number; end: number }

function spotsOf(text: string, pattern: RegExp): (Spot & { marker: string; start: number })[] {
  return Array.from(text.matchAll(pattern), (match) => {
    const token = match.groups?.token ?? match[1]!
    const at = match.index + match[0].lastIndexOf(token)
    return { token, at, end: at + token.length, marker: match.groups?.marker ?? '', start: match.index }
  })
}

const isOtherKind = (text: string, { at }: Spot): boolean => NOT_ORDER_BEFORE.test(text.slice(Math.max(0, at - 24), at))
const fitsAround = (text: string, spot: Spot): boolean =>
  !UNIT_AFTER.test(text.slice(spot.end)) && !isOtherKind(text, spot)

/** `order 12`, with nothing that says number, must look like one: three digits, or nothing after it to count. */
function isNamed(text: string, spot: Spot & { marker: string; start: number }): boolean {
  if (isOther(spot.token) || UNIT_AFTER.test(text.slice(spot.end))) return false
  if (new RegExp(NUMBER_WORD, 'iu').test(spot.marker) || spot.marker.includes('#')) return true
  const digits = spot.token.replace(/\D/g, '').length
  const after = text.slice(spot.end)
  const counts = COUNTS_BEFORE.test(text.slice(Math.max(0, spot.start - 12), spot.start)) && /^\s+\p{L}/u.test(after)
  return !counts && (digits >= 3 || (digits >= 1 && /^\s*(?:[?.!,;]|$)/u.test(after)))
}

/** "oder 1042", "purhase 1042": a slip of the finger in the word does not hide the number. */
function misspeltSpots(text: string): Spot[] {
  return Array.from(text.matchAll(WORD_THEN_DIGITS))
    .filter(([, word]) => isNearly(word!.toLowerCase(), 'order', 1) || isNearly(word!.toLowerCase(), 'purchase', 2))
    .map((match) => {
      const at = match.index + match[0].length - match[2]!.length
      return { token: match[2]!, at, end: at + match[2]!.length }
    })
    .filter((spot) => !UNIT_AFTER.test(text.slice(spot.end)))
}

function findSpots(text: string, known: readonly string[]): Spot[] {
  const shapes = new Set(known.map(hasShape))
  const names = new Set(known.map((each) => each.toLowerCase()))
  const whole = text.trim().replace(/[.!?]+$/, '')
  const named = spotsOf(text, WORD_THEN_TOKEN).filter((spot) => isNamed(text, spot))
  const hashed = spotsOf(text, HASHED).filter(
    (spot) => !isOther(spot.token) && spot.token.replace(/\D/g, '').length >= 2 && !isOtherKind(text, spot)
  )
  const placed = [NUMBERED, TOKEN_THEN_WORD, ASKED_PLACE, OWN_SHAPE]
    .flatMap((pattern) => spotsOf(text, pattern))
    .filter((spot) => !isOther(spot.token) && !looksLikePhone(spot.token) && fitsAround(text, spot))
  const bare = spotsOf(text, BARE).filter(({ token, ...spot }) => {
    if (isOther(token) || !fitsAround(text, { token, ...spot })) return false
    if (names.has(token.toLowerCase())) return true
    return (
      !looksLikePhone(token) &&
      (shapes.has(hasShape(token)) || (token === whole && /^[a-z]{0,5}[-_]?\d{3,12}$/i.test(token)))
    )
  })
  const found = [...named, ...hashed, ...placed, ...bare, ...misspeltSpots(text)]
  return [...found, ...besideSpots(text, found)]
}

const LISTED =
  /(?<![\p{L}\p{N}.,-])#?(?<a>[a-z]{0,5}[-_]?\d{3,12})(?=(?<between>\s*(?:,|&|\/|\b(?:and|or|und|oder|et|ou|y|o)\b|と)\s*)#?(?<b>[a-z]{0,5}[-_]?\d{3,12})(?![\p{L}\p{N}]|[.,]\d))/giu

/** "1041 and 1042": beside a number that was found, one of the same shape is meant like it. Never the one without the other. */
function besideSpots(text: string, found: readonly Spot[]): Spot[] {
  const pairs = Array.from(text.matchAll(LISTED), ({ index, groups }) => {
    const [a, b, between] = [groups!.a!, groups!.b!, groups!.between!]
    const at = text.indexOf(a, index)
    const next = text.indexOf(b, at + a.length + between.length)
    return [
      { token: a, at, end: at + a.length },
      { token: b, at: next, end: next + b.length },
    ] as const
  }).filter(([a, b]) => hasShape(a.token) === hasShape(b.token))
  const isFound = (spot: Spot, all: readonly Spot[]) => all.some((each) => each.at === spot.at)
  const beside: Spot[] = []
  // Forwards, then backwards: a list of three is reached from either end.
  for (const pair of [...pairs, ...pairs.toReversed()]) {
    const known = [...found, ...beside]
    if (isFound(pair[0], known) !== isFound(pair[1], known))
      beside.push(...pair.filter((each) => !isFound(each, known)))
  }
  return beside.filter((spot) => fitsAround(text, spot))
}

/**
 * Order numbers a message names, in the order named, each once, at most three. `known` are numbers this conversation
 * already spoke of: one of them, or one of the same shape, needs no word "order" beside it.
 * Phones, dates, prices, postcodes, tracking numbers and product models are not order numbers. When unsure: not one.
 */
export function findOrderNumbers(text: string, known: readonly string[]): OrderNumber[] {
  const plain = text
    .normalize('NFKC')
    .slice(0, 4_000)
    .replace(ELSEWHERE, (found) => ' '.repeat(found.length))
  const folded = plain.replace(/[\u00c0-\u024f]/g, (char) => char.normalize('NFD')[0]!)
  const found = findSpots(folded, known).toSorted((a, b) => a.at - b.at)
  const numbers = new Map(found.map(({ token }) => [token.toLowerCase(), token]))
  return [...numbers.values()].slice(0, MOST).map((token) => asId<OrderNumber>(token))
}
