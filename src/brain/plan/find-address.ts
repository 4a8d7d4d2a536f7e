import type { WriteToolInput } from '../../contracts/write-tools.ts'

export type TypedAddress = NonNullable<WriteToolInput<'change_shipping_address'>['address']>

const PART_MAX_CHARS = 100
const PARTS_MAX = 8
/** "12 High Street", or "Hauptstr. 5 a". */
const STREET =
  /^(?:\d{1,5}\s?[a-z]?(?:[-/]\d{1,5})?\s+\p{L}[\p{L}\p{N}.'’ -]{2,80}|\p{L}[\p{L}.'’ -]{2,80}\s\d{1,5}\s?[a-z]?)$/iu
const NO_STREET =
  /\b(order|orders|address|change|update|ship|send|deliver|parcel|please|bestellung|adresse|anschrift|paket|bitte|commande|colis|pedido|direcci[oó]n|paquete)\b|注文|住所/iu
/** Behind one of these an address may begin. */
const BEGINS = /[:：]\s*|\b(?:to|is|at|be|an|auf|nach|in|lautet|ist|est|es|à|a|au|en|por)\s+/giu
const SECOND_LINE =
  /^(?:apt|apartment|flat|unit|suite|floor|\d+(?:st|nd|rd|th) floor|wohnung|etage|\d+\. ?(?:og|etage)|piso|appartement|appt|b[âa]timent|c\/o)\b/iu
const CITY = /^\p{L}[\p{L}.'’ -]{1,60}$/u
const POSTCODE = /^(?=.*\d)[A-Z0-9][A-Z0-9 -]{1,9}$/i
const MANNERS = /(?:\s|^)(?:please|thanks|thank you|instead|now|bitte|danke|stattdessen|merci|svp|gracias|por favor)$/iu
const COUNTRIES = (
  'AT AU BE BG BR CA CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IN IS IT JP KR LI LT LU LV MT MX NL NO NZ ' +
  'PL PT RO SE SG SI SK US ZA'
).split(' ')
const ALSO: Record<string, string> = { uk: 'GB', england: 'GB', scotland: 'GB', wales: 'GB', usa: 'US', holland: 'NL' }

let named: Map<string, string> | null = null
/** A country by its name in the languages we speak, or by its code in capitals. */
function countryOf(text: string): string | null {
  if (COUNTRIES.includes(text)) return text
  named ??= new Map(
    ['en', 'de', 'fr', 'es', 'ja'].flatMap((language) => {
      const names = new Intl.DisplayNames(language, { type: 'region' })
      return COUNTRIES.map((code) => [names.of(code)!.toLowerCase(), code] as const)
    })
  )
  const folded = text.toLowerCase()
  return named.get(folded) ?? (Object.hasOwn(ALSO, folded) ? ALSO[folded]! : null)
}

/** The street at the end of a part that may begin with a sentence; the latest beginning that fits is meant. */
function streetIn(part: string): string | null {
  const begins = [0, ...Array.from(part.matchAll(BEGINS), (match) => match.index + match[0].length)]
  for (const at of begins.toReversed()) {
    const rest = part.slice(at).trim()
    if (STREET.test(rest) && !NO_STREET.test(rest)) return rest
  }
  return null
}

/** "10115 Berlin", "London SW1A 1AA", or the two as parts of their own in either order. */
function placeIn(parts: string[]): { city: string; postcode: string } | null {
  const [first = '', second] = parts
  if (parts.length === 2 && second !== undefined) {
    if (CITY.test(first) && POSTCODE.test(second)) return { city: first, postcode: second }
    return POSTCODE.test(first) && CITY.test(second) ? { city: second, postcode: first } : null
  }
  if (parts.length !== 1) return null
  const leading = /^(\d[\dA-Z-]{2,9}(?: [A-Z]{2}(?= ))?) (.+)$/.exec(first)
  const trailing = /^(\D+?) ((?=\S*\d)[A-Z0-9][A-Z0-9 -]{1,9})$/i.exec(first)
  const [postcode, city] = leading ? [leading[1]!, leading[2]!] : trailing ? [trailing[2]!, trailing[1]!] : ['', '']
  return CITY.test(city) && POSTCODE.test(postcode) ? { city, postcode } : null
}

const ENDS = /[.!?。\s]+$/
const partsOf = (raw: string): string[] =>
  raw
    .normalize('NFC')
    .split(/[,;\n、，]+/)
    .map((part) => part.trim().replace(ENDS, '').replace(MANNERS, '').replace(ENDS, ''))
    .filter((part) => part !== '')

/** A street with its number is in it, whatever else is missing: somebody was telling an address. */
export const beginsAddress = (raw: string): boolean => partsOf(raw).some((part) => streetIn(part) !== null)

/**
 * A postal address as a shopper types it (raw text in): street with its number, then postcode and city, perhaps a
 * country, with commas or on lines of their own. Null unless all of it can be read: the card shows what was understood,
 * and half an address must never get there. Names and country are left out where they were not written.
 */
export function findAddress(raw: string): TypedAddress | null {
  const parts = partsOf(raw)
  const at = parts.findIndex((part) => streetIn(part) !== null)
  if (at < 0 || parts.length > PARTS_MAX || parts.some((part, index) => index > at && part.length > PART_MAX_CHARS))
    return null
  const rest = parts.slice(at + 1)
  const country = rest.length > 1 ? countryOf(rest.at(-1)!) : null
  if (country) rest.pop()
  const address2 = rest.length > 1 && SECOND_LINE.test(rest[0]!) ? rest.shift()! : ''
  const place = placeIn(rest)
  if (!place) return null
  const address1 = streetIn(parts[at]!)!
  return {
    firstName: '',
    lastName: '',
    company: '',
    address1,
    address2,
    state: '',
    ...place,
    ...(country ? { country } : {}),
  }
}
