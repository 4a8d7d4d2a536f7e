export type SqlValue = string | number | null
/** The little of SQLite a session needs: a Durable Object's storage in production, `node:sqlite` in unit tests. */
export type Sql = {
  all<Row>(query: string, ...values: SqlValue[]): Row[]
  run(query: string, ...values: SqlValue[]): void
  /** All of it or none of it. Must not await inside. */
  atomically<T>(write: () => T): T
}
