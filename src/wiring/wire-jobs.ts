import { consume, type ConsumeDeps, type Delivery } from '../jobs/consume.ts'
import { knockTickets } from '../jobs/knock-tickets.ts'
import { parkDead } from '../jobs/park-dead.ts'
import { dueHours, lastDay, rollUp } from '../jobs/roll-up.ts'
import { shiftProviders, type ShiftProvidersDeps } from '../jobs/shift-providers.ts'
import { runRedTeam, type RedTeamDeps } from '../jobs/redteam/run-red-team.ts'
import { judgeCanary, type CanaryState, type JudgeCanaryDeps } from '../jobs/release/judge-canary.ts'
import { scoreDrafts } from '../jobs/shadow/score-drafts.ts'
import { tellSessions } from '../jobs/tell-sessions.ts'
import { trialOf } from '../brain/versions/pick-version.ts'
import type { QueueMessage } from '../contracts/queue.ts'
import type { SessionDoor } from '../contracts/session-rpc.ts'
import type { WorkerEnv } from '../env.ts'
import { isFault } from '../base/fault.ts'
import { DAY_MS } from '../base/time.ts'
import { partsOf, type Parts } from './parts.ts'
import { clock } from './platform.ts'
import { orderNumberOf } from './wire-edge.ts'
import { deliverNoticeJob, deliverTicketJob } from './wire-desk.ts'
import { catchUpEvents } from './wire-plugin-door.ts'
import { seeOrderLag } from './seeing/see-order-lag.ts'
import { tracedJobs } from './seeing/traced-jobs.ts'
import { wirePrivacy } from './privacy/wire-privacy.ts'
import { rulesOf, wireWrites } from './wire-writes.ts'

export async function runQueue(env: WorkerEnv, batch: MessageBatch): Promise<void> {
  const parts = partsOf(env)
  const { seeing, store } = parts
  const deliveries = batch.messages as readonly Delivery[]
  if (batch.queue.endsWith('-dead')) {
    const parked = (kind: string, attempts: number) =>
      seeing.log({ event: 'job.parked', kind, attempts, fault: 'gave_up' })
    const { abandonPage } = parts.knowledge
    return parkDead({ parked, abandonPage, keepLetter: wirePrivacy(parts).keepLetter, now: clock }, [...deliveries])
  }
  const privacy = wirePrivacy(parts)
  const deps: ConsumeDeps = {
    keepTurns: privacy.keepTurns,
    keepMessage: privacy.keepMessage,
    fetchPages: parts.knowledge.fetchPages,
    orderUpdated: async (message) => {
      await seeOrderLag(parts, message.updatedAt)
      await tellSessions(
        {
          now: clock,
          orderNumber: (orderId) => orderNumberOf(parts, orderId),
          sessionsShown: store.transcripts.sessionsShown,
          session: (id) => env.SESSIONS.getByName(id) as unknown as SessionDoor,
        },
        message
      )
    },
    deliverTicket: (ticketId) => deliverTicketJob(parts, ticketId),
    deliverNotice: (message) => deliverNoticeJob(parts, message),
    retried: (kind, attempts, delay_s, error) =>
      seeing.log({ event: 'job.retried', kind, attempts, delay_s, fault: isFault(error) ? error.code : 'bug' }),
    traced: tracedJobs(seeing),
    unreadable: () => seeing.log({ event: 'job.parked', kind: 'unreadable', attempts: 1, fault: 'unreadable' }),
  }
  await consume(deps, [...deliveries])
  await seeing.flush()
}

const NIGHTLY = '17 2 * * *'
const WEEKLY = '41 3 * * 1'

type Jobs = [name: string, run: () => Promise<unknown>][]

export async function runCron(env: WorkerEnv, cron: string): Promise<void> {
  const parts = partsOf(env)
  for (const [job, run] of jobsOf(env, parts, cron)) await runJob(parts, { cron, job, run })
  await parts.seeing.flush()
}

