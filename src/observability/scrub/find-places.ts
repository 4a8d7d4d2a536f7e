import type { Find } from './hits.ts'

const NAMED = String.raw`(?:\p{Lu}[\p{L}.'’-]*|\d{1,3}(?:st|nd|rd|th))`
const UNIT = String.raw`(?:,? (?:apt|apartment|suite|ste|unit|flat|room|floor)\.? ?#?\w{1,6})?`
const ENGLISH =
  'Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|Place|Pl|Terrace|Way|Square|Sq|Close|Crescent|Highway|Hwy|Parkway|Row|Mews|Gardens|Grove|Trail|Circle|Hill'
const GERMANIC = 'stra(?:ß|ss)e|str|gasse|platz|allee|weg|straat|laan|plein|gatan|vägen|vej|utca'

/** `sign` is a cheap test that the shape is worth trying. */
type Place = { sign: RegExp; shape: RegExp }

/**
 * Street addresses that look like one: a number, names in capitals and a word for a road, in the order of several
 * countries. A best effort: an address without such a word passes.
 */
const PLACES: readonly Place[] = [
  {
    sign: new RegExp(`(?:${ENGLISH})(?![a-z])`),
    shape: new RegExp(
      String.raw`\d(?<![\d.,].)\d{0,4}[A-Za-z]?(?:[-/]\d{1,4})?,? (?:${NAMED} ){1,4}(?:${ENGLISH})(?![\p{L}\d])\.?${UNIT}`,
      'gu'
    ),
  },
  {
    sign: /(?:Via|Viale|Piazza|Corso|Calle|Avenida|Plaza|Carrera|Rua|Ulica|Rue|Camino|Paseo) /,
    shape:
      /(?<!\p{L})(?:Via|Viale|Piazza|Corso|Calle|Avenida|Plaza|Carrera|Rua|Ulica|Rue|Camino|Paseo) (?:(?:de|del|della|di|la|los|las|do|da|dos|el)\s)*(?:\p{Lu}[\p{L}.'’-]*,? ){1,4}(?:n[º°.]? ?)?\d{1,4}(?!\d)[A-Za-z]?/gu,
  },
  {
    // Begins with the digit, which is rare, and looks back for the road.
    sign: new RegExp(`\\d(?<=(?:${GERMANIC})\\s\\d)`, 'i'),
    shape: new RegExp(
      String.raw`(?<![\p{L}-])[\p{L}-]{2,40}(?<=${GERMANIC})\.?\s\d{1,4}(?!\d)\s?[a-z]?(?!\p{L})`,
      'giu'
    ),
  },
  {
    // Postcodes of Great Britain and Canada have a shape of their own when in capitals.
    sign: /\d(?:[A-Z]{2}\b|[A-Z] \d)/,
    shape: /(?<![A-Z\d-])(?:[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}|[A-CEGHJ-NPR-TVXY]\d[A-Z] \d[A-Z]\d)(?![A-Z\d-])/g,
  },
]
/** Of those above, anything could be in the text: a number beside a word in capitals, or after a word for a road. */
export const PLACE_SIGN = new RegExp(
  `\\d(?:[A-Za-z]?,? [A-Z]|[A-Z]{2}\\b|(?<=[A-Z][\\w.'’-]{1,20},? \\d)|(?<=(?:${GERMANIC})\\.?\\s\\d))`
)

/** Without capitals only the plainest words count. */
const PLAIN: readonly Place[] = [
  {
    sign: /street|avenue|boulevard|road|lane/i,
    shape:
      /\d(?<![\d.,].)\d{0,4}[a-z]? (?!(?:the|on|in|of|my|for|from|to|at|per|this|down|items?|lamps?)\b)[\p{L}'’-]+ (?:(?!the\b)[\p{L}'’-]+ )?(?:street|avenue|boulevard|road|lane)\b/giu,
  },
  {
    sign: /rue |avenue |boulevard |chemin |impasse |allée /i,
    shape:
      /\d(?<![\d.,].)\d{0,3}(?: ?(?:bis|ter|[a-z]))?,? (?:rue|avenue|boulevard|chemin|impasse|allée) (?:[\p{L}'’-]+ ?){1,5}/giu,
  },
  { sign: /box \d/i, shape: /\bP\.? ?O\.? ?Box \d{1,6}\b/gi },
  {
    sign: /zip|post|plz/i,
    shape:
      /(?<=\b(?:zip|zip ?code|post ?code|postal code|plz|postleitzahl|code postal|c[oó]digo postal)\b[ :#]*(?:is |ist |est |es )?)(?:\d{4,6}(?:-\d{3,4})?|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})\b/gi,
  },
]

const look =
  (places: readonly Place[]): Find =>
  (text, hits) => {
    for (const { sign, shape } of places) {
      if (!sign.test(text)) continue
      for (const match of text.matchAll(shape)) {
        hits.push({ start: match.index, end: match.index + match[0].trimEnd().length, sort: 'address' })
      }
    }
  }

export const findPlaces = look(PLACES)
export const findPlainPlaces = look(PLAIN)
