import type { Candidate, FirstCut } from '../../../store/knowledge/search-index.ts'
import type { KnowledgeStore } from '../../../store/knowledge/open-knowledge-store.ts'
import { expressionsOf } from './match-expression.ts'
import type { Query } from '../query.ts'
import { trigramsOf } from './typos.ts'

export type Cut = {
  candidates: Candidate[]
  /** Chunks holding a stem, for the query's stems. */
  counts: ReadonlyMap<string, number>
}

/** What ranking asks of an index. There are two: the whole of a small one in memory, and FTS5. */
export type Lookup = {
  /** The chunks worth ranking: a few dozen, in no order that matters. */
  cut(query: Query): Promise<Cut>
  /** Terms of the index that a mistyped stem may have been meant to be. */
  similarTerms(stem: string): Promise<{ term: string; chunks: number }[]>
  /** Keys that are gone are left out. */
  readByKeys(keys: string[]): Promise<Candidate[]>
}

/** Chunks each expression hands to the ranking. */
const FIRST_CUT = 40
const SIMILAR_MAX = 20

/** Asks D1: one trip, a second for text that is not at hand. */
export function storedLookup(
  index: Pick<KnowledgeStore['index'], 'cut' | 'similarTerms' | 'readByKeys'>,
  size: { chunks: number; common: ReadonlyMap<string, number> }
): Lookup {
  return {
    cut: (query) => index.cut(firstCutOf(query, size)),
    similarTerms: (stem) => index.similarTerms(trigramsOf(stem), SIMILAR_MAX),
    readByKeys: (keys) => index.readByKeys(keys),
  }
}

/** What was asked now by itself, and with the earlier messages: neither may crowd out the other. */
function firstCutOf(query: Query, size: { chunks: number; common: ReadonlyMap<string, number> }): FirstCut {
  const asked = query.terms.filter((term) => term.from === 'asked')
  const expressions = [...new Set([...expressionsOf(asked, size), ...expressionsOf(query.terms, size)])]
  return {
    matches: expressions.map((expression) => ({ expression, limit: FIRST_CUT })),
    terms: query.terms.flatMap((term) => [...term.stems, ...term.alike]),
  }
}
