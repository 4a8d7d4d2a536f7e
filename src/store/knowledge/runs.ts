import { storing } from '../open-d1.ts'

export type FrontierState = 'queued' | 'changed' | 'unchanged' | 'gone' | 'skipped' | 'failed'
export type FrontierRow = {
  url: string
  state: FrontierState
  why: string | null
  depth: number
  listedAt: string | null
  attempts: number
}

/** Progress of a crawl, counted from its rows. `found` is all pages known to the run. Times are ms. */
export type RunReport = {
  id: string
  ask: unknown
  startedAt: number
  finishedAt: number | null
  note: string | null
  found: number
  fetched: number
  unchanged: number
  changed: number
  gone: number
  skipped: number
  failed: number
  done: boolean
}

const RUNS_KEPT = 20

export function openRuns(db: D1Database) {
  return {
    /** The same id again is the same run. Ended runs beyond the last twenty are forgotten with their rows. */
    openRun: (run: { id: string; ask: unknown; startedAt: number }): Promise<void> =>
      storing('kb.open_run', async () => {
        const old = `SELECT id FROM kb_runs WHERE finished_at IS NOT NULL ORDER BY started_at DESC LIMIT -1 OFFSET ${RUNS_KEPT}`
        await db.batch([
          db
            .prepare('INSERT OR IGNORE INTO kb_runs (id, ask, started_at) VALUES (?1, ?2, ?3)')
            .bind(run.id, JSON.stringify(run.ask), run.startedAt),
          db.prepare(`DELETE FROM kb_frontier WHERE run_id IN (${old})`),
          db.prepare(`DELETE FROM kb_runs WHERE id IN (${old})`),
        ])
      }),

    /** Adds pages not yet known to the run, up to its ceiling. Returns those added that are to be fetched. */
    addToFrontier: (
      runId: string,
      pages: { url: string; depth: number; listedAt: string | null; state: 'queued' | 'unchanged' }[],
      ask: { now: number; max: number }
    ): Promise<string[]> =>
      storing('kb.add_to_frontier', async () => {
        if (pages.length === 0) return []
        const { results } = await db
          .prepare(
            `INSERT OR IGNORE INTO kb_frontier (run_id, url, state, depth, listed_at, attempts, updated_at)
             SELECT ?1, value ->> 'url', value ->> 'state', value ->> 'depth', value ->> 'listedAt', 0, ?3 FROM json_each(?2)
             LIMIT max(0, ?4 - (SELECT count(*) FROM kb_frontier WHERE run_id = ?1)) RETURNING url, state`
          )
          .bind(runId, JSON.stringify(pages), ask.now, ask.max)
          .all<{ url: string; state: string }>()
        return results.filter((row) => row.state === 'queued').map((row) => row.url)
      }),

    readFrontier: (runId: string, urls: string[]): Promise<FrontierRow[]> =>
      storing('kb.read_frontier', async () => {
        const { results } = await db
          .prepare(`${SELECT_FRONTIER} WHERE run_id = ?1 AND url IN (SELECT value FROM json_each(?2))`)
          .bind(runId, JSON.stringify(urls))
          .all<FrontierRow>()
        return results
      }),

    /** Still to do, oldest knock first: for a run without a queue, and to knock again after a crash. */
    listQueued: (runId: string, ask: { before: number; limit: number }): Promise<string[]> =>
      storing('kb.list_queued', async () => {
        const { results } = await db
          .prepare(
            `SELECT url FROM kb_frontier WHERE run_id = ?1 AND state = 'queued' AND updated_at <= ?2
             ORDER BY updated_at, rowid LIMIT ?3`
          )
          .bind(runId, ask.before, ask.limit)
          .all<{ url: string }>()
        return results.map((row) => row.url)
      }),

    listFrontier: (runId: string, state: FrontierState, limit: number): Promise<FrontierRow[]> =>
      storing('kb.list_frontier', async () => {
        const { results } = await db
          .prepare(`${SELECT_FRONTIER} WHERE run_id = ?1 AND state = ?2 ORDER BY url LIMIT ?3`)
          .bind(runId, state, limit)
          .all<FrontierRow>()
        return results
      }),

    /** What became of pages. A state is only ever left from `queued`, so a late repeat cannot undo a later fact. */
    settle: (
      runId: string,
      ends: { url: string; state: FrontierState; why: string | null }[],
      now: number
    ): Promise<void> =>
      storing('kb.settle', async () => {
        if (ends.length === 0) return
        await db
          .prepare(
            `UPDATE kb_frontier SET state = j.value ->> 'state', why = j.value ->> 'why', attempts = attempts + 1,
               updated_at = ?3 FROM json_each(?2) j
             WHERE run_id = ?1 AND kb_frontier.url = j.value ->> 'url' AND kb_frontier.state = 'queued'`
          )
          .bind(runId, JSON.stringify(ends), now)
          .run()
      }),

    /** Still to do, but not now. Counts the attempt. */
    postpone: (runId: string, urls: string[], now: number): Promise<void> =>
      storing('kb.postpone', async () => {
        if (urls.length === 0) return
        await db
          .prepare(
            `UPDATE kb_frontier SET attempts = attempts + 1, updated_at = ?3
             WHERE run_id = ?1 AND url IN (SELECT value FROM json_each(?2)) AND state = 'queued'`
          )
          .bind(runId, JSON.stringify(urls), now)
          .run()
      }),

    hasQueued: (runId: string): Promise<boolean> =>
      storing('kb.has_queued', async () => {
        const row = await db
          .prepare("SELECT 1 AS one FROM kb_frontier WHERE run_id = ?1 AND state = 'queued' LIMIT 1")
          .bind(runId)
          .first()
        return row !== null
      }),

    closeRun: (runId: string, ask: { now: number; note: string | null }): Promise<void> =>
      storing('kb.close_run', async () => {
        await db
          .prepare(
            'UPDATE kb_runs SET finished_at = ?2, note = coalesce(?3, note) WHERE id = ?1 AND finished_at IS NULL'
          )
          .bind(runId, ask.now, ask.note)
          .run()
      }),

    readRun: (runId: string): Promise<RunReport | null> =>
      readRuns(db, 'WHERE r.id = ?1', [runId]).then((all) => all[0] ?? null),

    listRuns: (limit: number): Promise<RunReport[]> => readRuns(db, 'ORDER BY r.started_at DESC LIMIT ?1', [limit]),

    listUnfinished: (): Promise<RunReport[]> => readRuns(db, 'WHERE r.finished_at IS NULL ORDER BY r.started_at', []),
  }
}

