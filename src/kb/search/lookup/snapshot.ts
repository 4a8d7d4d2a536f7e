import type { Clock } from '../../../base/time.ts'
import type { LexiconFacts } from '../../../store/knowledge/lexicon.ts'
import type { KnowledgeStore } from '../../../store/knowledge/open-knowledge-store.ts'
import { storedLookup, type Lookup } from './lookup.ts'
import { openSynonymTable, type SynonymTable } from '../query.ts'
import { openSmallIndex } from './small-index.ts'

/** What one search goes by: facts of the whole index, the shop's synonyms, and where to look. */
export type Snapshot = { lexicon: LexiconFacts; synonyms: SynonymTable; lookup: Lookup }
export type SnapshotDeps = {
  index: Pick<KnowledgeStore['index'], 'readVersion' | 'readWhole' | 'cut' | 'similarTerms' | 'readByKeys'>
  lexicon: Pick<KnowledgeStore['lexicon'], 'readFacts'>
  synonyms: Pick<KnowledgeStore['synonyms'], 'listGroups'>
  now: Clock
  /** Chunks up to which an index is held whole; 0 for never. */
  smallMax?: number
}

/** Most shops. About 10 MB of an isolate's 128, read in under a second by the first search after a change. */
const SMALL_MAX = 2_000
/** Facts of a large index may be this old: they only weigh terms. Its chunks are asked of the database each time. */
const TTL_MS = 60_000

/**
 * Remembered per isolate. A small index costs each search one read of one row: its version. It is asked every time and
 * before anything else, so a page that has left the index is never answered from.
 */
export function openSnapshots(deps: SnapshotDeps): () => Promise<Snapshot> {
  const smallMax = deps.smallMax ?? SMALL_MAX
  let small: (Snapshot & { version: string }) | null = null
  let large: (Snapshot & { readAt: number }) | null = null
  return async () => {
    if (large && deps.now() - large.readAt < TTL_MS) return large
    const version = await deps.index.readVersion()
    if (small?.version === version) return small
    const [chunks, groups] = await Promise.all([deps.index.readWhole(smallMax), deps.synonyms.listGroups()])
    if (chunks) {
      const { facts, ...lookup } = openSmallIndex(chunks)
      // Kept under the version read before the chunks: a write in between is seen as a change by the next search.
      small = { version, lexicon: facts, synonyms: openSynonymTable(groups, facts.languages), lookup }
      large = null
      return small
    }
    const lexicon = await deps.lexicon.readFacts()
    const lookup = storedLookup(deps.index, { chunks: lexicon.chunks, common: new Map(lexicon.common) })
    large = { lexicon, synonyms: openSynonymTable(groups, lexicon.languages), lookup, readAt: deps.now() }
    small = null
    return large
  }
}
