import type { PageKind } from '../../contracts/knowledge.ts'
import { storing } from '../open-d1.ts'
import { moveVersion } from './index-version.ts'

/** A page's row: what we know without its text. `fetchedAt` is ms since the epoch. */
export type KbPage = {
  url: string
  sourceUrl: string
  title: string
  kind: PageKind
  language: string
  updatedAt: string | null
  etag: string | null
  lastModified: string | null
  listedAt: string | null
  contentHash: string
  fetchedAt: number
}

export type ChunkWrite = {
  key: string
  ordinal: number
  headings: string[]
  fragment: string
  text: string
  terms: number
  /** Index terms separated by spaces, as kb/text made them. */
  stems: { title: string; headings: string; body: string }
}
export type PageWrite = { page: KbPage; chunks: ChunkWrite[] }

/** D1 refuses a bound string over 2 MB; chunk rows travel in groups well under it. */
const CHUNKS_PER_STATEMENT = 150

export function openPages(db: D1Database) {
  return {
    /** Whole pages at once or not at all: a reader never sees half a page. Unchanged chunks keep their rows. */
    savePages: (writes: PageWrite[]): Promise<void> =>
      storing('kb.save_pages', async () => {
        const statements = writes.flatMap((write) => saveStatements(db, write))
        if (statements.length > 0) await db.batch([...statements, moveVersion(db)])
      }),

    /** The page and every trace of it in the index. Returns the keys whose vectors are now nobody's. */
    removePages: (urls: string[]): Promise<string[]> =>
      storing('kb.remove_pages', async () => {
        if (urls.length === 0) return []
        const list = JSON.stringify(urls)
        const among = 'page_url IN (SELECT value FROM json_each(?1))'
        const [keys] = await db.batch<{ key: string }>([
          db.prepare(`SELECT key FROM kb_chunks WHERE ${among}`).bind(list),
          db.prepare(`DELETE FROM kb_fts WHERE rowid IN (SELECT id FROM kb_chunks WHERE ${among})`).bind(list),
          db.prepare(`DELETE FROM kb_chunks WHERE ${among}`).bind(list),
          db.prepare('DELETE FROM kb_pages WHERE url IN (SELECT value FROM json_each(?1))').bind(list),
          moveVersion(db),
        ])
        return keys!.results.map((row) => row.key)
      }),

    /** Read again and found the same: only the times and validators move. */
    touchPages: (touches: Pick<KbPage, 'url' | 'fetchedAt' | 'listedAt' | 'etag' | 'lastModified'>[]): Promise<void> =>
      storing('kb.touch_pages', async () => {
        if (touches.length === 0) return
        await db
          .prepare(
            `UPDATE kb_pages SET fetched_at = j.value ->> 'fetchedAt', listed_at = coalesce(j.value ->> 'listedAt', listed_at),
               etag = j.value ->> 'etag', last_modified = j.value ->> 'lastModified'
             FROM json_each(?1) j WHERE url = j.value ->> 'url'`
          )
          .bind(JSON.stringify(touches))
          .run()
      }),

    /** By the address fetched or the canonical one. */
    findPages: (urls: string[]): Promise<KbPage[]> =>
      storing('kb.find_pages', async () => {
        const list = JSON.stringify(urls)
        const { results } = await db
          .prepare(
            `${SELECT_PAGE} WHERE url IN (SELECT value FROM json_each(?1)) OR source_url IN (SELECT value FROM json_each(?1))`
          )
          .bind(list)
          .all<KbPage>()
        return results
      }),

    /** Every page we hold, without text. A shop has thousands at most. */
    listPages: (): Promise<KbPage[]> =>
      storing('kb.list_pages', async () => (await db.prepare(`${SELECT_PAGE} ORDER BY url`).all<KbPage>()).results),

    readChunks: (url: string): Promise<{ key: string; headings: string[]; fragment: string; text: string }[]> =>
      storing('kb.read_chunks', async () => {
        const { results } = await db
          .prepare(
            'SELECT key, headings, fragment, body AS text FROM kb_chunks WHERE page_url = ?1 ORDER BY ordinal LIMIT 1000'
          )
          .bind(url)
          .all<{ key: string; headings: string; fragment: string; text: string }>()
        return results.map((row) => ({ ...row, headings: JSON.parse(row.headings) as string[] }))
      }),

    countPages: (): Promise<{ pages: number; chunks: number }> =>
      storing('kb.count_pages', async () => {
        const row = await db
          .prepare('SELECT (SELECT count(*) FROM kb_pages) AS pages, (SELECT count(*) FROM kb_chunks) AS chunks')
          .first<{ pages: number; chunks: number }>()
        return row!
      }),
  }
}

