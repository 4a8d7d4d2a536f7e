import { asId, type OrderNumber } from '../../base/ids.ts'

const MOST = 3
const ORDER_WORD =
  'orders?|purchases?|bestell(?:ung(?:en)?|ungs)?|bestellingen|bestelling|auftrags?|commandes?|pedidos?|compras?|orden|ordini|ordine|encomendas?|zamowieni[ea]|ordre|siparis(?:im|i)?|заказа?|注文|オーダー|订单|訂單|주문'
const NUMBER_WORD =
  'numbers?|nummern?|numero|num(?=[.\\s:#\\d])|no(?=[.\\s:#\\d])|nr|nro|n°|nº|№|id|code|ref(?:erence|erenz)?|番号|号|编号|번호|номер'
const FILLER = `(?:${NUMBER_WORD}|is|was|ist|war|lautet|est|es|era|the|my|meine|ma|mi|mit|with|de|der|の|は|が|：|[-:#.=()"'\\s#№])`
// Digits somewhere, at most 32 characters, and the last one is not punctuation.
const TOKEN = '(?=[a-z]{0,8}[-_/.]?[a-z]{0,4}\\d)[a-z0-9](?:[a-z0-9._/-]{0,30}[a-z0-9])?'

const HASHED = new RegExp(`(?:^|[^\\p{L}\\p{N}&])[#№]\\s?(${TOKEN})`, 'giu')
const WORD_THEN_TOKEN = new RegExp(
  `(?<![\\p{Script=Latin}])(?:${ORDER_WORD})(?<marker>${FILLER}{1,8}|)(?<token>${TOKEN})`,
  'giu'
)
const TOKEN_THEN_WORD = new RegExp(
  `(?<![\\p{L}\\p{N}.,/€$£-])(\\d{3,15})(?:番|号|번|-?er|\\.)?(?:\\s?の)?\\s?(?:${ORDER_WORD})(?![\\p{Script=Latin}])`,
  'giu'
)
const ASKED_PLACE =
  /\b(?:where(?:'s| is| are)?|status(?: of| for)?|track(?:ing)?|cancel|refund|return|stornier\w*|wo (?:ist|bleibt)|ou (?:est|en est)|donde esta|what about|how about|und|et|y|and|was ist mit)\s+(?:the |my |la |le |el |die |mit )?(\d{3,15})(?=\s*(?:[?.!,;]|$|please|pls|bitte|now))/giu
const OWN_SHAPE = /(?<![\p{L}\p{N}])([a-z]{1,5}[-_/]\d{4}[-_/]\d{3,10})(?![\p{L}\p{N}])/giu
const BARE = /(?<![\p{L}\p{N}.,:/€$£¥+@-])([a-z]{0,6}[-_]?\d[a-z0-9_-]{1,24})(?![\p{L}\p{N}@]|[.,:/]\d|\s?[€$£¥%°])/giu

const ELSEWHERE = /https?:\/\/\S+|\bwww\.\S+|\S+@\S+\.\S+/giu
const DATE = /^(?:\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|\d{1,2}[-/.]\d{1,2})$/
const TIME_OR_PRICE = /^\d{1,3}(?:[.:,]\d{2}){1,2}$/
const UNIT_AFTER =
  /^\s?(?:€|\$|£|¥|%|°|(?:usd|eur|euros?|gbp|dollars?|pounds?|chf|yen|円|元|kg|g|gr|grams?|ml|l|cm|mm|m|inch(?:es)?|w|watts?|v|gb|tb|pcs|pieces?|items?|units?|boxes|packs?|pairs?|bottles?|x|times|days?|weeks?|months?|years?|hours?|minutes?|stuck|tage?n?|wochen?|stunden?|jours?|semaines?|dias?|semanas?|pm|am|uhr|h)(?![\p{L}\p{N}]))|^(?:個|点|本|枚|日|月|年|時)/iu
const NOT_ORDER_BEFORE =
  /(?:€|\$|£|¥|rs\.?|inr|usd|eur|(?:tel|phone|mobile|telefon|call|whatsapp|fax|zip|postcode|post code|postal code|pincode|pin code|pin|plz|cp|codigo postal|model|modell?|size|tracking (?:number|no\.?|id|code)|sendungsnummer|invoice(?: number| no\.?)?|rechnung(?:snummer)?|iban|card|page|version|iphone|galaxy|since|until|before|after|year|in|seit|bis)\s?[:#.]?)\s*$/iu
// "I want to order 100 lamps" counts things; "cancel order 1042" names one.
const COUNTS_BEFORE = /\b(?:to|i|we|you|can|could|would|will|should|please|al)\s+$/iu

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

const fitsAround = (text: string, { at, end }: Spot): boolean =>
  !UNIT_AFTER.test(text.slice(end)) && !NOT_ORDER_BEFORE.test(text.slice(Math.max(0, at - 24), at))

/** `order 12`, with nothing that says number, must look like one: three digits, or nothing after it to count. */
function isNamed(text: string, spot: Spot & { marker: string; start: number }): boolean {
  if (isOther(spot.token) || UNIT_AFTER.test(text.slice(spot.end))) return false
  if (new RegExp(NUMBER_WORD, 'iu').test(spot.marker) || spot.marker.includes('#')) return true
  const digits = spot.token.replace(/\D/g, '').length
  const after = text.slice(spot.end)
  const counts = COUNTS_BEFORE.test(text.slice(Math.max(0, spot.start - 12), spot.start)) && /^\s+\p{L}/u.test(after)
  return !counts && (digits >= 3 || (digits >= 1 && /^\s*(?:[?.!,;]|$)/u.test(after)))
}

function findSpots(text: string, known: readonly string[]): Spot[] {
  const shapes = new Set(known.map(hasShape))
  const names = new Set(known.map((each) => each.toLowerCase()))
  const whole = text.trim().replace(/[.!?]+$/, '')
  const named = spotsOf(text, WORD_THEN_TOKEN).filter((spot) => isNamed(text, spot))
  const hashed = spotsOf(text, HASHED).filter(
    (spot) => !isOther(spot.token) && spot.token.replace(/\D/g, '').length >= 2
  )
  const placed = [TOKEN_THEN_WORD, ASKED_PLACE, OWN_SHAPE]
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
  return [...named, ...hashed, ...placed, ...bare]
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
