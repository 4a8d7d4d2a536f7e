import type { Streams } from 'agents/streams'
import { asId, type SessionId } from '../../base/ids.ts'
import type { WorkerEnv } from '../../env.ts'
import { openMemory } from '../../session/memory/memory.ts'
import { prepareTables } from '../../session/memory/tables.ts'
import { FRAME_SKIP } from '../../session/recovery.ts'
import { openSession, type Session } from '../../session/session.ts'
import { openFrameLog } from '../../session/stream/frame-log.ts'
import { openPipe } from '../../session/stream/pipe.ts'
import { durableSql } from './durable-sql.ts'
import { frameStore } from './frame-store.ts'
import { chooseBrain } from '../choose-brain.ts'
import { partsOf } from '../parts.ts'
import { chance, clock } from '../platform.ts'
import { sendJobs } from '../seeing/traced-jobs.ts'
import { seeCards } from '../seeing/see-cards.ts'
import { seeTurns } from '../seeing/see-turns.ts'
import { toolAttributes } from '../seeing/tool-attributes.ts'
import { wireHands } from '../wire-hands.ts'
import { wireWrites } from '../wire-writes.ts'

type Platform = { streams: Streams; wakeAt(ms: number): Promise<void> }

export function wireSession(
  ctx: DurableObjectState,
  env: WorkerEnv,
  platform: Platform
): { session: Session; report(error: unknown): void } {
  const parts = partsOf(env)
  const { seeing } = parts
  const sessionId = asId<SessionId>(ctx.id.name ?? ctx.id.toString())
  const report = (error: unknown, where = 'session') => seeing.reportFault(error, { where })
  const sql = durableSql(ctx.storage)
  prepareTables(sql)
  const memory = openMemory(sql)
  const store = frameStore(platform.streams, report)
  const wasCut = memory.unfinishedTurns().some((turn) => turn.state === 'running')
  const frames = openFrameLog({
    store,
    keepSpan: memory.keepSpan,
    spansAfter: memory.spansAfter,
    nextFrame: memory.lastFrame() + 1 + (wasCut ? FRAME_SKIP : 0),
  })
  const writes = wireWrites(parts, (work) => ctx.waitUntil(work))
  const session = openSession({
    sessionId,
    memory,
    frames,
    store,
    ...chooseBrain(parts, sessionId),
    timeZone: parts.settings.TIME_ZONE,
    now: clock,
    chance,
    openPipe,
    ...wireHands(parts, (work) => ctx.waitUntil(work)),
    propose: (call, context, turn) =>
      turn.span(`execute_tool ${call.tool}`, toolAttributes(call.tool, context.callId), async (span) => {
        span.keep('write')
        const outcome = await writes.propose(call, context)
        span.set({ 'counterhand.tool_outcome': outcome.ok ? outcome.value.kind : outcome.error.reason })
        if (!outcome.ok) span.fail(outcome.error.reason)
        return outcome
      }),
    ...seeCards(seeing, writes),
    readCardEnd: writes.readCardEnd,
    send: (message) => sendJobs(parts, [message]),
    keepRating: async ({ atMs, ...rating }) => {
      await parts.store.ratings.keepRating({ sessionId, ...rating, at: atMs })
      const { score, intent, brainVersion: brain_version } = rating
      seeing.log({ event: 'session.rated', session_id: sessionId, score, brain_version, intent: intent ?? 'none' })
      seeing.measure({ point: 'rating', brain_version, intent, detail: String(score), score })
    },
    wakeAt: platform.wakeAt,
    forgetAll: async () => {
      await ctx.storage.deleteAll()
    },
    findFirstName: async (customerId, signal) => (await parts.shop.findCustomer(customerId, signal))?.firstName || null,
    questionMissed: (question, answerable) =>
      ctx.waitUntil(
        parts.knowledge.questionMissed(question, answerable).catch((error: unknown) => report(error, 'gaps'))
      ),
    ...seeTurns(seeing),
    reportFault: report,
  })
  return { session, report }
}
