import { and, asc, eq, lt } from 'drizzle-orm'
import { personSchema, type Person } from '../../contracts/erasure.ts'
import { storing, type Db } from '../open-d1.ts'
import { erasures } from '../schema/privacy.ts'

export type Erasure = {
  id: string
  state: 'running' | 'done'
  /** Null once it is done. */
  person: Person | null
  askedAt: number
  removed: Record<string, number>
  receipt: string | null
}

/** Requests to erase somebody: how far each one is, and its receipt. */
export function openErasures(db: Db) {
  const opened = (row: typeof erasures.$inferSelect): Erasure => ({
    ...row,
    person: row.ask === '' ? null : personSchema.parse(JSON.parse(db.vault.read(row.ask, `erasures.ask:${row.id}`))),
  })

  return {
    /** Begins, or finds what was begun under this id. */
    beginErasure: (id: string, person: Person, atMs: number): Promise<Erasure> =>
      storing('beginErasure', async () => {
        const ask = db.vault.seal(JSON.stringify(person), `erasures.ask:${id}`)
        await db
          .insert(erasures)
          .values({ id, state: 'running', ask, askedAt: atMs, removed: {} })
          .onConflictDoNothing()
        const [row] = await db.select().from(erasures).where(eq(erasures.id, id))
        return opened(row!)
      }),

    saveRemoved: (id: string, removed: Record<string, number>): Promise<void> =>
      storing('saveRemoved', async () => {
        await db.update(erasures).set({ removed }).where(eq(erasures.id, id))
      }),

    /** Forgets who it was about. */
    finishErasure: (id: string, receipt: string, atMs: number): Promise<void> =>
      storing('finishErasure', async () => {
        await db
          .update(erasures)
          .set({ state: 'done', ask: '', receipt, finishedAt: atMs })
          .where(and(eq(erasures.id, id), eq(erasures.state, 'running')))
      }),

    findErasure: (id: string): Promise<Erasure | null> =>
      storing('findErasure', async () => {
        const [row] = await db.select().from(erasures).where(eq(erasures.id, id))
        return row ? opened(row) : null
      }),

    /** Begun before this and not done: something cut them off. */
    cutErasures: (beforeMs: number, limit: number): Promise<Erasure[]> =>
      storing('cutErasures', async () => {
        const cut = and(eq(erasures.state, 'running'), lt(erasures.askedAt, beforeMs))
        return (await db.select().from(erasures).where(cut).orderBy(asc(erasures.askedAt)).limit(limit)).map(opened)
      }),
  }
}
export type Erasures = ReturnType<typeof openErasures>
