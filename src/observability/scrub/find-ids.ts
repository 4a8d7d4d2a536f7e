import { contextBefore } from './context.ts'
import type { Find, Hit } from './hits.ts'

/** Tokens of six to twenty letters, digits and hyphens. */
const TOKEN = /[A-Za-z0-9](?:[A-Za-z0-9-]{4,18})[A-Za-z0-9](?![A-Za-z0-9_-])/g
const IS_MIXED = /\d-?[a-z]|[a-z]-?\d/i
const LETTERS = 'TRWAGMYFPDXBNJZSQVHLCKE'

/**
 * National ids with a shape nothing else in a shop has. Others (passports, most licences) look like an SKU and are
 * masked only after a word that names them.
 */
const SHAPES: readonly RegExp[] = [
  // Great Britain's national insurance, Italy's codice fiscale, Singapore's NRIC, India's PAN and GSTIN.
  /^[A-CEGHJ-PR-TW-Z]{2}\d{6}[A-D]$/i,
  /^[A-Z]{6}\d{2}[A-Z]\d{2}[A-Z]\d{3}[A-Z]$/i,
  /^[STFGM]\d{7}[A-Z]$/,
  /^[A-Z]{3}[ABCFGHLJPT][A-Z]\d{4}[A-Z]$/,
  /^\d{2}[A-Z]{5}\d{4}[A-Z][1-9A-Z]Z[0-9A-Z]$/,
  // A British driving licence, Germany's social insurance, the United States' Medicare.
  /^[A-Z]{2,5}9{0,3}\d{6}[A-Z9]{2}\d?[A-Z0-9]{2}$/i,
  /^\d{8}[A-Z]\d{3}$/,
  /^[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y\d]\d-?[AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y\d]\d-?[AC-HJKMNP-RT-Y]{2}\d{2}$/,
]
// Begins at the digits, which are rare, and looks back for the letters.
const SPACED_NINO = /\d{2} \d{2} \d{2} [A-D]\b(?<=\b[A-CEGHJ-PR-TW-Z]{2} .{10})/gi

/** Looks in one token of the text, which begins at `start`. */
export function findIdsIn(text: string, token: string, start: number, hits: Hit[]): void {
  TOKEN.lastIndex = 0
  for (let match = TOKEN.exec(token); match; match = TOKEN.exec(token)) {
    const [part] = match
    if (!IS_MIXED.test(part)) continue
    const isId =
      SHAPES.some((shape) => shape.test(part)) ||
      isSpanish(part) ||
      (/\d{3}|(?:\d\D?){5}/.test(part) && contextBefore(text, start + match.index) === 'id')
    if (isId) hits.push({ start: start + match.index, end: start + match.index + part.length, sort: 'id' })
  }
}

/** `AA 12 34 56 B`. */
export const findSpacedIds: Find = (text, hits) => {
  SPACED_NINO.lastIndex = 0
  while (SPACED_NINO.test(text)) {
    const end = SPACED_NINO.lastIndex
    hits.push({ start: end - 13, end, sort: 'id' })
  }
}

/** DNI and NIE carry a check letter, so a product code rarely passes. */
function isSpanish(token: string): boolean {
  const match = /^([XYZ]?)(\d{7,8})-?([A-Z])$/i.exec(token)
  if (!match) return false
  const first = match[1] === '' ? '' : String('XYZ'.indexOf(match[1]!.toUpperCase()))
  return LETTERS[Number(first + match[2]!) % 23] === match[3]!.toUpperCase()
}
