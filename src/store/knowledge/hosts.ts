import { storing } from '../open-d1.ts'

export type HostRow = { host: string; robots: string; robotsReadAt: number; nextAt: number }

/** Hosts we are polite to. */
export function openHosts(db: D1Database) {
  return {
    findHost: (host: string): Promise<HostRow | null> =>
      storing('kb.find_host', () =>
        db
          .prepare(
            'SELECT host, robots, robots_read_at AS robotsReadAt, next_at AS nextAt FROM kb_hosts WHERE host = ?1'
          )
          .bind(host)
          .first<HostRow>()
      ),

    saveRobots: (host: string, robots: string, now: number): Promise<void> =>
      storing('kb.save_robots', async () => {
        await db
          .prepare(
            `INSERT INTO kb_hosts (host, robots, robots_read_at, next_at) VALUES (?1, ?2, ?3, 0)
             ON CONFLICT (host) DO UPDATE SET robots = excluded.robots, robots_read_at = excluded.robots_read_at`
          )
          .bind(host, robots, now)
          .run()
      }),

    /** Takes the next free moment at a host and returns it (ms). One statement, so two consumers never get the same one. */
    takeSlot: (host: string, ask: { now: number; gapMs: number }): Promise<number> =>
      storing('kb.take_slot', async () => {
        const row = await db
          .prepare(
            `INSERT INTO kb_hosts (host, robots, robots_read_at, next_at) VALUES (?1, '', 0, ?2 + ?3)
             ON CONFLICT (host) DO UPDATE SET next_at = max(next_at, ?2) + ?3 RETURNING next_at - ?3 AS slot`
          )
          .bind(host, ask.now, ask.gapMs)
          .first<{ slot: number }>()
        return row!.slot
      }),

    /** The host said when to come back. */
    pauseHost: (host: string, untilMs: number): Promise<void> =>
      storing('kb.pause_host', async () => {
        await db
          .prepare(
            `INSERT INTO kb_hosts (host, robots, robots_read_at, next_at) VALUES (?1, '', 0, ?2)
             ON CONFLICT (host) DO UPDATE SET next_at = max(next_at, ?2)`
          )
          .bind(host, untilMs)
          .run()
      }),
  }
}
