import { DatabaseSync } from 'node:sqlite'
import type { Sql } from '../memory/sql.ts'

/** The session's port over Node's own SQLite, so that unit tests run the real queries. */
export function openNodeSql(): Sql {
  const db = new DatabaseSync(':memory:')
  return {
    all: (query, ...values) => db.prepare(query).all(...values) as never,
    run: (query, ...values) => void db.prepare(query).run(...values),
    atomically(write) {
      db.exec('BEGIN')
      try {
        const result = write()
        db.exec('COMMIT')
        return result
      } catch (error) {
        db.exec('ROLLBACK')
        throw error
      }
    },
  }
}
