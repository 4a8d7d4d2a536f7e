import type { KbSearchAsk, SearchKnowledge } from '../../contracts/knowledge.ts'
import type { Candidate } from '../../store/knowledge/search-index.ts'
import { answerability } from './answerable.ts'
import type { DenseSearch } from './dense.ts'
import { fuseRanks } from './fuse.ts'
import { partsOf, writesCompounds } from './lookup/compounds.ts'
import type { Lookup } from './lookup/lookup.ts'
import { withoutNearDuplicates } from './near-duplicates.ts'
import { openNudge } from './nudge.ts'
import { passageOf } from './passage.ts'
import { readQuery, type Query, type Term } from './query.ts'
import { scoreCandidates, type Scored, type Weights } from './score.ts'
import { openSnapshots, type Snapshot, type SnapshotDeps } from './lookup/snapshot.ts'
import { tokensOf } from './tokens.ts'
import { likeliest, mayBeTypo } from './lookup/typos.ts'

export type SearchDeps = SnapshotDeps & {
  /** Absent where no embedder is configured: search is lexical and says so. */
  dense?: DenseSearch
  /** A second look at the best few by a model that reads both together. Scores in the same order; null: it could not. */
  rerank?: (query: string, texts: string[], signal: AbortSignal) => Promise<number[] | null>
}

/** Chunks the vectors hand to the ranking. */
const DENSE_CUT = 20
/** Passages a cross-encoder looks at again: it reads each one. */
const RERANK_CUT = 10
/** Mistyped words looked up in one search; more is not typing but another language. */
const TYPOS_MAX = 3

/**
 * Search over the shop's pages. Throws a Fault when the store does; an empty or meaningless query finds nothing.
 * One isolate keeps one of these: it remembers a small index whole, and the facts of a large one for a minute.
 */
export function openSearch(deps: SearchDeps): SearchKnowledge {
  const explain = openExplainedSearch(deps)
  return async (ask, signal) => {
    const { ranked, query, weights, answerable, mode } = await explain(ask, signal)
    return { passages: ranked.slice(0, ask.topK).map((scored) => passageOf(scored, query, weights)), answerable, mode }
  }
}

export type ExplainedSearch = {
  query: Query
  /** Best first, near-duplicates collapsed. */
  ranked: Scored[]
  weights: Weights
  answerable: number
  mode: 'lexical' | 'hybrid'
}

/** The same search with its parts showing, for people and for measuring. */
export function openExplainedSearch(deps: SearchDeps) {
  const readSnapshot = openSnapshots(deps)
  return async (ask: KbSearchAsk, signal: AbortSignal): Promise<ExplainedSearch> => {
    const snapshot = await readSnapshot()
    signal.throwIfAborted()
    const asked = readQuery(ask, snapshot.lexicon, snapshot.synonyms)
    if (asked.terms.length === 0) return nothing(asked, snapshot)
    const nearest = deps.dense?.(denseTextOf(ask, asked), DENSE_CUT, signal) ?? Promise.resolve(null)
    const [{ query, candidates, weights }, near] = await Promise.all([findCandidates(snapshot, asked), nearest])
    signal.throwIfAborted()
    const all = await withNearest(snapshot.lookup, candidates, near)
    const nudge = openNudge({ query: ask.query, language: ask.language, nowMs: deps.now() })
    const scored = scoreCandidates(query, weights, all)
      .map((each) => ({ ...each, score: each.score * nudge(each.candidate) }))
      .sort((a, b) => b.score - a.score)
    const fused = near ? fuse(scored, near) : scored
    const shown = deps.rerank ? Math.max(ask.topK, RERANK_CUT) : ask.topK
    const ranked = withoutNearDuplicates(fused, (each) => tokensOf(each.candidate).body, shown)
    const final = await reranked(deps, ask.query, ranked, signal)
    const answerable = answerability(query, scored, weights, near?.[0]?.score ?? null)
    return { query, ranked: final, weights, answerable, mode: near ? 'hybrid' : 'lexical' }
  }
}

const nothing = (query: Query, { lexicon }: Snapshot): ExplainedSearch => ({
  query,
  ranked: [],
  weights: { ...lexicon, counts: new Map() },
  answerable: 0,
  mode: 'lexical',
})

/** A follow-up is embedded with the message before it: alone it has no subject. */
function denseTextOf(ask: KbSearchAsk, query: Query): string {
  const before = query.isFollowUp ? ask.history.at(-1) : undefined
  return [before, ask.query].filter(Boolean).join('\n').slice(0, 2_000)
}

