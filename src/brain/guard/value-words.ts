/** Words that make a digit group mean something, in our five languages. Regular expression sources, all lower case. */

const MONTHS: readonly (readonly string[])[] = [
  ['january', 'jan', 'januar', 'jänner', 'janvier', 'enero'],
  ['february', 'feb', 'februar', 'février', 'febrero'],
  ['march', 'mar', 'märz', 'mars', 'marzo'],
  ['april', 'apr', 'avril', 'abril'],
  ['may', 'mai', 'mayo'],
  ['june', 'jun', 'juni', 'juin', 'junio'],
  ['july', 'jul', 'juli', 'juillet', 'julio'],
  ['august', 'aug', 'août', 'agosto'],
  ['september', 'sept', 'sep', 'septembre', 'septiembre'],
  ['october', 'oct', 'oktober', 'okt', 'octobre', 'octubre'],
  ['november', 'nov', 'novembre', 'noviembre'],
  ['december', 'dec', 'dezember', 'dez', 'décembre', 'diciembre'],
]
const MONTH_OF = new Map(MONTHS.flatMap((names, index) => names.map((name) => [name, index + 1] as const)))
export const monthOf = (name: string): number | null => MONTH_OF.get(name.toLowerCase().replace('.', '')) ?? null

/** Longest first, so that `mar` does not shadow `march`. */
const anyOf = (words: Iterable<string>): string => [...words].sort((a, b) => b.length - a.length).join('|')
export const MONTH = anyOf(MONTH_OF.keys())

export const CURRENCY =
  'us\\$|[€$£¥₹₩]|(?:eur|usd|gbp|jpy|chf|cad|aud|sek|nok|dkk|pln|czk)(?![\\p{L}])|(?:euros?|dollars?|pounds?|yen|dólares|libras|livres|pfund)(?![\\p{L}])|円'

/** Units of time, to one letter each: a number of days is not backed by the same number of hours. */
const UNITS: Readonly<Record<string, readonly string[]>> = {
  s: ['seconds?', 'secs?', 'sekunden?', 'secondes?', 'segundos?', '秒'],
  i: ['minutes?', 'mins?', 'minuten?', 'minutos?', '分'],
  h: ['hours?', 'hrs?', 'stunden?', 'heures?', 'horas?', '時間'],
  d: ['days?', 'tage?n?', 'jours?', 'jours ouvrés', 'werktage?n?', 'días?', '営業日', '日間', '日'],
  w: ['weeks?', 'wochen?', 'semaines?', 'semanas?', '週間?'],
  m: ['months?', 'monate?n?', 'mois', 'mes(?:es)?', 'か月', 'ヶ月'],
  y: ['years?', 'jahre?n?', 'ans?', 'années?', 'años?', '年間?'],
}
export const UNIT = anyOf(Object.values(UNITS).flat())
const UNIT_PATTERNS = Object.entries(UNITS).map(
  ([letter, words]) => [letter, new RegExp(`^(?:${anyOf(words)})$`, 'iu')] as const
)
export const unitOf = (word: string): string => UNIT_PATTERNS.find(([, pattern]) => pattern.test(word))?.[0] ?? ''

/** What may stand between a number and its unit. */
export const UNIT_ADJECTIVE = 'business|working|calendar|full|consecutive|werk|volle|ganze'

const NUMBER_WORDS = new Map<string, number>()
const count = (from: number, words: string) => words.split(' ').forEach((word, at) => NUMBER_WORDS.set(word, from + at))
count(2, 'two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen')
count(2, 'zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn')
count(2, 'deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze')
count(2, 'dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince')
for (const [word, value] of Object.entries({
  twenty: 20,
  'twenty-four': 24,
  thirty: 30,
  forty: 40,
  'forty-eight': 48,
  fifty: 50,
  sixty: 60,
  ninety: 90,
  hundred: 100,
  zwanzig: 20,
  vierundzwanzig: 24,
  dreißig: 30,
  achtundvierzig: 48,
  fünfzig: 50,
  sechzig: 60,
  neunzig: 90,
  hundert: 100,
  vingt: 20,
  trente: 30,
  quarante: 40,
  cinquante: 50,
  soixante: 60,
  cent: 100,
  veinte: 20,
  treinta: 30,
  cuarenta: 40,
  cincuenta: 50,
  sesenta: 60,
  noventa: 90,
  cien: 100,
})) {
  NUMBER_WORDS.set(word, value)
}
export const NUMBER_WORD = anyOf(NUMBER_WORDS.keys())
export const numberOfWord = (word: string): number | null => NUMBER_WORDS.get(word.toLowerCase()) ?? null

/** A day named without a digit is still a date. `today` is left out: it is mostly politeness. */
export const DAY_WORD = anyOf(
  (
    'monday tuesday wednesday thursday friday saturday sunday tomorrow montag dienstag mittwoch donnerstag freitag samstag sonntag übermorgen ' +
    'lundi mardi mercredi jeudi vendredi samedi dimanche demain lunes martes miércoles jueves viernes sábado domingo 明日 明後日 月曜 火曜 水曜 木曜 金曜 土曜 日曜'
  ).split(' ')
)
