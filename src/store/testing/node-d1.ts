import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'

const MIGRATIONS = join(import.meta.dirname, '../../../migrations/d1')

/**
 * D1's client interface over SQLite in Node, as far as drizzle uses it: the real store code runs without workerd, in
 * unit tests and in the refund simulation. `before` runs ahead of each statement and may throw, wait or never return.
 */
export function openNodeD1(
  options: { path?: string; migrate?: boolean; before?: (verb: string) => Promise<void> } = {}
): D1Database & { raw: DatabaseSync } {
  const raw = new DatabaseSync(options.path ?? ':memory:')
  if (options.migrate !== false) for (const statement of migrations()) raw.exec(statement)
  const before = options.before ?? (async () => undefined)
  const meta = {
    duration: 0,
    size_after: 0,
    rows_read: 0,
    rows_written: 0,
    last_row_id: 0,
    changed_db: false,
    changes: 0,
  }

  const prepare = (sql: string, params: SQLInputValue[] = []) => {
    const rows = () => raw.prepare(sql).all(...params)
    const table = () => {
      const statement = raw.prepare(sql)
      statement.setReturnArrays(true)
      return statement.all(...params) as unknown as unknown[][]
    }
    const verb = /^\s*(\w+)/.exec(sql)?.[1]?.toLowerCase() ?? ''
    return {
      bind: (...bound: SQLInputValue[]) => prepare(sql, bound),
      all: async () => (await before(verb), { results: rows(), success: true, meta }),
      run: async () => (await before(verb), { results: rows(), success: true, meta }),
      raw: async () => (await before(verb), table()),
      first: async () => (await before(verb), rows()[0] ?? null),
      now: () => ({ results: rows(), success: true, meta }),
    }
  }
  const batch = async (statements: { now(): unknown }[]) => {
    await before('batch')
    raw.exec('BEGIN')
    try {
      const answers = statements.map((each) => each.now())
      raw.exec('COMMIT')
      return answers
    } catch (error) {
      raw.exec('ROLLBACK')
      throw error
    }
  }
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
