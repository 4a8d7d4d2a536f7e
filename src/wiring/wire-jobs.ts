import { consume, type ConsumeDeps, type Delivery } from '../jobs/consume.ts'
import { parkDead } from '../jobs/park-dead.ts'
import { tellSessions } from '../jobs/tell-sessions.ts'
import type { SessionDoor } from '../contracts/session-rpc.ts'
import type { WorkerEnv } from '../env.ts'
import { isFault } from '../base/fault.ts'
import { partsOf } from './parts.ts'
import { clock } from './platform.ts'
import { orderNumberOf } from './wire-edge.ts'

export async function runQueue(env: WorkerEnv, batch: MessageBatch): Promise<void> {
  const parts = partsOf(env)
  const { seeing, store } = parts
  const deliveries = batch.messages as readonly Delivery[]
  if (batch.queue.endsWith('-dead')) {
    const parked = (kind: string, attempts: number) =>
      seeing.log({ event: 'job.parked', kind, attempts, fault: 'gave_up' })
    return parkDead({ parked, abandonPage: parts.knowledge.abandonPage }, [...deliveries])
  }
  const deps: ConsumeDeps = {
    keepTurns: async (records) => {
      await store.transcripts.keepTurns(records)
      await store.actions.recordActions(records.flatMap((record) => record.actions))
    },
    fetchPages: parts.knowledge.fetchPages,
    orderUpdated: (message) =>
      tellSessions(
        {
          now: clock,
          orderNumber: (orderId) => orderNumberOf(parts, orderId),
          sessionsShown: store.transcripts.sessionsShown,
          session: (id) => env.SESSIONS.getByName(id) as unknown as SessionDoor,
        },
        message
      ),
    retried: (kind, attempts, delay_s, error) =>
      seeing.log({ event: 'job.retried', kind, attempts, delay_s, fault: isFault(error) ? error.code : 'bug' }),
    unreadable: () => seeing.log({ event: 'job.parked', kind: 'unreadable', attempts: 1, fault: 'unreadable' }),
  }
  await consume(deps, [...deliveries])
  await seeing.flush()
}

export async function runCron(env: WorkerEnv, cron: string): Promise<void> {
  const parts = partsOf(env)
  const startedMs = clock()
  const outcome = await parts.knowledge.recrawl().then(
    () => 'ok',
    (error: unknown) => {
      parts.seeing.reportFault(error, { where: 'cron' })
      return 'failed'
    }
  )
  parts.seeing.log({
    event: 'cron.ran',
    cron: cron.replace(/\s+/g, '_'),
    job: 'recrawl',
    duration_ms: clock() - startedMs,
    outcome,
  })
  await parts.seeing.flush()
}
