import { findEmails, findSpelledEmails } from './find-emails.ts'
import { findIbans } from './find-iban.ts'
import { findIpV4, findIpV6, findMacs } from './find-network.ts'
import { findNumbers } from './find-numbers.ts'
import { findKeyedSecrets, findLongSecrets } from './find-secrets.ts'
import { mask, type Hit } from './hits.ts'

/**
 * Text with everything that names or reaches a person, or opens a door, replaced by `[email]`, `[phone]`, `[card]`,
 * `[iban]`, `[id]`, `[ip]`, `[address]`, `[name]`, `[secret]` or `[code]`. Order numbers stay. Nothing can be read back.
 * Scrubbing twice equals scrubbing once. Closed when unsure, except for numbers that a word calls an order.
 */
export function scrub(text: string): string {
  const signs = readSigns(text)
  if (signs.isPlain) return text
  const hits: Hit[] = []
  if (signs.at) findEmails(text, hits)
  if (signs.digits > 0) {
    if (signs.dots >= 3) findIpV4(text, hits)
    if (signs.colons >= 2 || signs.dots >= 2) findMacs(text, hits)
    if (signs.digits >= 5) findNumbers(text, hits)
    if (signs.digits >= 8) findIbans(text, hits)
  }
  if (signs.colons >= 2) findIpV6(text, hits)
  if (signs.longestToken >= 12) findLongSecrets(text, hits)
  findKeyedSecrets(text, hits)
  findSpelledEmails(text, hits)
  return mask(text, hits)
}

type Signs = { at: boolean; digits: number; dots: number; colons: number; longestToken: number; isPlain: boolean }

/** One pass over the characters decides which finders are worth running. */
function readSigns(text: string): Signs {
  let [at, digits, dots, colons, token, longestToken, isPlain] = [false, 0, 0, 0, 0, 0, false]
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code === 32) {
      token = 0
      continue
    }
    token++
    if (token > longestToken) longestToken = token
    if (code >= 48 && code <= 57) digits++
    else if (code === 64 || code === 37 || code === 0xff20) at = true
    else if (code === 46) dots++
    else if (code === 58) colons++
  }
  isPlain = text.length === 0
  return { at, digits, dots, colons, longestToken, isPlain }
}
