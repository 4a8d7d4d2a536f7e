import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'

const MIGRATIONS = join(import.meta.dirname, '../../../migrations/d1')

/**
 * D1's client interface over SQLite in Node, as far as drizzle uses it: the real store code runs without workerd, in
 * unit tests and in the refund simulation. `before` and `after` run around each statement and may throw, wait or never
 * return: an error from `after` is a statement that worked and whose answer was lost.
 */
export function openNodeD1(
  options: {
    path?: string
    migrate?: boolean
    before?: (verb: string) => Promise<void>
    after?: (verb: string) => Promise<void>
  } = {}
): D1Database & { raw: DatabaseSync } {
  const raw = new DatabaseSync(options.path ?? ':memory:')
  if (options.migrate !== false) for (const statement of migrations()) raw.exec(statement)
  const before = options.before ?? (async () => undefined)
  const after = options.after ?? (async () => undefined)
  const around = async <T>(verb: string, run: () => T): Promise<T> => {
    await before(verb)
    const answer = run()
    await after(verb)
    return answer
  }
  const meta = {
    duration: 0,
    size_after: 0,
    rows_read: 0,
    rows_written: 0,
    last_row_id: 0,
    changed_db: false,
    changes: 0,
  }

  const kept = new Map<string, StatementSync>()
  const statement = (sql: string, asArrays: boolean): StatementSync => {
    const found = kept.get(`${asArrays} ${sql}`) ?? raw.prepare(sql)
    found.setReturnArrays(asArrays)
    kept.set(`${asArrays} ${sql}`, found)
    return found
  }

  const prepare = (sql: string, params: SQLInputValue[] = []) => {
    const rows = () => statement(sql, false).all(...params)
    const table = () => statement(sql, true).all(...params) as unknown as unknown[][]
    const verb = /^\s*(\w+)/.exec(sql)?.[1]?.toLowerCase() ?? ''
    return {
      bind: (...bound: SQLInputValue[]) => prepare(sql, bound),
      all: () => around(verb, () => ({ results: rows(), success: true, meta })),
      run: () => around(verb, () => ({ results: rows(), success: true, meta })),
      raw: () => around(verb, table),
      first: () => around(verb, () => rows()[0] ?? null),
      now: () => ({ results: rows(), success: true, meta }),
    }
  }
  const batch = (statements: { now(): unknown }[]) =>
    around('batch', () => {
      raw.exec('BEGIN')
      try {
        const answers = statements.map((each) => each.now())
        raw.exec('COMMIT')
        return answers
      } catch (error) {
        raw.exec('ROLLBACK')
        throw error
      }
    })
  return { raw, prepare, batch } as unknown as D1Database & { raw: DatabaseSync }
}

/** FTS5 is in Node's SQLite too, so every migration runs as it is. */
function migrations(): string[] {
  return readdirSync(MIGRATIONS)
    .filter((file) => file.endsWith('.sql'))
    .toSorted()
    .flatMap((file) => readFileSync(join(MIGRATIONS, file), 'utf8').split('--> statement-breakpoint'))
    .filter((statement) => statement.trim() !== '')
}
