import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { getTableName, is } from 'drizzle-orm'
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core'
import { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { expect, it } from 'vitest'
import * as schema from './schema.ts'

const pgTables = Object.values(schema).filter((each) => is(each, PgTable))

it('every table but those of the shop’s pages is in PostgreSQL too: add a new one to schema.ts', async () => {
  const folder = join(import.meta.dirname, '../schema')
  const files = readdirSync(folder).filter((file) => file !== 'knowledge.ts')
  const modules = await Promise.all(files.map((file) => import(join(folder, file)) as Promise<object>))
  const tables = modules.flatMap((module) => Object.values(module)).filter((each) => is(each, SQLiteTable))
  expect(pgTables.map(getTableName).toSorted()).toEqual(tables.map(getTableName).toSorted())
})

it('the newest migration of PostgreSQL knows every column: run npm run db:generate', () => {
  const meta = join(import.meta.dirname, '../../../migrations/neon/meta')
  const newest = readdirSync(meta)
    .filter((file) => file.endsWith('_snapshot.json'))
    .toSorted()
    .at(-1)!
  const snapshot = JSON.parse(readFileSync(join(meta, newest), 'utf8')) as {
    tables: Record<string, { name: string; columns: Record<string, unknown> }>
  }
  const kept = Object.values(snapshot.tables).map(({ name, columns }) => [name, Object.keys(columns).toSorted()])
  const wanted = pgTables.map((table) => [
    getTableName(table),
    getTableConfig(table)
      .columns.map((column) => column.name)
      .toSorted(),
  ])
  expect(Object.fromEntries(kept)).toEqual(Object.fromEntries(wanted))
})
