import type { Clock } from '../../base/time.ts'
import type { Found, KbSearchAsk, Passage, SearchKnowledge } from '../../contracts/knowledge.ts'
import type { LexiconFacts } from '../../store/knowledge/lexicon.ts'
import type { KnowledgeStore } from '../../store/knowledge/open-knowledge-store.ts'
import { answerability } from './answerable.ts'
import { expressionsOf } from './match-expression.ts'
import { withoutNearDuplicates } from './near-duplicates.ts'
import { informationOf, scoreCandidates, type Scored, type Weights } from './score.ts'
import { openSynonymTable, readQuery, type Query, type SynonymTable } from './query.ts'
import { snippetOf } from './snippet.ts'

export type SearchDeps = {
  index: Pick<KnowledgeStore['index'], 'cut' | 'similarTerms' | 'readByKeys'>
  lexicon: Pick<KnowledgeStore['lexicon'], 'readFacts'>
  synonyms: Pick<KnowledgeStore['synonyms'], 'listGroups'>
  now: Clock
}

/** Facts of the whole index may be this old: they only weigh terms. */
const FACTS_TTL_MS = 60_000
/** Chunks the full-text index hands to the ranking. */
const FIRST_CUT = 40

type Facts = { lexicon: LexiconFacts; common: ReadonlyMap<string, number>; synonyms: SynonymTable; readAt: number }

/**
 * Search over the shop's pages. Throws a Fault when the store does; an empty or meaningless query finds nothing.
 * One isolate keeps one of these: it remembers the index's facts for a minute.
 */
export function openSearch(deps: SearchDeps): SearchKnowledge {
  const explain = openExplainedSearch(deps)
  return async (ask, signal) => {
    const { ranked, query, weights, answerable } = await explain(ask, signal)
    const passages = ranked.slice(0, ask.topK).map((scored) => passageOf(scored, query, weights))
    return { passages, answerable, mode: 'lexical' } satisfies Found
  }
}

export type ExplainedSearch = {
  query: Query
  ranked: Scored[]
  weights: Weights
  answerable: number
}

/** The same search with its parts showing, for people and for measuring. */
export function openExplainedSearch(deps: SearchDeps) {
  const readFacts = openFacts(deps)
  return async (ask: KbSearchAsk, signal: AbortSignal): Promise<ExplainedSearch> => {
    const facts = await readFacts()
    signal.throwIfAborted()
    const query = readQuery(ask, facts.lexicon, facts.synonyms)
    const { lexicon } = facts
    const size = { chunks: lexicon.chunks, common: facts.common }
    const asked = query.terms.filter((term) => term.from === 'asked')
    const expressions = [...new Set([...expressionsOf(asked, size), ...expressionsOf(query.terms, size)])]
    if (expressions.length === 0)
      return { query, ranked: [], weights: { ...lexicon, counts: new Map() }, answerable: 0 }
    const cut = await deps.index.cut({
      matches: expressions.map((expression) => ({ expression, limit: FIRST_CUT })),
      terms: query.terms.flatMap((term) => term.stems),
    })
    const weights: Weights = { ...lexicon, counts: cut.counts }
    const scored = scoreCandidates(query, weights, cut.candidates)
    const ranked = withoutNearDuplicates(scored, (each) => each.candidate.stems.body, Math.max(ask.topK, 10))
    return { query, ranked, weights, answerable: answerability(query, ranked, weights) }
  }
}

function openFacts(deps: SearchDeps): () => Promise<Facts> {
  let kept: Facts | null = null
  return async () => {
    const now = deps.now()
    if (kept && now - kept.readAt < FACTS_TTL_MS) return kept
    const [lexicon, groups] = await Promise.all([deps.lexicon.readFacts(), deps.synonyms.listGroups()])
    kept = {
      lexicon,
      common: new Map(lexicon.common),
      synonyms: openSynonymTable(groups, lexicon.languages),
      readAt: now,
    }
    return kept
  }
}

function passageOf(scored: Scored, query: Query, weights: Weights): Passage {
  const { candidate } = scored
  const wanted = new Map(
    query.terms.flatMap((term) => term.stems.map((stem) => [stem, informationOf(term, weights) * term.weight] as const))
  )
  return {
    chunkId: candidate.key,
    title: candidate.title,
    headings: candidate.headings,
    url: candidate.fragment ? `${candidate.url}#${encodeURIComponent(candidate.fragment)}` : candidate.url,
    text: candidate.text,
    snippet: snippetOf(candidate.text, wanted, candidate.language),
    kind: candidate.kind,
    language: candidate.language,
    updatedAt: candidate.updatedAt,
    score: scored.score,
  }
}
