import { storing } from '../open-d1.ts'
import { moveVersion } from './index-version.ts'

export type SynonymGroup = { id: number; words: string[] }
const GROUPS_MAX = 2_000

export function openSynonyms(db: D1Database) {
  return {
    listGroups: (): Promise<SynonymGroup[]> =>
      storing('kb.list_synonyms', async () => {
        const { results } = await db
          .prepare('SELECT id, words FROM kb_synonyms ORDER BY id LIMIT ?1')
          .bind(GROUPS_MAX)
          .all<{ id: number; words: string }>()
        return results.map((row) => ({ id: row.id, words: JSON.parse(row.words) as string[] }))
      }),

    addGroup: (words: string[], now: number): Promise<number> =>
      storing('kb.add_synonyms', async () => {
        const [added] = await db.batch<{ id: number }>([
          db
            .prepare('INSERT INTO kb_synonyms (words, updated_at) VALUES (?1, ?2) RETURNING id')
            .bind(JSON.stringify(words), now),
          moveVersion(db),
        ])
        return added!.results[0]!.id
      }),

    removeGroup: (id: number): Promise<void> =>
      storing('kb.remove_synonyms', async () => {
        await db.batch([db.prepare('DELETE FROM kb_synonyms WHERE id = ?1').bind(id), moveVersion(db)])
      }),
  }
}
