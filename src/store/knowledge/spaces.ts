import { storing } from '../open-d1.ts'

/** One model at one dimension in one index. Vectors of two spaces are never compared. */
export type Space = { name: string; model: string; dimensions: number; home: 'vectorize' | 'object' }
/** `syncedAt`: when the active space was last found to have every chunk and nothing else (ms). */
export type SpaceState = { active: Space | null; building: Space | null; syncedAt?: number }
const NONE: SpaceState = { active: null, building: null }

export function openSpaces(db: D1Database) {
  return {
    readState: (): Promise<SpaceState> =>
      storing('kb.read_spaces', async () => {
        const row = await db.prepare("SELECT value FROM kb_state WHERE name = 'space'").first<{ value: string }>()
        return row ? (JSON.parse(row.value) as SpaceState) : NONE
      }),

    saveState: (state: SpaceState): Promise<void> =>
      storing('kb.save_spaces', async () => {
        await db
          .prepare(
            "INSERT INTO kb_state (name, value) VALUES ('space', ?1) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
          )
          .bind(JSON.stringify(state))
          .run()
      }),

    /** Chunks that have no vector in this space yet, with the words to embed. */
    listMissing: (
      space: string,
      limit: number
    ): Promise<{ key: string; title: string; headings: string[]; text: string }[]> =>
      storing('kb.list_missing_vectors', async () => {
        const { results } = await db
          .prepare(
            `SELECT c.key, p.title, c.headings, c.body AS text FROM kb_chunks c JOIN kb_pages p ON p.url = c.page_url
             WHERE NOT EXISTS (SELECT 1 FROM kb_vectors v WHERE v.space = ?1 AND v.key = c.key)
             GROUP BY c.key ORDER BY c.id LIMIT ?2`
          )
          .bind(space, limit)
          .all<{ key: string; title: string; headings: string; text: string }>()
        return results.map((row) => ({ ...row, headings: JSON.parse(row.headings) as string[] }))
      }),

    /** Vectors whose chunk is gone from every page. */
    listOrphans: (space: string, limit: number): Promise<string[]> =>
      storing('kb.list_orphan_vectors', async () => {
        const { results } = await db
          .prepare(
            `SELECT key FROM kb_vectors v WHERE space = ?1 AND NOT EXISTS (SELECT 1 FROM kb_chunks c WHERE c.key = v.key)
             LIMIT ?2`
          )
          .bind(space, limit)
          .all<{ key: string }>()
        return results.map((row) => row.key)
      }),

    markEmbedded: (space: string, keys: string[]): Promise<void> =>
      storing('kb.mark_embedded', async () => {
        await db
          .prepare('INSERT OR IGNORE INTO kb_vectors (space, key) SELECT ?1, value FROM json_each(?2)')
          .bind(space, JSON.stringify(keys))
          .run()
      }),

    unmark: (space: string, keys: string[]): Promise<void> =>
      storing('kb.unmark_embedded', async () => {
        await db
          .prepare('DELETE FROM kb_vectors WHERE space = ?1 AND key IN (SELECT value FROM json_each(?2))')
          .bind(space, JSON.stringify(keys))
          .run()
      }),

    /** All keys of a space that is given up. */
    listEmbedded: (space: string, limit: number): Promise<string[]> =>
      storing('kb.list_embedded', async () => {
        const { results } = await db
          .prepare('SELECT key FROM kb_vectors WHERE space = ?1 LIMIT ?2')
          .bind(space, limit)
          .all<{ key: string }>()
        return results.map((row) => row.key)
      }),
  }
}
