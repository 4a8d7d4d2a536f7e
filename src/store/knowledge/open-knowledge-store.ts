import { openGaps } from './gaps.ts'
import { openLexicon } from './lexicon.ts'
import { openPages } from './pages.ts'
import { openRuns } from './runs.ts'
import { openHosts } from './hosts.ts'
import { openIndexVersion } from './index-version.ts'
import { openSearchIndex } from './search-index.ts'
import { openSpaces } from './spaces.ts'
import { openSynonyms } from './synonyms.ts'

/** Everything the knowledge base keeps in D1, as verbs. Throws a Fault when the database does. */
export function openKnowledgeStore(db: D1Database) {
  return {
    pages: openPages(db),
    runs: openRuns(db),
    hosts: openHosts(db),
    index: { ...openSearchIndex(db), ...openIndexVersion(db) },
    lexicon: openLexicon(db),
    synonyms: openSynonyms(db),
    gaps: openGaps(db),
    spaces: openSpaces(db),
  }
}
export type KnowledgeStore = ReturnType<typeof openKnowledgeStore>
