import { drizzle, type DrizzleD1Database } from 'drizzle-orm/d1'
import { sql } from 'drizzle-orm'
import { Fault, isFault } from '../base/fault.ts'
import { currentSpan } from '../observability/current-span.ts'
import { actionSeals } from './schema/work.ts'
import { NO_VAULT, type Vault } from './vault/open-vault.ts'

/** A database and what seals its fields: every module takes both as one, so none can forget to seal. */
export type Db = DrizzleD1Database & { vault: Vault }

export const openD1 = (binding: D1Database, vault: Vault = NO_VAULT): Db => Object.assign(drizzle(binding), { vault })

/** Every store verb runs inside this: what the database says stays in the log, callers see one Fault. */
export async function storing<T>(verb: string, run: () => Promise<T>): Promise<T> {
  try {
    return await currentSpan().span(verb, { 'db.system.name': 'sqlite', 'db.operation.name': verb }, run)
  } catch (cause) {
    if (isFault(cause)) throw cause
    throw new Fault('store_unavailable', { retryable: true, cause, detail: verb })
  }
}

/** For readiness: the database answers, and has our tables. */
export const pingStore = (db: Db): Promise<void> =>
  storing('ping', async () => {
    await db
      .select({ one: sql`1` })
      .from(actionSeals)
      .limit(1)
  })
