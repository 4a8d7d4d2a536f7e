import { DAY_MS, type Clock } from '../../base/time.ts'
import type { PersonRows } from '../../store/privacy/person-rows.ts'
import type { Retention } from '../../store/privacy/retention.ts'
import { TOMBSTONE_MS } from '../privacy/erase-person.ts'

export type SweepDeps = Pick<Retention, 'oldSessions' | 'sweepUsers' | 'sweepApprovals'> &
  Pick<PersonRows, 'eraseSession'> & {
    now: Clock
    /** Days a conversation is kept after its last turn. 0: nothing is swept, which is also what an unreadable flag means. */
    retentionDays(): Promise<number>
    removeFiles(sessionId: string): Promise<number>
    sweepTombstones(beforeMs: number): Promise<void>
    /** Rows brought under the key that seals now. */
    reseal(limit: number): Promise<number>
    swept(table: string, rows: number): void
  }

const BATCH = 50
/** A night's most: what is left goes the next night. */
export const SESSIONS_A_NIGHT = 1_000
const ROWS_A_NIGHT = 500

/** The nightly run over what is past its time. Each batch stands alone, so a run that is cut off is gone on with. */
export async function sweepOld(deps: SweepDeps): Promise<void> {
  await deps.sweepTombstones(deps.now() - TOMBSTONE_MS)
  const days = await deps.retentionDays()
  if (days > 0) {
    const beforeMs = deps.now() - days * DAY_MS
    deps.swept('sessions', await sweepSessions(deps, beforeMs))
    deps.swept('users', await deps.sweepUsers(beforeMs, ROWS_A_NIGHT))
    deps.swept('approvals', await deps.sweepApprovals(ROWS_A_NIGHT))
  }
  deps.swept('resealed', await deps.reseal(ROWS_A_NIGHT))
}

async function sweepSessions(deps: SweepDeps, beforeMs: number): Promise<number> {
  let swept = 0
  while (swept < SESSIONS_A_NIGHT) {
    const old = await deps.oldSessions(beforeMs, BATCH)
    for (const session of old) {
      // Files first: a session's row is how they are found.
      await deps.removeFiles(session)
      await deps.eraseSession(session, { id: '', removed: {} })
    }
    swept += old.length
    if (old.length < BATCH) break
  }
  return swept
}
