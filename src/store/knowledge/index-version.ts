import { storing } from '../open-d1.ts'

/**
 * A word that changes with every write a search could see: pages, passages, synonyms. Random, not counted: a database
 * put back from a copy must not repeat a version that somebody still remembers for other content.
 */
const MOVE = `INSERT INTO kb_state (name, value) VALUES ('version', lower(hex(randomblob(8))))
  ON CONFLICT (name) DO UPDATE SET value = excluded.value`

/** Goes into the same batch as the write, so no reader meets one without the other. */
export const moveVersion = (db: D1Database): D1PreparedStatement => db.prepare(MOVE)

export function openIndexVersion(db: D1Database) {
  return {
    /** Empty before the first page. */
    readVersion: (): Promise<string> =>
      storing('kb.read_version', async () => {
        const row = await db.prepare("SELECT value FROM kb_state WHERE name = 'version'").first<{ value: string }>()
        return row?.value ?? ''
      }),
  }
}
