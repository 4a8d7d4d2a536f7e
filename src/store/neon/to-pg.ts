import type { SQL } from 'drizzle-orm'
import { bigint, index, pgTable, primaryKey, text, uniqueIndex, type PgColumn } from 'drizzle-orm/pg-core'
import { getTableConfig, type SQLiteColumn, type SQLiteTable } from 'drizzle-orm/sqlite-core'

/**
 * The same table in PostgreSQL, for its migrations. Texts are texts, JSON among them: an audit row must come back
 * exactly as it was hashed. Whole numbers are bigints: times in milliseconds do not fit four bytes.
 */
export function toPg(table: SQLiteTable) {
  const { name, columns, indexes, primaryKeys } = getTableConfig(table)
  return pgTable(name, Object.fromEntries(columns.map((column) => [column.name, columnOf(column)])), (own) => {
    const ownOf = (column: { name: string }): PgColumn => own[column.name]!
    const keys = primaryKeys.map((key) => primaryKey({ columns: key.columns.map(ownOf) as [PgColumn, ...PgColumn[]] }))
    const plain = indexes.map(({ config }) => {
      const [first, ...rest] = config.columns.map((each) => ownOf(each as SQLiteColumn))
      const built = (config.unique ? uniqueIndex(config.name) : index(config.name)).on(first!, ...rest)
      return config.where ? built.where(config.where as SQL) : built
    })
    return [...keys, ...plain]
  })
}

function columnOf(column: SQLiteColumn) {
  const built = column.getSQLType() === 'integer' ? bigint(column.name, { mode: 'number' }) : text(column.name)
  if (column.primary) built.primaryKey()
  if (column.isUnique) built.unique()
  if (column.notNull) built.notNull()
  if (column.default !== undefined) built.default(column.mapToDriverValue(column.default) as never)
  return built
}
