import { findLanguage } from './languages.ts'

const WORD = /[\p{L}\p{N}\p{M}]+(?:['’‘`´\-‐‑][\p{L}\p{N}\p{M}]+)*/gu
const UNSPACED_SET =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}'
const UNSPACED = new RegExp(`[${UNSPACED_SET}]`, 'u')
const UNSPACED_RUN = new RegExp(`[${UNSPACED_SET}]+|[^${UNSPACED_SET}]+`, 'gu')
const PLAIN = /^[a-z0-9]+$/
/** A token longer than this is a hash or a URL's tail, not a word. */
const WORD_MAX = 40
const STEM_CACHE_MAX = 40_000

/** Lower case, compatibility forms unified, marks kept. Unpaired surrogates become U+FFFD, which is no letter. */
const lower = (text: string): string => text.toWellFormed().normalize('NFKC').toLowerCase()

/** Marks taken off: `é` is `e`, `ß` is `ss`, and vowel points of Arabic and Hebrew are gone. */
export function fold(word: string): string {
  if (PLAIN.test(word)) return word
  return word
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .normalize('NFC')
    .replace(/ß/g, 'ss')
    .replace(/[øØ]/g, 'o')
    .replace(/æ/g, 'ae')
    .replace(/œ/g, 'oe')
    .replace(/ł/g, 'l')
    .replace(/ı/g, 'i')
}

/**
 * The words of a text in order, lower-cased, accents kept for the stemmer. `don't` is `dont`, `shop's` is `shop`,
 * `l'article` is `article`, `wi-fi` is `wi`, `fi` and `wifi`; scripts without spaces become pairs of characters.
 */
export function wordsOf(text: string): string[] {
  const words: string[] = []
  for (const [match] of lower(text).matchAll(WORD)) {
    if (PLAIN.test(match)) words.push(match.slice(0, WORD_MAX))
    else for (const word of splitWord(match)) words.push(word.slice(0, WORD_MAX))
  }
  return words
}

function splitWord(match: string): string[] {
  if (UNSPACED.test(match)) return pairsOf(match)
  const parts = match.split(/[-‐‑]/).map(withoutApostrophe)
  const spelled = parts.filter(Boolean)
  // Only the two-part form: a chain of five words joined is nobody's search.
  return spelled.length === 2 ? [...spelled, spelled.join('')] : spelled
}

function withoutApostrophe(word: string): string {
  const [head, ...rest] = word.split(/['’‘`´]/)
  const tail = rest.join('')
  if (!tail || tail === 's') return head!
  return head!.length <= 2 ? tail : head! + tail
}

function pairsOf(text: string): string[] {
  const pairs: string[] = []
  for (const [run] of text.matchAll(UNSPACED_RUN)) {
    const letters = Array.from(run)
    if (letters.length === 1 || !UNSPACED.test(run)) {
      pairs.push(run)
      continue
    }
    for (let at = 0; at + 1 < letters.length; at++) pairs.push(letters[at]! + letters[at + 1]!)
  }
  return pairs
}

const stemCaches = new Map<string, Map<string, string>>()

/** The index term of a word: its stem in that language, without marks. Pure; the cache only saves time. */
export function stemOf(word: string, tag: string): string {
  let cache = stemCaches.get(tag)
  if (!cache) stemCaches.set(tag, (cache = new Map()))
  const known = cache.get(word)
  if (known !== undefined) return known
  if (cache.size > STEM_CACHE_MAX) cache.clear()
  const language = findLanguage(tag)
  // A word with a digit is a model number or a size: never stemmed.
  const stem = fold(language && !/\d/.test(word) ? language.stem(word) : word) || fold(word)
  cache.set(word, stem)
  return stem
}

export const stemsOf = (text: string, tag: string): string[] => wordsOf(text).map((word) => stemOf(word, tag))

/** Says nothing about the subject in any of these languages. */
export function isStopWord(word: string, tags: readonly string[]): boolean {
  const bare = fold(word)
  return tags.some((tag) => {
    const stops = findLanguage(tag)?.stops
    return stops !== undefined && (stops.has(word) || stops.has(bare))
  })
}