/** At night the shop's pages are read again; each minute we look after what has no end yet; each week we attack ourselves. */
function jobsOf(env: WorkerEnv, parts: Parts, cron: string): Jobs {
  const rolling = { now: clock, ...parts.store.metrics }
  switch (cron) {
    case WEEKLY:
      return [['red_team', () => runRedTeam(redTeamDeps(parts))]]
    case NIGHTLY:
      return [
        ['recrawl', parts.knowledge.recrawl],
        ['sweep_old', wirePrivacy(parts).sweepOld],
        ['roll_up_day', () => rollUp(rolling, lastDay(clock()))],
        ['score_drafts', () => scoreDrafts({ now: clock, ...parts.store.transcripts, ...parts.store.evalRuns })],
        ['sweep_nonces', () => parts.store.nonces.sweepNonces(clock())],
        ['seal_actions', () => parts.store.audit.sealActions(clock() - DAY_MS)],
        ['sweep_letters', () => parts.store.deadLetters.sweepLetters(clock() - 30 * DAY_MS)],
      ]
    default: {
      const writes = wireWrites(parts, (work) => void work)
      return [
        ['resume_crawls', parts.knowledge.resumeRuns],
        ['sync_vectors', parts.knowledge.syncVectors],
        ['catch_up_events', () => catchUpEvents(parts)],
        ['reconcile_writes', writes.reconcile],
        ['resume_erasures', wirePrivacy(parts).resumeErasures],
        ['sweep_approvals', writes.sweepApprovals],
        ['knock_tickets', () => knockTickets(ticketDeps(env, parts))],
        ['roll_up', () => rollUp(rolling, dueHours(clock()))],
        ['shift_providers', () => shiftProviders(shiftDeps(env, parts))],
        ['judge_canary', () => judgeCanary(canaryDeps(env, parts))],
      ]
    }
  }
}

const ticketDeps = (env: WorkerEnv, { store }: Parts) => ({
  ...store.ticketLinks,
  ...store.deadLetters,
  send: sendTo(env),
  now: clock,
})

/** Kept in KV beside the flag it moves. An isolate believes a moved weight within half a minute. */
const LOOKED = 'providers:looked'
const shiftDeps = (env: WorkerEnv, parts: Parts): ShiftProvidersDeps => ({
  now: clock,
  providers: parts.brain.providers,
  readFlags: parts.flags,
  readProviderHealth: parts.store.metrics.readProviderHealth,
  readLooked: async () => Number(await env.FLAGS.get(LOOKED)) || null,
  keepLooked: (hour) => env.FLAGS.put(LOOKED, String(hour)),
  moveWeights: (weights) => env.FLAGS.put('flag:provider_weights', JSON.stringify(weights)),
  told: ({ from, to, step }, made) => parts.seeing.log({ event: 'provider.shifted', from, to, step, made }),
})

const redTeamDeps = (parts: Parts): RedTeamDeps => ({
  now: clock,
  brainVersion: parts.settings.BRAIN_VERSION,
  rules: () => rulesOf(parts),
  keepRun: parts.store.evalRuns.keepRun,
  told: ({ cases, findings }) => parts.seeing.log({ event: 'red_team.ran', cases, failed: findings.length }),
})

const CANARY = 'release:canary'
const canaryDeps = (env: WorkerEnv, parts: Parts): JudgeCanaryDeps => ({
  now: clock,
  async onTrial() {
    const { brain_version, canary_version, canary } = await parts.flags()
    const version = brain_version || parts.settings.BRAIN_VERSION
    return trialOf({ version, canary: canary_version, canaryPercent: canary })
  },
  readMetrics: parts.store.metrics.readMetrics,
  // Written by us alone, two lines down.
  readState: async () => (await env.FLAGS.get(CANARY, 'json')) as CanaryState | null,
  keepState: (state) => env.FLAGS.put(CANARY, JSON.stringify(state)),
  keepRun: parts.store.evalRuns.keepRun,
  rollBack: () => env.FLAGS.put('flag:canary', '0'),
  told: ({ settled, tried, verdict, guardrails }, rolled_back) => {
    const worse = guardrails.flatMap((each) => (each.verdict === 'worse' ? [each.guardrail] : []))
    const breached = worse.length > 0 ? worse.join('+') : 'none'
    parts.seeing.log({ event: 'release.judged', settled, tried, verdict, breached, rolled_back })
  },
})
const sendTo = (env: WorkerEnv) => async (message: QueueMessage) => void (await env.JOBS.send(message))

/** One that fails does not keep the next from running. */
async function runJob(
  { seeing }: Parts,
  { cron, job, run }: { cron: string; job: string; run: () => Promise<unknown> }
): Promise<void> {
  const startedMs = clock()
  const outcome = await run().then(
    () => 'ok',
    (error: unknown) => {
      seeing.reportFault(error, { where: 'cron' })
      return 'failed'
    }
  )
  const duration_ms = clock() - startedMs
  seeing.log({ event: 'cron.ran', cron: cron.replace(/\s+/g, '_'), job, duration_ms, outcome })
}
