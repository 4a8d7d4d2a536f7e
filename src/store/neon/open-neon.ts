import { neon, neonConfig, types } from '@neondatabase/serverless'
import { drizzle } from 'drizzle-orm/neon-http'
import type { Db } from '../open-d1.ts'
import { NO_VAULT, type Vault } from '../vault/open-vault.ts'

/** PostgreSQL's numbers for its types `int8` and `numeric`. */
const [INT8, NUMERIC] = [20, 1700]

export type NeonAsk = {
  /** `postgresql://user:password@host/database`, a secret. */
  url: string
  /** Where Neon's HTTP protocol is spoken, when that is not Neon: a rig on this machine. */
  fetchEndpoint?: string | undefined
}

/**
 * PostgreSQL through Neon's HTTP driver: one request a statement, one a batch, which Neon runs in a transaction.
 *
 * Every module's queries are written once, over tables of drizzle's SQLite flavour. A drizzle table or column carries
 * its name and how its values are written and read, and nothing of a dialect; the dialect is the builder's, and the
 * builders have the same verbs. That is the reason for the cast below, and the contract suite holds it to it on both
 * databases. What differs is kept out of the queries: scalar functions, `json_each`, how numbers come back.
 */
export function openNeon({ url, fetchEndpoint }: NeonAsk, vault: Vault = NO_VAULT): Db {
  if (fetchEndpoint !== undefined) neonConfig.fetchEndpoint = fetchEndpoint
  // Our bigints are times and counts: all of them fit a number.
  types.setTypeParser(INT8, Number)
  types.setTypeParser(NUMERIC, Number)
  return Object.assign(drizzle(neon(url)), { vault }) as unknown as Db
}
