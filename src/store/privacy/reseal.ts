import { and, eq, isNotNull, sql } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import { storing, type Db } from '../open-d1.ts'
import { messages, ratings, users } from '../schema/conversations.ts'
import { deadLetters } from '../schema/dead-letters.ts'
import { tickets } from '../schema/work.ts'
import { approvals, consents } from '../schema/writes.ts'
import { normalEmail } from '../transcripts.ts'
import type { Place } from '../vault/open-vault.ts'

type Sealed = {
  name: `${string}.${string}`
  table: SQLiteTable
  key: SQLiteColumn
  column: SQLiteColumn
  isJson: boolean
}
const field = (
  table: SQLiteTable,
  key: SQLiteColumn,
  column: SQLiteColumn,
  name: Sealed['name'],
  isJson = false
): Sealed => ({
  name,
  table,
  key,
  column,
  isJson,
})

/** Every column that is sealed. */
export const SEALED_COLUMNS: Sealed[] = [
  field(users, users.subject, users.email, 'users.email'),
  field(messages, messages.id, messages.body, 'messages.body'),
  field(ratings, ratings.sessionId, ratings.words, 'ratings.words'),
  field(tickets, tickets.id, tickets.subject, 'tickets.subject'),
  field(tickets, tickets.id, tickets.body, 'tickets.body'),
  field(approvals, approvals.id, approvals.reason, 'approvals.reason'),
  field(approvals, approvals.id, approvals.draft, 'approvals.draft', true),
  field(consents, consents.cardId, consents.input, 'consents.input', true),
  field(deadLetters, deadLetters.id, deadLetters.body, 'dead_letters.body', true),
]

/** Brings rows that were kept plain, or sealed by an older key, under the key that seals now. */
export function openReseal(db: Db) {
  const { vault } = db

  async function resealColumn({ name, table, key, column, isJson }: Sealed, limit: number): Promise<number> {
    const mine = `${isJson ? '"' : ''}${vault.sealedLike}`
    // As it lies there: a JSON column that is sealed holds one JSON string.
    const rows = await db
      .select({ key: sql<string>`${key}`, kept: sql<string>`${column}` })
      .from(table)
      .where(and(isNotNull(column), sql`${column} not like ${mine}`))
      .limit(limit)
    for (const row of rows) {
      const place: Place = `${name}:${row.key}`
      const set = isJson ? resealJson(row.kept, place) : vault.seal(vault.read(row.kept, place), place)
      const change = { [propertyOf(name)]: sql`${set}`, ...(table === users ? emailHash(row.kept, place) : {}) }
      // Only what is still as it was read: a change in between is newer, and sealed already.
      await db
        .update(table)
        .set(change)
        .where(and(eq(key, row.key), sql`${column} = ${row.kept}`))
    }
    return rows.length
  }

  function resealJson(kept: string, place: Place): string {
    const value: unknown = JSON.parse(kept)
    return JSON.stringify(vault.seal(typeof value === 'string' ? vault.read(value, place) : kept, place))
  }
  const emailHash = (kept: string, place: Place) => ({
    emailHash: vault.lookups(normalEmail(vault.read(kept, place)))[0],
  })

  return {
    /** At most `limit` rows of each column. 0 means: nothing is left under another key. */
    reseal: (limit: number): Promise<number> =>
      storing('reseal', async () => {
        if (vault.sealedLike === null) return 0
        let changed = 0
        for (const column of SEALED_COLUMNS) changed += await resealColumn(column, limit)
        return changed
      }),
  }
}

const propertyOf = (name: string): string => name.slice(name.indexOf('.') + 1)
