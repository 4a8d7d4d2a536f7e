import type { PageKind } from '../../contracts/knowledge.ts'
import { storing } from '../open-d1.ts'

/** A chunk with what ranking needs: its own text, its page's facts, and its stems by field. */
export type Candidate = {
  id: number
  key: string
  url: string
  title: string
  kind: PageKind
  language: string
  updatedAt: string | null
  headings: string[]
  fragment: string
  text: string
  /** Length of the body in index terms. */
  terms: number
  stems: { title: string; headings: string; body: string }
}

/** Field weights of the first cut. The real ranking is done over what it returns. */
const COLUMN_WEIGHTS = '3.0, 2.0, 1.0'

const SELECT_CANDIDATE = `SELECT c.id, c.key, c.page_url AS url, p.title, p.kind, p.language, p.updated_at AS updatedAt,
  c.headings, c.fragment, c.body AS text, c.terms, f.title AS stemsTitle, f.headings AS stemsHeadings, f.body AS stemsBody`

type Row = Omit<Candidate, 'headings' | 'stems'> & {
  headings: string
  stemsTitle: string
  stemsHeadings: string
  stemsBody: string
}

export type FirstCut = {
  /** FTS5 MATCH expressions, made by kb/search from its own terms only: never a shopper's text. */
  matches: { expression: string; limit: number }[]
  /** Terms whose document counts the ranking wants. */
  terms: string[]
}

type Hit = { id: number; version: string }

/** Chunks an isolate keeps at hand: about 8 MB of a full one. */
const KEPT_MAX = 3_000
/** Rows of one answer from D1: about a megabyte. */
const ROWS_AT_ONCE = 400

export function openSearchIndex(db: D1Database) {
  /**
   * What a search needs of a chunk is twenty times what finds it, and the same chunks are found again and again. A
   * version names the cut's own hash and when its page was last read, so what is kept can never be out of date.
   */
  const kept = new Map<number, { version: string; candidate: Candidate }>()

  async function resolve(hits: Map<number, string>): Promise<Candidate[]> {
    const atHand = new Map<number, Candidate>()
    for (const [id, version] of hits) {
      const known = kept.get(id)
      if (known?.version === version) atHand.set(id, known.candidate)
    }
    const missing = [...hits.keys()].filter((id) => !atHand.has(id))
    for (let at = 0; at < missing.length; at += ROWS_AT_ONCE) {
      for (const candidate of await readRows(missing.slice(at, at + ROWS_AT_ONCE))) {
        atHand.set(candidate.id, candidate)
        if (kept.size >= KEPT_MAX) kept.clear()
        kept.set(candidate.id, { version: hits.get(candidate.id)!, candidate })
      }
    }
    // In the order they were found; one deleted between the two reads is left out.
    return [...hits.keys()].flatMap((id) => atHand.get(id) ?? [])
  }

  async function readRows(ids: number[]): Promise<Candidate[]> {
    const { results } = await db
      .prepare(
        `${SELECT_CANDIDATE} FROM kb_fts f JOIN kb_chunks c ON c.id = f.rowid JOIN kb_pages p ON p.url = c.page_url
         WHERE f.rowid IN (SELECT value FROM json_each(?1))`
      )
      .bind(JSON.stringify(ids))
      .all<Row>()
    return distinct(results)
  }

  return {
    /** All matches and all counts in one round trip, the chunks' own text in a second where it is not at hand. */
    cut: (ask: FirstCut): Promise<{ candidates: Candidate[]; counts: Map<string, number> }> =>
      storing('kb.cut', async () => {
        const [counts, ...found] = await db.batch<Record<string, unknown>>([
          db
            .prepare('SELECT term, chunks FROM kb_terms WHERE term IN (SELECT value FROM json_each(?1))')
            .bind(JSON.stringify(ask.terms)),
          ...ask.matches.map(({ expression, limit }) =>
            db
              .prepare(
                `SELECT hit.id, c.key || '@' || p.fetched_at AS version FROM (SELECT rowid AS id FROM kb_fts
                   WHERE kb_fts MATCH ?1 AND rank MATCH 'bm25(${COLUMN_WEIGHTS})' ORDER BY rank LIMIT ?2) hit
                 JOIN kb_chunks c ON c.id = hit.id JOIN kb_pages p ON p.url = c.page_url`
              )
              .bind(expression, limit)
          ),
        ])
        const hits = new Map(found.flatMap((each) => each.results as Hit[]).map((hit) => [hit.id, hit.version]))
        const candidates = await resolve(hits)
        return { candidates, counts: countsOf(counts!.results as { term: string; chunks: number }[]) }
      }),

    /** The whole index, oldest first, where it has at most `max` chunks; null where it has more. */
    readWhole: (max: number): Promise<Candidate[] | null> =>
      storing('kb.read_whole', async () => {
        const { results } = await db
          .prepare(
            `SELECT c.id, c.key || '@' || p.fetched_at AS version FROM kb_chunks c JOIN kb_pages p ON p.url = c.page_url
             ORDER BY c.id LIMIT ?1`
          )
          .bind(max + 1)
          .all<Hit>()
        return results.length > max ? null : resolve(new Map(results.map((hit) => [hit.id, hit.version])))
      }),

    /** Chunks by key, for what a vector index found. Keys that are gone are left out. */
    readByKeys: (keys: string[]): Promise<Candidate[]> =>
      storing('kb.read_by_keys', async () => {
        if (keys.length === 0) return []
        const { results } = await db
          .prepare(
            `${SELECT_CANDIDATE} FROM kb_chunks c JOIN kb_fts f ON f.rowid = c.id JOIN kb_pages p ON p.url = c.page_url
             WHERE c.key IN (SELECT value FROM json_each(?1))`
          )
          .bind(JSON.stringify(keys))
          .all<Row>()
        return distinct(results)
      }),

    /** Known terms that share trigrams with a word, likeliest first. For typing errors only: it is the slow road. */
    similarTerms: (trigrams: string[], limit: number): Promise<{ term: string; chunks: number }[]> =>
      storing('kb.similar_terms', async () => {
        if (trigrams.length === 0) return []
        const expression = trigrams.map((each) => `"${each.replaceAll('"', '')}"`).join(' OR ')
        const { results } = await db
          .prepare(
            `SELECT t.term, t.chunks FROM (SELECT rowid AS id FROM kb_terms_fts WHERE kb_terms_fts MATCH ?1
               ORDER BY rank LIMIT ?2) hit JOIN kb_terms t ON t.id = hit.id`
          )
          .bind(expression, limit)
          .all<{ term: string; chunks: number }>()
        return results
      }),
  }
}

function distinct(rows: Row[]): Candidate[] {
  const byId = new Map<number, Candidate>()
  for (const { stemsTitle, stemsHeadings, stemsBody, headings, ...rest } of rows) {
    if (byId.has(rest.id)) continue
    byId.set(rest.id, {
      ...rest,
      headings: JSON.parse(headings) as string[],
      stems: { title: stemsTitle, headings: stemsHeadings, body: stemsBody },
    })
  }
  return [...byId.values()]
}

const countsOf = (rows: { term: string; chunks: number }[]) => new Map(rows.map((row) => [row.term, row.chunks]))
