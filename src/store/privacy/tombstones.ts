import { inArray, lt, sql } from 'drizzle-orm'
import { storing, type Db } from '../open-d1.ts'
import { tombstones } from '../schema/privacy.ts'
import { normalEmail } from '../transcripts.ts'

/** Whose past is gone: one session, everybody behind one subject, or behind one address. */
export type Buried = { session: string } | { subject: string } | { email: string }

const textOf = (buried: Buried): string =>
  'session' in buried
    ? `session ${buried.session}`
    : 'subject' in buried
      ? `subject ${buried.subject}`
      : `email ${normalEmail(buried.email)}`

/** Remembers who was erased, without saying who: keys are keyed hashes, and every live key's hash is asked for. */
export function openTombstones(db: Db) {
  return {
    /** The later time stands. */
    bury: (all: Buried[], atMs: number): Promise<void> =>
      storing('bury', async () => {
        const rows = all.map((each) => ({ key: db.vault.lookups(textOf(each))[0], erasedAt: atMs }))
        for (let from = 0; from < rows.length; from += 40) {
          await db
            .insert(tombstones)
            .values(rows.slice(from, from + 40))
            .onConflictDoUpdate({ target: tombstones.key, set: { erasedAt: sql`excluded.erased_at` } })
        }
      }),

    /** When each of these was erased, by its place in the list; null for those that were not. */
    erasedAt: (all: Buried[]): Promise<(number | null)[]> =>
      storing('erasedAt', async () => {
        const keys = all.map((each) => db.vault.lookups(textOf(each)))
        const wanted = [...new Set(keys.flat())]
        const found = new Map<string, number>()
        for (let from = 0; from < wanted.length; from += 90) {
          const rows = await db
            .select()
            .from(tombstones)
            .where(inArray(tombstones.key, wanted.slice(from, from + 90)))
          for (const row of rows) found.set(row.key, row.erasedAt)
        }
        return keys.map((each) => each.map((key) => found.get(key) ?? null).find((at) => at !== null) ?? null)
      }),

    sweepTombstones: (beforeMs: number): Promise<void> =>
      storing('sweepTombstones', async () => {
        await db.delete(tombstones).where(lt(tombstones.erasedAt, beforeMs))
      }),
  }
}
export type Tombstones = ReturnType<typeof openTombstones>
