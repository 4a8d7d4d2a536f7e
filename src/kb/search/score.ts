import type { Candidate } from '../../store/knowledge/search-index.ts'
import type { Query, Term } from './query.ts'

/** BM25F's saturation, and how strongly long bodies are marked down. Textbook values; titles are not normalised. */
const K1 = 1.6
/** What a term can add at most, beside how much it tells. */
export const BEST_PER_TERM = K1 + 1
const BODY_B = 0.6
/** What one occurrence in a field is worth beside one in the body. */
const FIELD_WEIGHT = { title: 5, headings: 3, body: 1 }
/** An occurrence of a word alike, beside one of the word itself. */
const ALIKE_WEIGHT = 0.4
/** Share of the weaker neighbour's weight added when two neighbours of the question stand together in the text. */
const PHRASE_SHARE = 0.6
/** Two words between them still count as together, at half. */
const NEAR_WORDS = 3

export type ScoreParts = { terms: number; phrases: number; coverage: number }
export type Scored = {
  candidate: Candidate
  score: number
  parts: ScoreParts
  /** Share of the question's weight found anywhere in the chunk, 0 to 1: asked words only. */
  coverage: number
}

/** Everything about the index that a score needs. `counts`: chunks holding a stem. */
export type Weights = { chunks: number; averageTerms: number; counts: ReadonlyMap<string, number> }

/** How much a term tells: rare ones much, unknown ones as if one chunk had them. */
export function informationOf(term: Term, weights: Weights): number {
  const holding = Math.max(1, ...term.stems.map((stem) => weights.counts.get(stem) ?? 0))
  return Math.log(1 + (weights.chunks - Math.min(holding, weights.chunks) + 0.5) / (holding + 0.5))
}

function frequencyOf({ title, headings, body }: Places, length: number): number {
  // A title that says a word twice is no more about it.
  return (
    FIELD_WEIGHT.title * Math.min(title.length, 1) +
    FIELD_WEIGHT.headings * Math.min(headings.length, 1) +
    (FIELD_WEIGHT.body * body.length) / length
  )
}

type Places = { title: number[]; headings: number[]; body: number[] }

export function scoreCandidate(query: Query, weights: Weights, candidate: Candidate): Scored {
  const found = positionsOf(query.terms, candidate)
  const bodyTerms = countWords(candidate.stems.body)
  const length = 1 - BODY_B + (BODY_B * bodyTerms) / weights.averageTerms
  let terms = 0
  let asked = 0
  let covered = 0
  for (const [at, term] of query.terms.entries()) {
    const information = informationOf(term, weights) * term.weight
    const frequency = frequencyOf(found.own[at]!, length) + ALIKE_WEIGHT * frequencyOf(found.alike[at]!, length)
    terms += (information * frequency * (K1 + 1)) / (frequency + K1)
    if (term.from === 'asked') {
      asked += information
      if (frequency > 0) covered += information
    }
  }
  const phrases = phraseCredit(query, weights, found.own)
  const coverage = asked === 0 ? 0 : covered / asked
  return { candidate, score: terms + phrases, parts: { terms, phrases, coverage }, coverage }
}

type Found = { own: Places[]; alike: Places[] }

function positionsOf(terms: Term[], candidate: Candidate): Found {
  const nowhere = (): Places => ({ title: [], headings: [], body: [] })
  const found: Found = { own: terms.map(nowhere), alike: terms.map(nowhere) }
  const places = new Map<string, Places[]>()
  const watch = (stem: string, place: Places) => void places.set(stem, [...(places.get(stem) ?? []), place])
  for (const [at, term] of terms.entries()) {
    for (const stem of term.stems) watch(stem, found.own[at]!)
    for (const stem of term.alike) watch(stem, found.alike[at]!)
  }
  for (const field of ['title', 'headings', 'body'] as const) {
    let position = 0
    for (const stem of candidate.stems[field].split(' ')) {
      for (const place of places.get(stem) ?? []) place[field].push(position)
      position++
    }
  }
  return found
}

function countWords(text: string): number {
  let words = text === '' ? 0 : 1
  for (let at = text.indexOf(' '); at !== -1; at = text.indexOf(' ', at + 1)) words++
  return words
}

function phraseCredit(query: Query, weights: Weights, found: Places[]): number {
  let credit = 0
  for (const [left, right] of query.pairs) {
    const nearest = Math.min(
      ...(['title', 'headings', 'body'] as const).map((field) => gapBetween(found[left]![field], found[right]![field]))
    )
    if (nearest > NEAR_WORDS) continue
    const weaker = Math.min(
      ...[query.terms[left]!, query.terms[right]!].map((term) => informationOf(term, weights) * term.weight)
    )
    credit += weaker * PHRASE_SHARE * (nearest === 1 ? 1 : 0.5)
  }
  return credit
}

/** Smallest distance from a position on the left to a later one on the right; both lists rise. */
function gapBetween(left: number[], right: number[]): number {
  let best = Number.POSITIVE_INFINITY
  let at = 0
  for (const from of left) {
    while (at < right.length && right[at]! <= from) at++
    if (at < right.length) best = Math.min(best, right[at]! - from)
  }
  return best
}