type Findings = { query: Query; candidates: Candidate[]; weights: Weights }

/** One look; a second only when a word nobody knows may be a slip of the finger. */
async function findCandidates(snapshot: Snapshot, query: Query): Promise<Findings> {
  const first = withoutNames(await cut(snapshot, query))
  const strangers = first.query.terms.filter((term) => mayBeTypo(term) && isUnknown(term, first)).slice(0, TYPOS_MAX)
  if (strangers.length === 0) return first
  const meant = await Promise.all(strangers.map((term) => correct(snapshot, term)))
  const corrected = new Map(strangers.flatMap((term, at) => (meant[at] ? [[term, meant[at]] as const] : [])))
  if (corrected.size === 0) return first
  const terms = first.query.terms.map((term) => corrected.get(term) ?? term)
  return cut(snapshot, { ...first.query, terms })
}

/** What people call a text, not what it is about: "return policy" is answered by a page that says neither word. */
const NAMES_OF_TEXTS = new Set(
  'policy policies info information details conditions rules terms page section'.split(' ')
)

function withoutNames(found: Findings): Findings {
  const terms = found.query.terms.filter((term) => !(NAMES_OF_TEXTS.has(term.word) && isUnknown(term, found)))
  if (terms.length === found.query.terms.length || terms.length === 0) return found
  // Pairs count by place, and a phrase with a word nobody says earns nothing anyway.
  return { ...found, query: { ...found.query, terms, pairs: [] } }
}

async function cut({ lexicon, lookup }: Snapshot, query: Query): Promise<Findings> {
  const { candidates, counts } = await lookup.cut(query)
  return { query, candidates, weights: { ...lexicon, counts } }
}

/** Not counted, and in nothing we found: a page indexed since the last count may hold a word that has no count yet. */
function isUnknown(term: Term, { weights, candidates }: Findings): boolean {
  const stems = [...term.stems, ...term.alike]
  if (stems.some((stem) => weights.counts.has(stem))) return false
  return !candidates.some(({ stems: { title, headings, body } }) =>
    stems.some((stem) => ` ${title} ${headings} ${body} `.includes(` ${stem} `))
  )
}

/** A slip of the finger, or a compound of two words the index knows. */
async function correct({ lookup, lexicon }: Snapshot, term: Term): Promise<Term | null> {
  const stem = term.stems[0]!
  const known = await lookup.similarTerms(stem)
  const slip = likeliest(stem, known)
  const spelled = known.map((each) => each.term)
  const meant = slip ? [slip] : writesCompounds(lexicon.languages) ? partsOf(stem, spelled) : null
  return meant ? { ...term, stems: meant, weight: term.weight * 0.8, correctedTo: meant.join(' ') } : null
}

async function withNearest(lookup: Lookup, found: Candidate[], near: { key: string }[] | null): Promise<Candidate[]> {
  if (!near) return found
  const known = new Set(found.map((each) => each.key))
  const missing = near.map((each) => each.key).filter((key) => !known.has(key))
  return [...found, ...(await lookup.readByKeys(missing))]
}

function fuse(scored: Scored[], near: { key: string; score: number }[]): Scored[] {
  const byKey = new Map(scored.map((each) => [each.candidate.key, each]))
  const nearness = new Map(near.map((each) => [each.key, each.score]))
  const lexical = scored.filter((each) => each.parts.terms > 0).map((each) => each.candidate.key)
  return fuseRanks([lexical, near.map((each) => each.key)]).flatMap((key, place) => {
    const each = byKey.get(key)
    // Ranks are what was fused, so the score is the place; parts keep what each search said.
    return each
      ? [{ ...each, score: 1 / (place + 1), parts: { ...each.parts, nearness: nearness.get(key) ?? null } }]
      : []
  })
}

async function reranked(deps: SearchDeps, query: string, ranked: Scored[], signal: AbortSignal): Promise<Scored[]> {
  if (!deps.rerank || ranked.length < 2) return ranked
  const head = ranked.slice(0, RERANK_CUT)
  const texts = head.map((each) => each.candidate.text)
  const scores = await deps.rerank(query, texts, signal)
  if (!scores) return ranked
  const again = head.map((each, at) => ({ ...each, score: scores[at] ?? 0 })).sort((a, b) => b.score - a.score)
  return [...again, ...ranked.slice(RERANK_CUT)]
}
