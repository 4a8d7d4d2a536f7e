import type { LexiconFacts } from '../../store/knowledge/lexicon.ts'
import { THESAURUS } from '../text/thesaurus.ts'
import { fold, isStopWord, stemOf, wordsOf } from '../text/words.ts'

/** A query is a sentence; what comes after this many words is a paste. */
const WORDS_MAX = 64
/** Earlier messages that may colour this one. */
const HISTORY_MAX = 4

export type Term = {
  word: string
  /** The word's stem in each language of the index, without repeats. Any of them is a match. */
  stems: string[]
  /** Stems of words that mean much the same. A match too, worth less, and never counted beside the word itself. */
  alike: string[]
  /** 1 for what was asked now, less for earlier messages. */
  weight: number
  from: 'asked' | 'before'
  /** What a mistyped word was taken for. */
  correctedTo?: string
}

export type Query = {
  /** In the order asked, distinct. Empty when nothing but stop words was said. */
  terms: Term[]
  /** Neighbours in the question, as index pairs into `terms`: what phrase credit is given for. */
  pairs: [number, number][]
  isFollowUp: boolean
}

export type SynonymTable = Map<string, string[]>

/** How much an earlier message counts beside this one, by how much this one leans on it. */
const BEFORE_WEIGHT = { leaning: 0.4, standing: 0.15 }
const BEFORE_FADE = 0.45
/** With so few words of its own a question is taken to lean back. */
const FEW_WORDS = 3
const JOINED_MAX = 14

/**
 * Words that refer back. A question that has one, or that has few words of its own, leans on what was said before.
 * English and the larger languages of Europe; elsewhere shortness alone decides.
 */
const REFERRING = new Set(
  (
    'it its they them their this that these those one ones he she his her him same other others another there ' +
    'es er sie ihn ihm ihr das dies dieser diese il elle ils elles cela celui celle ceux lui leur eso esto ese esa esos ' +
    'ello quello quella questo questa'
  ).split(' ')
)
const LEADING = /^\s*(and|or|but|what about|how about|und|oder|et|ou|y|e|ed)\b/i

export function readQuery(
  ask: { query: string; history: string[] },
  facts: Pick<LexiconFacts, 'languages'>,
  synonyms: SynonymTable
): Query {
  const tags = facts.languages.length > 0 ? facts.languages : ['en']
  const spoken = wordsOf(ask.query.slice(0, 10_000)).slice(0, WORDS_MAX)
  const asked = spoken.filter((word) => isSubject(word, tags))
  const isFollowUp = ask.history.length > 0 && leansBack(ask.query, spoken, asked)
  const terms: Term[] = []
  const places = new Map<string, number>()
  const add = (word: string, weight: number, from: Term['from']): number => {
    const stems = stemsIn(word, tags)
    const known = stems.map((stem) => places.get(stem)).find((place) => place !== undefined)
    if (known !== undefined) return known
    const place = terms.push({ word, stems, alike: from === 'asked' ? alikeOf(stems, synonyms) : [], weight, from }) - 1
    for (const stem of stems) places.set(stem, place)
    return place
  }
  const order = asked.map((word) => add(word, 1, 'asked'))
  for (const [left, right] of neighbours(order)) joinWords(terms[left]!, terms[right]!, tags)
  let weight = isFollowUp ? BEFORE_WEIGHT.leaning : BEFORE_WEIGHT.standing
  for (const message of ask.history.slice(-HISTORY_MAX).reverse()) {
    const before = wordsOf(message.slice(0, 2_000)).slice(0, WORDS_MAX)
    for (const word of before) if (isSubject(word, tags)) add(word, weight, 'before')
    weight *= BEFORE_FADE
  }
  return { terms, pairs: neighbours(order), isFollowUp }
}

/** `git hub` may be written `github`: each of the two takes the joined word for one alike. */
function joinWords(left: Term, right: Term, tags: string[]) {
  const joined = left.word + right.word
  if (joined.length > JOINED_MAX || /\d/.test(joined)) return
  const stems = stemsIn(joined, tags)
  left.alike.push(...stems)
  right.alike.push(...stems)
}

/** When, and how politely: no page is about these, and the lists of stop words leave them out. */
const MANNERS = new Set('already yet still just ever please kindly schon noch bitte deja encore ya todavia'.split(' '))

const isSubject = (word: string, tags: string[]): boolean =>
  !isStopWord(word, tags) && !MANNERS.has(fold(word)) && (word.length > 1 || /[\p{N}\p{Lo}]/u.test(word))

const stemsIn = (word: string, tags: string[]): string[] => [...new Set(tags.map((tag) => stemOf(word, tag)))]

function leansBack(query: string, spoken: string[], asked: string[]): boolean {
  return asked.length <= FEW_WORDS || LEADING.test(query) || spoken.some((word) => REFERRING.has(fold(word)))
}

function neighbours(order: number[]): [number, number][] {
  const pairs: [number, number][] = []
  for (let at = 0; at + 1 < order.length; at++)
    if (order[at] !== order[at + 1]) pairs.push([order[at]!, order[at + 1]!])
  return pairs
}

const alikeOf = (stems: string[], table: SynonymTable): string[] =>
  [...new Set(stems.flatMap((stem) => table.get(stem) ?? []))].filter((stem) => !stems.includes(stem))

/** Stem to stems, so `sofas` finds what was written for `sofa`. A phrase in a group stands for each of its words. */
export function readSynonyms(groups: { words: string[]; language?: string }[], tags: string[]): SynonymTable {
  const table: SynonymTable = new Map()
  for (const { words, language } of groups) {
    const own = language ? [language] : tags
    const phrases = words.map((phrase) => wordsOf(phrase).filter((word) => isSubject(word, own)))
    for (const [at, phrase] of phrases.entries()) {
      // Only a single word may stand for others: matching a phrase word by word would rewrite half the questions.
      if (phrase.length !== 1) continue
      const others = phrases.flatMap((each, other) => (other === at ? [] : each)).flatMap((word) => stemsIn(word, own))
      for (const stem of stemsIn(phrase[0]!, own)) table.set(stem, [...(table.get(stem) ?? []), ...others])
    }
  }
  return table
}

/** The shop's own words first, then everyday ones in the languages its pages are written in. */
export function openSynonymTable(groups: { words: string[] }[], languages: string[]): SynonymTable {
  const tags = languages.length > 0 ? languages : ['en']
  const everyday = tags.flatMap((language) => (THESAURUS[language] ?? []).map((words) => ({ words, language })))
  return readSynonyms([...groups, ...everyday], tags)
}
