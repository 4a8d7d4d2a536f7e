import { and, eq, gte, like, lt, max, or, type SQL } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import type { HourFacts } from '../../contracts/metrics.ts'
import { storing, type Db } from '../open-d1.ts'
import { ratings, turns } from '../schema/conversations.ts'
import { kbRuns } from '../schema/knowledge.ts'
import { actionsLog, tickets } from '../schema/work.ts'
import { approvals } from '../schema/writes.ts'

/** A busier hour than this is told by its first turns, so that telling it never costs what answering does. */
const TURNS_MAX = 50_000

/** What is known of the time from `fromMs` up to `toMs`, for the rollup. `index` is where the shop's pages are. */
export const openHourFacts = (db: Db, index: Db = db) => ({
  readHourFacts: (fromMs: number, toMs: number): Promise<HourFacts> =>
    storing('readHourFacts', async () => {
      const within = (column: SQLiteColumn): SQL | undefined => and(gte(column, fromMs), lt(column, toMs))
      const [turnRows, calls, rated, refunds, run] = await Promise.all([
        db.select(turnColumns).from(turns).where(within(turns.at)).orderBy(turns.at).limit(TURNS_MAX),
        // A turn's own call is told with the turn.
        db
          .select({ sessionId: tickets.sessionId, reason: tickets.reason })
          .from(tickets)
          .where(
            and(within(tickets.openedAt), or(like(tickets.turnId, 'button-%'), eq(tickets.reason, 'refund_in_doubt')))
          ),
        db
          .select({ score: ratings.score, intent: ratings.intent, brainVersion: ratings.brainVersion })
          .from(ratings)
          .where(within(ratings.at)),
        readRefunds(db, within),
        index
          .select({ readAt: max(kbRuns.finishedAt) })
          .from(kbRuns)
          .where(lt(kbRuns.finishedAt, toMs)),
      ])
      return {
        turns: turnRows,
        calls,
        ratings: rated,
        refunds,
        pagesReadAt: run[0]?.readAt ?? null,
      }
    }),
})

const turnColumns = {
  sessionId: turns.sessionId,
  at: turns.at,
  intent: turns.intent,
  outcome: turns.outcome,
  brainVersion: turns.brainVersion,
  provider: turns.provider,
  latencyMs: turns.latencyMs,
  firstTokenMs: turns.firstTokenMs,
  inputTokens: turns.inputTokens,
  outputTokens: turns.outputTokens,
  costMicroUsd: turns.costMicroUsd,
  handoffReason: turns.handoffReason,
  hops: turns.hops,
}

type Within = (column: SQLiteColumn) => SQL | undefined
const REFUND = 'issue_refund'

/** Refunds by what was decided, from the trail and from the approvals: by us, by a colleague, by the shop. */
async function readRefunds(db: Db, within: Within): Promise<HourFacts['refunds']> {
  const [rows, asked, decided] = await Promise.all([
    db
      .select({
        status: actionsLog.status,
        reason: actionsLog.reason,
        effect: actionsLog.effect,
        input: actionsLog.input,
      })
      .from(actionsLog)
      .where(and(eq(actionsLog.tool, REFUND), within(actionsLog.at))),
    db
      .select({ id: approvals.id })
      .from(approvals)
      .where(and(eq(approvals.action, REFUND), within(approvals.requestedAt))),
    db
      .select({ state: approvals.state })
      .from(approvals)
      .where(and(eq(approvals.action, REFUND), within(approvals.decidedAt))),
  ])
  const decisions = [
    ...rows.map(decisionOf).filter((decision) => decision !== null),
    ...asked.map(() => 'approval_asked'),
    ...decided.map(({ state }) => (state === 'declined' ? 'declined' : 'approved')),
  ]
  return decisions.map((decision) => ({ decision, intent: 'refund_return' }))
}

type TrailRow = { status: string; reason: string | null; effect: string; input: unknown }

/** A claim is not a decision yet, and a click on a card is told by what came of it. */
function decisionOf({ status, reason, effect, input }: TrailRow): string | null {
  if (effect === 'moves_money') {
    if (status === 'done') return 'paid'
    return status === 'refused' || status === 'in_doubt' ? status : null
  }
  const { step } = input as { step?: unknown }
  if (step !== 'propose') return null
  return status === 'done' ? 'proposed' : `denied:${reason ?? 'unknown'}`
}
