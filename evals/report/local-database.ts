import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { openD1, type Db } from '../../src/store/open-d1.ts'
import { openNodeD1 } from '../../src/store/testing/node-d1.ts'

const root = join(import.meta.dirname, '../..')
const DEV = join(root, '.wrangler/state/v3/d1/miniflare-D1DatabaseObject')

/** The database `npm run dev` keeps, or null where it was never started. */
export function devDatabase(): string | null {
  const name = existsSync(DEV) ? readdirSync(DEV).find((each) => /^[0-9a-f]{20,}\.sqlite$/.test(each)) : undefined
  return name ? join(DEV, name) : null
}

/** A SQLite file of ours, made with all its tables where there is none yet. */
export function openFile(path: string): Db {
  const isNew = !existsSync(path)
  mkdirSync(dirname(path), { recursive: true })
  return openD1(openNodeD1({ path, migrate: isNew }))
}
