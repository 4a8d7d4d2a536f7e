import { and, asc, desc, gt, lte } from 'drizzle-orm'
import { sha256Hex } from '../base/bytes.ts'
import { hashAction } from './hash-action.ts'
import type { ActionRow } from './actions-log.ts'
import { storing, type Db } from './open-d1.ts'
import { actionSeals, actionsLog } from './schema/work.ts'

export type AuditFlaw =
  | { kind: 'altered'; id: string; sessionId: string; seq: number }
  | { kind: 'missing'; sessionId: string; seq: number }
  | { kind: 'unchained'; id: string; sessionId: string }
  | { kind: 'seal_broken'; no: number }
  | { kind: 'sealed_rows_differ'; no: number; sealed: number; found: number }
export type AuditReport = { rows: number; sessions: number; seals: number; flaws: AuditFlaw[] }

const PAGE = 1_000
type Seal = typeof actionSeals.$inferSelect

const sealHash = (seal: Omit<Seal, 'hash'>) =>
  sha256Hex(
    ['counterhand-seal-v1', seal.no, seal.fromAt, seal.upToAt, seal.rows, seal.rowsHash, seal.prevHash].join('\n')
  )

/** Order that does not depend on who wrote first. */
const byPlace = [asc(actionsLog.at), asc(actionsLog.sessionId), asc(actionsLog.seq)]

export function openAuditChain(db: Db) {
  async function hashRows(fromAt: number, upToAt: number): Promise<{ rows: number; rowsHash: string }> {
    let [rowsHash, rows] = ['', 0]
    for (let page = 0; ; page++) {
      const found = await db
        .select({ hash: actionsLog.hash })
        .from(actionsLog)
        .where(and(gt(actionsLog.at, fromAt), lte(actionsLog.at, upToAt)))
        .orderBy(...byPlace)
        .limit(PAGE)
        .offset(page * PAGE)
      rowsHash = await sha256Hex([rowsHash, ...found.map((row) => row.hash)].join('\n'))
      rows += found.length
      if (found.length < PAGE) return { rows, rowsHash }
    }
  }

  const lastSeal = async () => (await db.select().from(actionSeals).orderBy(desc(actionSeals.no)).limit(1))[0] ?? null

  /** Checks every session's rows in order, page by page; a session's state is its last good place. */
  async function checkChains(report: AuditReport): Promise<void> {
    const heads = new Map<string, { seq: number; hash: string }>()
    for (let page = 0; ; page++) {
      const rows = await db
        .select()
        .from(actionsLog)
        .orderBy(asc(actionsLog.sessionId), asc(actionsLog.seq))
        .limit(PAGE)
        .offset(page * PAGE)
      for (const row of rows) report.flaws.push(...(await checkRow(row, heads)))
      report.rows += rows.length
      if (rows.length < PAGE) break
    }
    report.sessions = heads.size
  }

  return {
    /** Seals all rows up to `upToAtMs`. Give it a time safely in the past: a row written later with an older time would show as added. */
    sealActions: (upToAtMs: number): Promise<void> =>
      storing('sealActions', async () => {
        const last = await lastSeal()
        const fromAt = last?.upToAt ?? -1
        if (upToAtMs <= fromAt) return
        const body = { no: (last?.no ?? 0) + 1, fromAt, upToAt: upToAtMs, ...(await hashRows(fromAt, upToAtMs)) }
        const seal = { ...body, prevHash: last?.hash ?? '' }
        await db
          .insert(actionSeals)
          .values({ ...seal, hash: await sealHash(seal) })
          .onConflictDoNothing()
      }),

    /** Reads the whole trail. An empty list of flaws means: nothing sealed was changed, added or removed. */
    verifyActions: (): Promise<AuditReport> =>
      storing('verifyActions', async () => {
        const report: AuditReport = { rows: 0, sessions: 0, seals: 0, flaws: [] }
        await checkChains(report)
        let prevHash = ''
        for (const seal of await db.select().from(actionSeals).orderBy(asc(actionSeals.no))) {
          report.seals++
          const isWhole = seal.no === report.seals && seal.prevHash === prevHash && (await sealHash(seal)) === seal.hash
          if (!isWhole) report.flaws.push({ kind: 'seal_broken', no: seal.no })
          const found = await hashRows(seal.fromAt, seal.upToAt)
          if (found.rowsHash !== seal.rowsHash) {
            report.flaws.push({ kind: 'sealed_rows_differ', no: seal.no, sealed: seal.rows, found: found.rows })
          }
          prevHash = seal.hash
        }
        return report
      }),
  }
}

async function checkRow(row: ActionRow, heads: Map<string, { seq: number; hash: string }>): Promise<AuditFlaw[]> {
  const { id, sessionId, seq } = row
  if (seq === 0) return [{ kind: 'unchained', id, sessionId }]
  const head = heads.get(sessionId) ?? { seq: 0, hash: '' }
  heads.set(sessionId, { seq, hash: row.hash })
  const flaws: AuditFlaw[] = []
  if (seq !== head.seq + 1) flaws.push({ kind: 'missing', sessionId, seq: head.seq + 1 })
  else if (row.prevHash !== head.hash) flaws.push({ kind: 'altered', id, sessionId, seq })
  if ((await hashAction(row, row)) !== row.hash) flaws.push({ kind: 'altered', id, sessionId, seq })
  return flaws
}
