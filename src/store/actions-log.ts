import { and, asc, count, desc, eq, gt, inArray, lt, sql } from 'drizzle-orm'
import { Fault } from '../base/fault.ts'
import { hashAction, type ActionEntry, type Link } from './hash-action.ts'
import { storing, type Db } from './open-d1.ts'
import { actionsLog } from './schema/work.ts'

export type ActionRow = typeof actionsLog.$inferSelect
export type Spent = { count: number; minor: number }

/** More writers than this at once on one session is not a race any more. */
const APPEND_TRIES = 12
/** A row binds 21 values, and D1 takes 100 a statement. */
const ROWS_A_STATEMENT = 4
/** A queue's batch holds fifty messages. Past it the slow road is taken, row by row. */
const SESSIONS_A_BATCH = 90

/** The audit trail. Rows are added, never changed; each is chained to the one before it in its session. */
export function openActionsLog(db: Db) {
  /** True when the row was added by this call, false when its id was there already. */
  async function append(entry: ActionEntry): Promise<boolean> {
    for (let tryNo = 1; tryNo <= APPEND_TRIES; tryNo++) {
      const [head] = await db
        .select({ seq: actionsLog.seq, hash: actionsLog.hash })
        .from(actionsLog)
        .where(and(eq(actionsLog.sessionId, entry.sessionId), gt(actionsLog.seq, 0)))
        .orderBy(desc(actionsLog.seq))
        .limit(1)
      const link = { seq: (head?.seq ?? 0) + 1, prevHash: head?.hash ?? '' }
      const row = { ...entry, ...link, hash: await hashAction(entry, link) }
      const added = await db.insert(actionsLog).values(row).onConflictDoNothing().returning({ id: actionsLog.id })
      if (added.length > 0) return true
      const [same] = await db.select({ id: actionsLog.id }).from(actionsLog).where(eq(actionsLog.id, entry.id))
      if (same) return false
      // Another writer took this place in the chain; the next one is ours to try.
    }
    throw new Fault('store_unavailable', { retryable: true, detail: 'the chain is contended' })
  }

  const spent = (where: ReturnType<typeof and>) =>
    db
      .select({ count: count(), minor: sql`coalesce(sum(${actionsLog.amountMinor}), 0)`.mapWith(Number) })
      .from(actionsLog)
      .where(and(eq(actionsLog.tool, 'issue_refund'), eq(actionsLog.status, 'claimed'), where, withoutRow('refused')))

  /** The newest row of each session, in one read. */
  const headsOf = async (sessionIds: string[]): Promise<Map<string, Link>> => {
    const rows = await db
      .select({ sessionId: actionsLog.sessionId, seq: actionsLog.seq, hash: actionsLog.hash })
      .from(actionsLog)
      .where(
        and(
          inArray(actionsLog.sessionId, sessionIds.slice(0, SESSIONS_A_BATCH)),
          sql`${actionsLog.seq} = (select max(later.seq) from actions_log as later where later.session_id = ${actionsLog.sessionId})`
        )
      )
    return new Map(rows.map((row) => [row.sessionId, { seq: row.seq, prevHash: row.hash }]))
  }

  /** Each entry after the one before it in its session, continuing from the heads. */
  async function chained(entries: ActionEntry[], heads: Map<string, Link>) {
    const rows: (typeof actionsLog.$inferInsert)[] = []
    for (const entry of entries) {
      const head = heads.get(entry.sessionId)
      const link = { seq: (head?.seq ?? 0) + 1, prevHash: head?.prevHash ?? '' }
      const hash = await hashAction(entry, link)
      rows.push({ ...entry, ...link, hash })
      heads.set(entry.sessionId, { seq: link.seq, prevHash: hash })
    }
    return rows
  }

  return {
    /**
     * Many rows at once, for what a queue brings. One transaction that fails whole when a row is there already or
     * another writer came between; then each is added by itself, which settles both. Safe to repeat.
     */
    recordActions: (entries: ActionEntry[]): Promise<void> =>
      storing('recordActions', async () => {
        const heads = await headsOf([...new Set(entries.map((entry) => entry.sessionId))])
        const rows = await chained(entries, heads)
        const groups = Array.from({ length: Math.ceil(rows.length / ROWS_A_STATEMENT) }, (_, group) =>
          db.insert(actionsLog).values(rows.slice(group * ROWS_A_STATEMENT, (group + 1) * ROWS_A_STATEMENT))
        )
        const [first, ...rest] = groups
        if (!first) return
        try {
          await db.batch([first, ...rest])
        } catch {
          // A redelivery or a race: the slow road tells the two apart, row by row.
          for (const entry of entries) await append(entry)
        }
      }),

    /** Safe to repeat by `id`. */
    recordAction: (entry: ActionEntry): Promise<void> =>
      storing('recordAction', async () => {
        await append(entry)
      }),

    /** The idempotency claim. True for exactly one caller per write key, for ever. */
    claimWrite: (entry: ActionEntry & { writeKey: string }): Promise<boolean> =>
      storing('claimWrite', () => append({ ...entry, id: entry.writeKey, status: 'claimed' })),

    /** The end of a claimed write. True for the one caller whose row it is, who tells the shopper. */
    endWrite: (entry: ActionEntry & { writeKey: string }): Promise<boolean> =>
      storing('endWrite', () => append({ ...entry, id: `${entry.writeKey}.end` })),

    /** The final outcome of a key, or null while there is none. */
    findOutcome: (writeKey: string): Promise<ActionRow | null> =>
      storing('findOutcome', async () => {
        const rows = await db.select().from(actionsLog).where(eq(actionsLog.writeKey, writeKey))
        return rows.find((row) => row.status === 'done' || row.status === 'refused') ?? null
      }),

    findClaim: (writeKey: string): Promise<ActionRow | null> =>
      storing('findClaim', async () => {
        const [row] = await db.select().from(actionsLog).where(eq(actionsLog.id, writeKey))
        return row ?? null
      }),

    /** Claims made before `beforeMs` whose end is not known, oldest first. */
    openClaims: (beforeMs: number, limit: number): Promise<ActionRow[]> =>
      storing('openClaims', () =>
        db
          .select()
          .from(actionsLog)
          .where(
            and(
              eq(actionsLog.status, 'claimed'),
              lt(actionsLog.at, beforeMs),
              withoutRow('done'),
              withoutRow('refused')
            )
          )
          .orderBy(asc(actionsLog.at))
          .limit(limit)
      ),

    /** Refunds claimed since, done or still open: caps count what may have been paid. */
    spentBy: (payer: string, sinceMs: number): Promise<Spent> =>
      storing('spentBy', async () => (await spent(and(eq(actionsLog.payer, payer), gt(actionsLog.at, sinceMs))))[0]!),
    spentSince: (sinceMs: number): Promise<Spent> =>
      storing('spentSince', async () => (await spent(gt(actionsLog.at, sinceMs)))[0]!),

    /** When this payer last changed a shipping address through us. */
    addressChangedAt: (payer: string): Promise<number | null> =>
      storing('addressChangedAt', async () => {
        const [row] = await db
          .select({ at: sql<number | null>`max(${actionsLog.at})` })
          .from(actionsLog)
          .where(
            and(
              eq(actionsLog.payer, payer),
              eq(actionsLog.tool, 'change_shipping_address'),
              eq(actionsLog.status, 'done')
            )
          )
        return row?.at ?? null
      }),

    actionsOf: (sessionId: string): Promise<ActionRow[]> =>
      storing('actionsOf', () =>
        db.select().from(actionsLog).where(eq(actionsLog.sessionId, sessionId)).orderBy(asc(actionsLog.seq))
      ),
  }
}
export type ActionsLog = ReturnType<typeof openActionsLog>

const withoutRow = (status: 'done' | 'refused') =>
  sql`not exists (select 1 from actions_log as later where later.write_key = ${actionsLog.writeKey} and later.status = ${status})`
