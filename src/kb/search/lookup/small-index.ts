import type { LexiconFacts } from '../../../store/knowledge/lexicon.ts'
import type { Candidate } from '../../../store/knowledge/search-index.ts'
import type { Lookup } from './lookup.ts'
import type { Query } from '../query.ts'
import { FIELDS } from '../places.ts'
import { tokenOf, tokensOf } from '../tokens.ts'
import { slipsBetween, trigramsOf } from './typos.ts'

/** Chunks that are ranked in full: each costs a few microseconds. */
const CUT = 120
/** Beside a mention in the body, when choosing what is ranked. */
const TITLE_GAIN = 2
/** As in the stored index: shorter ones and numbers are never taken for another word. */
const SPELLED = /^[^\d]{4,24}$/

export type SmallIndex = Lookup & { facts: LexiconFacts }

/** An index of every chunk in memory. About a millisecond of work per 40 chunks, done again when the index moves. */
export function openSmallIndex(chunks: Candidate[]): SmallIndex {
  const postings = postingsOf(chunks)
  const byKey = new Map(chunks.map((chunk) => [chunk.key, chunk]))
  const countOf = (stem: string): number => postings.get(tokenOf(stem))?.length ?? 0
  let vocabulary: { term: string; chunks: number }[] | null = null
  return {
    facts: factsOf(chunks),
    cut: async (query) => {
      const stems = query.terms.flatMap((term) => [...term.stems, ...term.alike])
      const counts = new Map(stems.map((stem) => [stem, countOf(stem)] as const).filter(([, count]) => count > 0))
      return { candidates: bestOf(chunks, gainsOf(query, postings, chunks.length)), counts }
    },
    similarTerms: async (stem) => {
      vocabulary ??= spelledIn(chunks).map((term) => ({ term, chunks: countOf(term) }))
      const trigrams = trigramsOf(stem)
      // Two neighbours swapped in the middle leave a short word no trigram: "decsal" and "descal" share none.
      return vocabulary.filter(
        ({ term }) => trigrams.some((trigram) => term.includes(trigram)) || slipsBetween(stem, term, 1) === 1
      )
    },
    readByKeys: async (keys) => keys.flatMap((key) => byKey.get(key) ?? []),
  }
}

/** Token to places in `chunks`, twice the place and one more where a title or heading says it. */
type Postings = Map<number, number[]>

function postingsOf(chunks: Candidate[]): Postings {
  const postings: Postings = new Map()
  for (const [at, chunk] of chunks.entries()) {
    const tokens = tokensOf(chunk)
    for (const field of FIELDS) {
      const entry = at * 2 + (field === 'body' ? 0 : 1)
      for (const token of tokens[field]) {
        const places = postings.get(token)
        if (!places) postings.set(token, [entry])
        // Titles are walked first, so a chunk's first entry is its strongest.
        else if (places.at(-1)! >> 1 !== at) places.push(entry)
      }
    }
  }
  return postings
}

/** Roughly how much each chunk says of the query: mentions by rarity, however often. */
function gainsOf(query: Query, postings: Postings, size: number): Float64Array {
  const gains = new Float64Array(size)
  for (const { stems, alike, weight } of query.terms) {
    for (const [among, share] of [
      [stems, 1],
      [alike, 0.4],
    ] as const) {
      for (const stem of among) {
        const places = postings.get(tokenOf(stem)) ?? []
        const gain = share * weight * Math.log(1 + size / (places.length + 0.5))
        for (const entry of places) gains[entry >> 1]! += entry & 1 ? gain * TITLE_GAIN : gain
      }
    }
  }
  return gains
}

function bestOf(chunks: Candidate[], gains: Float64Array): Candidate[] {
  const found: number[] = []
  for (let at = 0; at < gains.length; at++) if (gains[at]! > 0) found.push(at)
  if (found.length > CUT) found.sort((a, b) => gains[b]! - gains[a]! || a - b).length = CUT
  return found.map((at) => chunks[at]!)
}

function factsOf(chunks: Candidate[]): LexiconFacts {
  const pages = new Map(chunks.map((chunk) => [chunk.url, chunk.language]))
  const languages = new Map<string, number>()
  for (const language of pages.values()) languages.set(language, (languages.get(language) ?? 0) + 1)
  const terms = chunks.reduce((sum, chunk) => sum + chunk.terms, 0)
  return {
    chunks: chunks.length,
    averageTerms: terms / chunks.length || 100,
    languages: [...languages]
      .sort((a, b) => b[1] - a[1])
      .slice(0, 6)
      .map(([language]) => language),
    common: [],
    refreshedAt: 0,
  }
}

function spelledIn(chunks: Candidate[]): string[] {
  const terms = new Set<string>()
  for (const { stems } of chunks)
    for (const field of FIELDS) for (const stem of stems[field].split(' ')) if (SPELLED.test(stem)) terms.add(stem)
  return [...terms]
}
