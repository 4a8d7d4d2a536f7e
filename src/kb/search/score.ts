import type { Candidate } from '../../store/knowledge/search-index.ts'
import { FIELDS, placesOf, roomFor, wantedOf, wordsBetween, type Found, type Wanted } from './places.ts'
import type { Query, Term } from './query.ts'
import { tokensOf } from './tokens.ts'

/** BM25F's saturation, and how strongly long bodies are marked down. Titles are not normalised. */
const K1 = 2
/** What a term can add at most, beside how much it tells. */
export const BEST_PER_TERM = K1 + 1
const BODY_B = 0.65
/** What one occurrence in a field is worth beside one in the body. */
const FIELD_WEIGHT = { title: 7, headings: 3, body: 1 }
/** An occurrence of a word alike, beside one of the word itself. */
const ALIKE_WEIGHT = 0.4
/** Share of the weaker neighbour's weight added when two neighbours of the question stand together in the text. */
const PHRASE_SHARE = 0.6
/** Two words between them still count as together, at half. */
const NEAR_WORDS = 3

/** `nearness`: cosine by the vector index, where one was asked. */
export type ScoreParts = { terms: number; phrases: number; coverage: number; nearness?: number | null }
export type Scored = {
  candidate: Candidate
  score: number
  parts: ScoreParts
  /** Share of the question's weight found anywhere in the chunk, 0 to 1: asked words only. */
  coverage: number
}

/** Everything about the index that a score needs. `counts`: chunks holding a stem. */
export type Weights = { chunks: number; averageTerms: number; counts: ReadonlyMap<string, number> }

/** How much a term tells: rare ones much, unknown ones as much as their words alike, or as if one chunk had them. */
export function informationOf(term: Term, weights: Weights): number {
  const holding = mostOf(term.stems, weights) || mostOf(term.alike, weights) || 1
  return Math.log(1 + (weights.chunks - Math.min(holding, weights.chunks) + 0.5) / (holding + 0.5))
}

const mostOf = (stems: string[], { counts }: Weights): number =>
  Math.max(0, ...stems.map((stem) => counts.get(stem) ?? 0))

/** How well each candidate answers the query, best first. Ties go to the older chunk, so a search is repeatable. */
export function scoreCandidates(query: Query, weights: Weights, candidates: Candidate[]): Scored[] {
  const asked = {
    query,
    wanted: wantedOf(query.terms),
    room: roomFor(query.terms.length),
    information: query.terms.map((term) => informationOf(term, weights) * term.weight),
  }
  return candidates
    .map((candidate) => scoreCandidate(asked, weights, candidate))
    .sort((a, b) => b.score - a.score || a.candidate.id - b.candidate.id)
}

type Asked = { query: Query; wanted: Wanted; room: Uint16Array; information: number[] }

function scoreCandidate({ query, wanted, room, information }: Asked, weights: Weights, candidate: Candidate): Scored {
  const found = placesOf(wanted, room, tokensOf(candidate))
  const length = 1 - BODY_B + (BODY_B * candidate.terms) / weights.averageTerms
  let terms = 0
  let asked = 0
  let covered = 0
  for (let at = 0; at < query.terms.length; at++) {
    const frequency = frequencyOf(found, at * 2, length) + ALIKE_WEIGHT * frequencyOf(found, at * 2 + 1, length)
    terms += (information[at]! * frequency * BEST_PER_TERM) / (frequency + K1)
    if (query.terms[at]!.from !== 'asked') continue
    asked += information[at]!
    if (frequency > 0) covered += information[at]!
  }
  const phrases = phraseCredit(query, information, found)
  const coverage = asked === 0 ? 0 : covered / asked
  return { candidate, score: terms + phrases, parts: { terms, phrases, coverage }, coverage }
}

function frequencyOf({ counts }: Found, slot: number, length: number): number {
  const first = slot * FIELDS.length
  // A title that says a word twice is no more about it.
  const title = counts[first]! > 0 ? FIELD_WEIGHT.title : 0
  const headings = counts[first + 1]! > 0 ? FIELD_WEIGHT.headings : 0
  return title + headings + (FIELD_WEIGHT.body * counts[first + 2]!) / length
}

function phraseCredit(query: Query, information: number[], { places }: Found): number {
  let credit = 0
  for (const [left, right] of query.pairs) {
    const words = wordsBetween(places[left], places[right])
    if (words > NEAR_WORDS) continue
    const weaker = Math.min(information[left]!, information[right]!)
    credit += weaker * PHRASE_SHARE * (words === 1 ? 1 : 0.5)
  }
  return credit
}
