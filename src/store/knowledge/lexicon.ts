import { storing } from '../open-d1.ts'

/** What ranking must know of the whole index. Lengths are averages in terms per field. */
export type LexiconFacts = {
  chunks: number
  averageTerms: number
  languages: string[]
  /** Terms in more than a fiftieth of all chunks, with their counts. */
  common: [term: string, chunks: number][]
  refreshedAt: number
}
const EMPTY: LexiconFacts = { chunks: 0, averageTerms: 100, languages: [], common: [], refreshedAt: 0 }
const COMMON_MAX = 400
const COMMON_SHARE = 50

export function openLexicon(db: D1Database) {
  return {
    readFacts: (): Promise<LexiconFacts> =>
      storing('kb.read_lexicon', async () => {
        const row = await db.prepare("SELECT value FROM kb_state WHERE name = 'lexicon'").first<{ value: string }>()
        return row ? (JSON.parse(row.value) as LexiconFacts) : EMPTY
      }),

    /**
     * Counts terms anew from the full-text index. Run when a crawl ends, not per page: it reads the whole vocabulary,
     * and writes only what changed, because D1 bills rows written.
     */
    refresh: (now: number): Promise<LexiconFacts> =>
      storing('kb.refresh_lexicon', async () => {
        await db.batch(REFRESH.map((sql) => db.prepare(sql)))
        const facts = await readFacts(db, now)
        await db
          .prepare(
            "INSERT INTO kb_state (name, value) VALUES ('lexicon', ?1) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
          )
          .bind(JSON.stringify(facts))
          .run()
        return facts
      }),
  }
}

const REFRESH = [
  'DELETE FROM kb_terms_fts WHERE rowid IN (SELECT id FROM kb_terms WHERE term NOT IN (SELECT term FROM kb_vocab))',
  'DELETE FROM kb_terms WHERE term NOT IN (SELECT term FROM kb_vocab)',
  `INSERT INTO kb_terms (term, chunks) SELECT term, doc FROM kb_vocab WHERE true
   ON CONFLICT (term) DO UPDATE SET chunks = excluded.chunks WHERE chunks <> excluded.chunks`,
  // Numbers and short words have no useful trigrams.
  `INSERT INTO kb_terms_fts (rowid, term) SELECT id, term FROM kb_terms
   WHERE length(term) BETWEEN 4 AND 24 AND term NOT GLOB '*[0-9]*' AND id NOT IN (SELECT rowid FROM kb_terms_fts)`,
]

async function readFacts(db: D1Database, now: number): Promise<LexiconFacts> {
  const [totals, languages] = await db.batch<Record<string, unknown>>([
    db.prepare('SELECT count(*) AS chunks, coalesce(avg(terms), 100) AS averageTerms FROM kb_chunks'),
    db.prepare('SELECT language FROM kb_pages GROUP BY language ORDER BY count(*) DESC LIMIT 6'),
  ])
  const { chunks, averageTerms } = totals!.results[0] as { chunks: number; averageTerms: number }
  const { results } = await db
    .prepare('SELECT term, chunks FROM kb_terms WHERE chunks > ?1 ORDER BY chunks DESC LIMIT ?2')
    .bind(Math.max(1, chunks / COMMON_SHARE), COMMON_MAX)
    .all<{ term: string; chunks: number }>()
  return {
    chunks,
    averageTerms,
    languages: languages!.results.map((row) => row['language'] as string),
    common: results.map((row) => [row.term, row.chunks]),
    refreshedAt: now,
  }
}
