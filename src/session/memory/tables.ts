import type { Sql } from './sql.ts'

/**
 * A session's own tables. A change is a new entry, never an edit: objects written by every older release wake up here.
 */
const STEPS: string[] = [
  `CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
   CREATE TABLE messages (
     seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, turn_no INTEGER NOT NULL, role TEXT NOT NULL,
     body TEXT NOT NULL, sources TEXT NOT NULL, parts TEXT NOT NULL, state TEXT NOT NULL, at INTEGER NOT NULL);
   CREATE TABLE turns (
     turn_no INTEGER PRIMARY KEY, turn_id TEXT NOT NULL UNIQUE, client_message_id TEXT NOT NULL UNIQUE,
     request_id TEXT NOT NULL, state TEXT NOT NULL, attempt INTEGER NOT NULL, streaming INTEGER NOT NULL,
     page TEXT, reply_id TEXT NOT NULL, at INTEGER NOT NULL);
   CREATE TABLE spans (stream_id TEXT PRIMARY KEY, first INTEGER NOT NULL, last INTEGER NOT NULL) WITHOUT ROWID;
   CREATE TABLE outbox (key TEXT PRIMARY KEY, payload TEXT NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID;`,
]

/** Brings the tables to today's form. Runs on every wake; costs one read when there is nothing to do. */
export function prepareTables(sql: Sql): void {
  sql.run('CREATE TABLE IF NOT EXISTS session_schema (version INTEGER NOT NULL)')
  const version = sql.all<{ version: number }>('SELECT version FROM session_schema')[0]?.version ?? 0
  if (version >= STEPS.length) return
  sql.atomically(() => {
    for (const step of STEPS.slice(version))
      for (const statement of step.split(';')) if (statement.trim()) sql.run(statement)
    sql.run('DELETE FROM session_schema')
    sql.run('INSERT INTO session_schema (version) VALUES (?)', STEPS.length)
  })
}
