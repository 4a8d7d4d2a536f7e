/** How order numbers are written, and what only looks like one. All match text whose Latin accents are folded. */
export const WORD_THEN_DIGITS =
  /(?<![\p{L}\p{N}])([a-z]{4,10})\s?#?(\d{4,15})(?=\s*(?:[?.!,;]|$|status|please|pls|plz|bitte|now))/giu
const ORDER_WORD =
  'orders?|purchases?|bestell(?:ung(?:en)?|ungs)?|bestellingen|bestelling|auftrags?|commandes?|pedidos?|compras?|orden|ordini|ordine|encomendas?|zamowieni[ea]|ordre|siparis(?:im|i)?|заказа?|注文|オーダー|订单|訂單|주문'
export const NUMBER_WORD =
  'numbers?|nummern?|numero|num(?=[.\\s:#\\d])|no(?=[.\\s:#\\d])|nr|nro|n°|nº|№|id|code|ref(?:erence|erenz)?|番号|号|编号|번호|номер'
const FILLER = `(?:${NUMBER_WORD}|is|was|ist|war|lautet|est|es|era|the|my|meine|ma|mi|mit|with|de|der|の|は|が|：|[-:#.=()"'\\s#№])`
// Digits somewhere, at most 32 characters, and the last one is not punctuation.
const TOKEN = '(?=[a-z]{0,8}[-_/.]?[a-z]{0,4}\\d)[a-z0-9](?:[a-z0-9._/-]{0,30}[a-z0-9])?'

export const HASHED = new RegExp(`(?:^|[^\\p{L}\\p{N}&])[#№]\\s?(${TOKEN})`, 'giu')
export const WORD_THEN_TOKEN = new RegExp(
  `(?<![\\p{Script=Latin}])(?:${ORDER_WORD})(?<marker>${FILLER}{1,8}|)(?<token>${TOKEN})`,
  'giu'
)
/** "The order ID for that is 9502126": both words side by side leave no doubt about the number that follows. */
export const NUMBERED = new RegExp(
  `(?<![\\p{Script=Latin}])(?:${ORDER_WORD})[\\s-]?(?:${NUMBER_WORD})\\b[^\\d.?!\\n]{0,24}?(?<![\\p{L}\\p{N}])(${TOKEN})`,
  'giu'
)
export const TOKEN_THEN_WORD = new RegExp(
  `(?<![\\p{L}\\p{N}.,/€$£-])(\\d{3,15})(?:番|号|번|-?er|\\.)?(?:\\s?の)?\\s?(?:${ORDER_WORD})(?![\\p{Script=Latin}])`,
  'giu'
)
export const ASKED_PLACE =
  /\b(?:where(?:'s| is| are)?|status(?: of| for)?|track(?:ing)?|cancel|refund|return|stornier\w*|wo (?:ist|bleibt)|ou (?:est|en est)|donde esta|what about|how about|und|et|y|and|was ist mit)\s+(?:the |my |la |le |el |die |mit )?(\d{3,15})(?=\s*(?:[?.!,;]|$|please|pls|bitte|now))/giu
export const OWN_SHAPE = /(?<![\p{L}\p{N}])([a-z]{1,5}[-_/]\d{4}[-_/]\d{3,10})(?![\p{L}\p{N}])/giu
export const BARE =
  /(?<![\p{L}\p{N}.,:/€$£¥+@-])([a-z]{0,6}[-_]?\d[a-z0-9_-]{1,24})(?![\p{L}\p{N}@]|[.,:/]\d|\s?[€$£¥%°])/giu

export const ELSEWHERE = /https?:\/\/\S+|\bwww\.\S+|\S+@\S+\.\S+/giu
export const DATE = /^(?:\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|\d{1,2}[-/.]\d{1,2})$/
export const TIME_OR_PRICE = /^\d{1,3}(?:[.:,]\d{2}){1,2}$/
export const UNIT_AFTER =
  /^\s?(?:€|\$|£|¥|%|°|(?:usd|eur|euros?|gbp|dollars?|pounds?|chf|yen|円|元|kg|g|gr|grams?|ml|l|cm|mm|m|inch(?:es)?|w|watts?|v|gb|tb|pcs|pieces?|items?|units?|boxes|packs?|pairs?|bottles?|x|times|days?|weeks?|months?|years?|hours?|minutes?|stuck|tage?n?|wochen?|stunden?|jours?|semaines?|dias?|semanas?|pm|am|uhr|h)(?![\p{L}\p{N}]))|^(?:個|点|本|枚|日|月|年|時)/iu
export const NOT_ORDER_BEFORE =
  /(?:€|\$|£|¥|rs\.?|inr|usd|eur|(?<!\p{L})(?:tel|phone|mobile|telefon|call|whatsapp|fax|zip|postcode|post code|postal code|pincode|pin code|pin|plz|cp|codigo postal|model|modell?|size|tracking (?:number|no\.?|id|code)|sendungsnummer|invoice(?: number| no\.?)?|bill|rechnung(?:snummer)?|facture|factura|iban|card|page|version|iphone|galaxy|since|until|before|after|year|in|seit|bis)\s?[:#.№]*)\s*[:#.№]*\s*$/iu
// "I want to order 100 lamps" counts things; "cancel order 1042" names one.
export const COUNTS_BEFORE = /\b(?:to|i|we|you|can|could|would|will|should|please|al)\s+$/iu
