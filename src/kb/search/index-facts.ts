import type { Clock } from '../../base/time.ts'
import type { LexiconFacts } from '../../store/knowledge/lexicon.ts'
import type { KnowledgeStore } from '../../store/knowledge/open-knowledge-store.ts'
import { openSynonymTable, type SynonymTable } from './query.ts'

export type IndexFacts = { lexicon: LexiconFacts; common: ReadonlyMap<string, number>; synonyms: SynonymTable }
export type IndexFactsDeps = {
  lexicon: Pick<KnowledgeStore['lexicon'], 'readFacts'>
  synonyms: Pick<KnowledgeStore['synonyms'], 'listGroups'>
  now: Clock
}

/** Facts of the whole index may be this old: they only weigh terms. */
const TTL_MS = 60_000
/** An index that was empty a moment ago is asked again sooner: somebody is watching the first crawl. */
const EMPTY_TTL_MS = 2_000

/** Remembered per isolate, so a search costs one round trip and not two. */
export function openIndexFacts(deps: IndexFactsDeps): () => Promise<IndexFacts> {
  let kept: { facts: IndexFacts; readAt: number } | null = null
  return async () => {
    const now = deps.now()
    const ttl = kept && kept.facts.lexicon.chunks > 0 ? TTL_MS : EMPTY_TTL_MS
    if (kept && now - kept.readAt < ttl) return kept.facts
    const [lexicon, groups] = await Promise.all([deps.lexicon.readFacts(), deps.synonyms.listGroups()])
    const facts = { lexicon, common: new Map(lexicon.common), synonyms: openSynonymTable(groups, lexicon.languages) }
    kept = { facts, readAt: now }
    return facts
  }
}