const SELECT_FRONTIER = 'SELECT url, state, why, depth, listed_at AS listedAt, attempts FROM kb_frontier'

type RunRow = { id: string; ask: string; startedAt: number; finishedAt: number | null; note: string | null }

function readRuns(db: D1Database, tail: string, values: unknown[]): Promise<RunReport[]> {
  return storing('kb.read_runs', async () => {
    const { results } = await db
      .prepare(
        `SELECT r.id, r.ask, r.started_at AS startedAt, r.finished_at AS finishedAt, r.note,
           (SELECT json_group_object(state, times) FROM (SELECT state, count(*) AS times FROM kb_frontier
              WHERE run_id = r.id GROUP BY state)) AS counts FROM kb_runs r ${tail}`
      )
      .bind(...values)
      .all<RunRow & { counts: string }>()
    return results.map(({ counts, ...run }) => reportOf(run, JSON.parse(counts) as Record<string, number>))
  })
}

function reportOf(run: RunRow, counts: Record<string, number>): RunReport {
  const of = (state: FrontierState) => counts[state] ?? 0
  const settled = of('changed') + of('unchanged') + of('gone') + of('skipped') + of('failed')
  return {
    ...run,
    ask: JSON.parse(run.ask) as unknown,
    found: settled + of('queued'),
    fetched: settled,
    unchanged: of('unchanged'),
    changed: of('changed'),
    gone: of('gone'),
    skipped: of('skipped'),
    failed: of('failed'),
    done: run.finishedAt !== null,
  }
}
