import { storing } from './open-d1.ts'

/** How far the shop's outbox was taken; see `jobs/take-events.ts`. One row among the index's own facts. */
export type KeptCursor = { upTo: number; isBehind: boolean }

export function openEventCursor(db: D1Database) {
  return {
    /** Null before the shop's first word. */
    readCursor: (): Promise<KeptCursor | null> =>
      storing('events.read_cursor', async () => {
        const row = await db.prepare("SELECT value FROM kb_state WHERE name = 'events'").first<{ value: string }>()
        return row ? (JSON.parse(row.value) as KeptCursor) : null
      }),

    saveCursor: (cursor: KeptCursor): Promise<void> =>
      storing('events.save_cursor', async () => {
        await db
          .prepare(
            "INSERT INTO kb_state (name, value) VALUES ('events', ?1) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
          )
          .bind(JSON.stringify(cursor))
          .run()
      }),
  }
}
