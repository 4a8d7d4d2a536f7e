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
 * Signs are cheap tests that say which finders are worth running; most texts have none. They are few because each call
 * costs as much as reading fifty characters.
 */
const ANY_SIGN = /[\d@＠:_]/
const DIGITS = /\d(?:[^\d\n]{0,3}\d){4}/
const RARE =
  /[@＠]|%40|\d\.\d{1,3}\.\d{1,3}\.\d|:[\da-f]{0,4}:|[:-][\da-f]{2}[:-]|\.[\da-f]{4}\.|\d\d \d\d \d\d [a-d]\b/i
const RARE_FINDERS: readonly Find[] = [findEmails, findIpV4, findIpV6, findMacs, findSpacedIds]
const WORDS =
  /pass|pwd|kennw|contrase|mot de|secret|token|key|bearer|basic |code|pin|cvv|cvc|otp|name|nom[be: ]|street|avenue|boulevard|road|lane|rue |box |zip|post|plz|[\s([]dot[\s)\]]/i
const WORD_FINDERS: readonly Find[] = [findKeyedSecrets, findCodes, findNames, findPlainPlaces, findSpelledEmails]

/**
 * Text with everything that names or reaches a person, or opens a door, replaced by `[email]`, `[phone]`, `[card]`,
 * `[iban]`, `[id]`, `[ip]`, `[address]`, `[name]`, `[secret]` or `[code]`. Order numbers stay. Nothing can be read back.
 * Closed when unsure, except for numbers that a word calls an order.
 */
export function scrub(text: string): string {
  const hits: Hit[] = []
  if (ANY_SIGN.test(text)) {
    if (RARE.test(text)) run(RARE_FINDERS, text, hits)
    if (DIGITS.test(text)) findNumbers(text, hits)
    findMixed(text, hits)
    if (PLACE_SIGN.test(text)) findPlaces(text, hits)
  }
  if (WORDS.test(text)) run(WORD_FINDERS, text, hits)
  return mask(text, hits)
}

function run(finders: readonly Find[], text: string, hits: Hit[]): void {
  for (const find of finders) find(text, hits)
}
