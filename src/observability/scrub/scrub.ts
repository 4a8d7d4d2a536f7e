import { findEmails, findSpelledEmails } from './find-emails.ts'
import { findSpacedIds } from './find-ids.ts'
import { findMixed } from './find-mixed.ts'
import { findNames } from './find-names.ts'
import { findPlaces, findPlainPlaces, PLACE_SIGN } from './find-places.ts'
import { findIpV4, findIpV6, findMacs } from './find-network.ts'
import { findNumbers } from './find-numbers.ts'
import { findCodes, findKeyedSecrets } from './find-secrets.ts'
import { mask, type Find, type Hit } from './hits.ts'

/**
 * Signs are cheap tests that say which finders are worth running; most texts have none. One sign stands for a group,
 * because each test costs as much as reading fifty characters; within a group each finder has its own.
 */
type Signed = { sign: RegExp; find: Find }

/** Arabic, Persian, Devanagari, Bengali, Thai and fullwidth. */
const OTHER_DIGITS = /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0e50-\u0e59\uff10-\uff19]/
const DIGIT = /[\d@＠:_]/
const DIGITS = /\d(?:[^\d\n]{0,3}\d){4}/
const MARKS = /[@＠]|%40|\d\.\d{1,3}\.\d{1,3}\.\d|:[\da-fA-F]{0,4}:|[:-][\da-fA-F]{2}[:-]|\.[\da-fA-F]{4}\./
const BY_MARK: readonly Signed[] = [
  { sign: /[@＠]|%40/, find: findEmails },
  { sign: /\d\.\d{1,3}\.\d{1,3}\.\d/, find: findIpV4 },
  { sign: /:[\da-f]{0,4}:/i, find: findIpV6 },
  { sign: /[:-][\da-f]{2}[:-]|\.[\da-f]{4}\./i, find: findMacs },
]
const NUMBER_WORDS = /code|pin|cvv|cvc|otp|street|avenue|boulevard|road|lane|rue |box |zip|post|plz/i
const BY_NUMBER_WORD: readonly Signed[] = [
  { sign: /code|pin|cvv|cvc|otp/i, find: findCodes },
  { sign: /street|avenue|boulevard|road|lane|rue |box |zip|post|plz/i, find: findPlainPlaces },
]
const WORDS = /pass|pwd|kennw|contrase|mot de|secret|token|key|bearer|basic |name|nom[be: ]|[\s([]dot[\s)\]]/i
const BY_WORD: readonly Signed[] = [
  { sign: /pass|pwd|kennw|contrase|mot de|secret|token|key|bearer|basic /i, find: findKeyedSecrets },
  { sign: /name(?:s? is|['’]s| ?:)|nom(?:e|bre)? ?:/i, find: findNames },
  { sign: /[\s([]dot[\s)\]]/i, find: findSpelledEmails },
]

/**
 * Text with everything that names or reaches a person, or opens a door, replaced by `[email]`, `[phone]`, `[card]`,
 * `[iban]`, `[id]`, `[ip]`, `[address]`, `[name]`, `[secret]` or `[code]`. Order numbers stay. Nothing can be read back.
 * Closed when unsure, except for numbers that a word calls an order.
 */
export function scrub(text: string): string {
  const hits: Hit[] = []
  find(OTHER_DIGITS.test(text) ? foldDigits(text) : text, hits)
  return mask(text, hits)
}

function find(text: string, hits: Hit[]): void {
  if (DIGIT.test(text)) {
    if (MARKS.test(text)) run(BY_MARK, text, hits)
    if (DIGITS.test(text)) {
      findNumbers(text, hits)
      findSpacedIds(text, hits)
    }
    findMixed(text, hits)
    if (PLACE_SIGN.test(text)) findPlaces(text, hits)
    if (NUMBER_WORDS.test(text)) run(BY_NUMBER_WORD, text, hits)
  }
  if (WORDS.test(text)) run(BY_WORD, text, hits)
}

/** The same text with digits everybody reads, character for character, so that places agree. */
const foldDigits = (text: string) =>
  text.replace(new RegExp(OTHER_DIGITS, 'g'), (digit) => {
    const code = digit.charCodeAt(0)
    const zero = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xff10].find((first) => code >= first && code <= first + 9)!
    return String(code - zero)
  })

function run(group: readonly Signed[], text: string, hits: Hit[]): void {
  for (const { sign, find } of group) if (sign.test(text)) find(text, hits)
}
