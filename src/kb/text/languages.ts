import { stemmer as da } from '@orama/stemmers/danish'
import { stemmer as nl } from '@orama/stemmers/dutch'
import { stemmer as en } from 'stemmer'
import { stemmer as fi } from '@orama/stemmers/finnish'
import { stemmer as fr } from '@orama/stemmers/french'
import { stemmer as de } from '@orama/stemmers/german'
import { stemmer as it } from '@orama/stemmers/italian'
import { stemmer as no } from '@orama/stemmers/norwegian'
import { stemmer as pt } from '@orama/stemmers/portuguese'
import { stemmer as ru } from '@orama/stemmers/russian'
import { stemmer as es } from '@orama/stemmers/spanish'
import { stemmer as sv } from '@orama/stemmers/swedish'
import { stemmer as tr } from '@orama/stemmers/turkish'
import { stopwords as daStops } from '@orama/stopwords/danish'
import { stopwords as nlStops } from '@orama/stopwords/dutch'
import { stopwords as enStops } from '@orama/stopwords/english'
import { stopwords as fiStops } from '@orama/stopwords/finnish'
import { stopwords as frStops } from '@orama/stopwords/french'
import { stopwords as deStops } from '@orama/stopwords/german'
import { stopwords as itStops } from '@orama/stopwords/italian'
import { stopwords as noStops } from '@orama/stopwords/norwegian'
import { stopwords as ptStops } from '@orama/stopwords/portuguese'
import { stopwords as ruStops } from '@orama/stopwords/russian'
import { stopwords as esStops } from '@orama/stopwords/spanish'
import { stopwords as svStops } from '@orama/stopwords/swedish'
import { stopwords as trStops } from '@orama/stopwords/turkish'

/** The road not taken: SQLite's own `porter` knows English only, and one FTS5 table has one tokenizer. */
export type Language = {
  code: string
  stem(word: string): string
  stops: ReadonlySet<string>
}

/** Words of asking that name no subject. The library's list keeps them because it was made for documents. */
const ENGLISH_ASKING = (
  'how when where why whether get got there here please hi hello thanks a an the and but if or because as of ' +
  'at by for with about into to from in on so than too very just then im ive id dont cant doesnt didnt isnt ' +
  'arent wont any some also us let want like need know'
).split(' ')

/** Shoppers leave accents out; these endings are where it would change the stem. */
const respell =
  (stem: (word: string) => string, ...pairs: [RegExp, string][]) =>
  (word: string) =>
    stem(pairs.reduce((text, [from, to]) => text.replace(from, to), word))

const language = (code: string, stem: (word: string) => string, stops: string[]): Language => ({
  code,
  stem,
  stops: new Set(stops),
})

export const LANGUAGES: Readonly<Record<string, Language>> = {
  en: language('en', en, [...enStops, ...ENGLISH_ASKING]),
  de: language('de', respell(de, [/([aou])e/g, '$1'], [/ä/g, 'a'], [/ö/g, 'o'], [/ü/g, 'u']), deStops),
  fr: language('fr', fr, frStops),
  es: language('es', respell(es, [/([cs])ion$/, '$1ión']), esStops),
  it: language('it', it, itStops),
  nl: language('nl', nl, nlStops),
  pt: language('pt', respell(pt, [/cao$/, 'ção'], [/coes$/, 'ções']), ptStops),
  sv: language('sv', sv, svStops),
  da: language('da', da, daStops),
  no: language('no', no, noStops),
  fi: language('fi', fi, fiStops),
  ru: language('ru', ru, ruStops),
  tr: language('tr', tr, trStops),
}

/** `nb-NO` and `nn` are Norwegian; a language we do not stem keeps its words whole. */
export function findLanguage(tag: string): Language | null {
  const primary = tag.toLowerCase().split(/[-_]/)[0]!
  const code = primary === 'nb' || primary === 'nn' ? 'no' : primary
  return Object.hasOwn(LANGUAGES, code) ? LANGUAGES[code]! : null
}