const SELECT_PAGE = `SELECT url, source_url AS sourceUrl, title, kind, language, updated_at AS updatedAt, etag,
  last_modified AS lastModified, listed_at AS listedAt, content_hash AS contentHash, fetched_at AS fetchedAt FROM kb_pages`

function saveStatements(db: D1Database, { page, chunks }: PageWrite): D1PreparedStatement[] {
  const keys = JSON.stringify(chunks.map((chunk) => chunk.key))
  const gone = 'page_url = ?1 AND key NOT IN (SELECT value FROM json_each(?2))'
  const statements = [
    db.prepare(`DELETE FROM kb_fts WHERE rowid IN (SELECT id FROM kb_chunks WHERE ${gone})`).bind(page.url, keys),
    db.prepare(`DELETE FROM kb_chunks WHERE ${gone}`).bind(page.url, keys),
  ]
  for (let at = 0; at < chunks.length; at += CHUNKS_PER_STATEMENT) {
    const group = JSON.stringify(chunks.slice(at, at + CHUNKS_PER_STATEMENT))
    statements.push(insertChunks(db, page.url, group), indexChunks(db, page.url, group))
  }
  return [...statements, upsertPage(db, page)]
}

function insertChunks(db: D1Database, url: string, group: string): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO kb_chunks (page_url, key, ordinal, headings, fragment, body, terms)
       SELECT ?1, value ->> 'key', value ->> 'ordinal', value -> 'headings', value ->> 'fragment', value ->> 'text',
         value ->> 'terms' FROM json_each(?2) WHERE true
       ON CONFLICT (page_url, key) DO UPDATE SET ordinal = excluded.ordinal, fragment = excluded.fragment`
    )
    .bind(url, group)
}

/** Rows already in the full-text index are those whose chunk was kept: a rowid is in both or in neither. */
function indexChunks(db: D1Database, url: string, group: string): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO kb_fts (rowid, title, headings, body)
       SELECT c.id, j.value ->> '$.stems.title', j.value ->> '$.stems.headings', j.value ->> '$.stems.body'
       FROM json_each(?2) j JOIN kb_chunks c ON c.page_url = ?1 AND c.key = j.value ->> 'key'
       WHERE NOT EXISTS (SELECT 1 FROM kb_fts f WHERE f.rowid = c.id)`
    )
    .bind(url, group)
}

function upsertPage(db: D1Database, page: KbPage): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO kb_pages (url, source_url, title, kind, language, updated_at, etag, last_modified, listed_at,
         content_hash, fetched_at) VALUES (?1 ->> 'url', ?1 ->> 'sourceUrl', ?1 ->> 'title',
         ?1 ->> 'kind', ?1 ->> 'language', ?1 ->> 'updatedAt', ?1 ->> 'etag', ?1 ->> 'lastModified', ?1 ->> 'listedAt',
         ?1 ->> 'contentHash', ?1 ->> 'fetchedAt')
       ON CONFLICT (url) DO UPDATE SET source_url = excluded.source_url, title = excluded.title, kind = excluded.kind,
         language = excluded.language, updated_at = excluded.updated_at, etag = excluded.etag,
         last_modified = excluded.last_modified, listed_at = excluded.listed_at,
         content_hash = excluded.content_hash, fetched_at = excluded.fetched_at`
    )
    .bind(JSON.stringify(page))
}
