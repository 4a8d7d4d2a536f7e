import type { Sql } from '../../session/memory/sql.ts'

/** A Durable Object's SQLite as the session's port. */
export const durableSql = (storage: DurableObjectStorage): Sql => ({
  all: (query, ...values) => storage.sql.exec(query, ...values).toArray() as never,
  run: (query, ...values) => void storage.sql.exec(query, ...values),
  atomically: (write) => storage.transactionSync(write),
})
