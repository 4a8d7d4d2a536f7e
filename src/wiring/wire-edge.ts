import { asId, type OrderId } from '../base/ids.ts'
import type { QueueMessage } from '../contracts/queue.ts'
import type { SessionDoor } from '../contracts/session-rpc.ts'
import { opsRoutes } from '../console/ops-routes.ts'
import { openEdge } from '../edge/app.ts'
import { checkToken } from '../edge/doors/token.ts'
import type { WebhookVerdict } from '../edge/routes/webhook-routes.ts'
import type { WorkerEnv } from '../env.ts'
import { checkWebhook } from '../outside/shop/check-webhook.ts'
import { redrive } from '../jobs/redrive.ts'
import { checkReadiness } from './readiness/check-readiness.ts'
import { demoKeys } from './demo/demo-keys.ts'
import { partsOf, type Parts } from './parts.ts'
import { chance, clock } from './platform.ts'
import { wireFiles } from './wire-files.ts'
import { pluginDoorDeps } from './wire-plugin-door.ts'
import { sendJobs } from './seeing/traced-jobs.ts'
import { wirePrivacy } from './privacy/wire-privacy.ts'
import { wireWrites } from './wire-writes.ts'

type EdgeApp = ReturnType<typeof openEdge>
const apps = new WeakMap<WorkerEnv, EdgeApp>()

/** The public door and the staff's, built once an isolate. */
export function edgeFor(env: WorkerEnv): EdgeApp {
  const known = apps.get(env)
  if (known) return known
  const parts = partsOf(env)
  const { seeing, settings } = parts
  const app = openEdge({
    now: clock,
    uuid: chance.uuid,
    allowedOrigins: originsOf(parts),
    tokenKeys: parts.tokenKeys,
    session: (id) => sessionStub(env, id),
    ...wireFiles(env.FILES),
    limits: {
      mayVisit: async (subject) => (await env.RATE_SUBJECT.limit({ key: subject })).success,
      mayServe: async () => (await env.RATE_GLOBAL.limit({ key: 'everybody' })).success,
    },
    version: settings.BRAIN_VERSION,
    readiness: () => checkReadiness(parts),
    orderUpdated: (raw, headers) => orderUpdated(parts, raw, headers),
    ...pluginDoorDeps(parts),
    report: (error, requestId) => seeing.reportFault(error, { where: 'edge', requestId }),
    tokenRefused: (detail) =>
      seeing.log({ event: 'request.refused', route: 'chat', method: 'any', status: 401, code: detail }),
  })
  app.route('/ops', opsRoutes(opsDeps(parts)) as never)
  apps.set(env, app)
  return app
}

/** Whose pages may talk to us. */
const originsOf = ({ settings }: Parts) => new Set([...settings.ALLOWED_ORIGINS, new URL(settings.SHOP_URL).origin])

/** The stub's methods are the object's own; RPC types differ only in being stubs. */
const sessionStub = (env: WorkerEnv, id: string): SessionDoor => env.SESSIONS.getByName(id) as unknown as SessionDoor

/** A decision's work outlives its request only as far as the platform lets it; the sweep resumes the rest. */
const opsDeps = (parts: Parts): Parameters<typeof opsRoutes>[0] => ({
  isShop: (origin) => originsOf(parts).has(origin),
  ...wireWrites(parts, (work) => void work),
  ...wireFiles(parts.env.FILES),
  ...parts.store.metrics,
  now: clock,
  async staffOf(authorization) {
    const token = await checkToken(authorization, parts.tokenKeys, clock())
    const isStaff = token.ok && token.value.roles.some((role) => role === 'staff' || role === 'admin')
    if (!isStaff) return null
    const { sub: subject, name = subject, roles } = token.value
    return { subject, name, isAdmin: roles.includes('admin') }
  },
  listLetters: parts.store.deadLetters.listLetters,
  findLetter: parts.store.deadLetters.findLetter,
  redrive: (id, by) => redriveLetter(parts, id, by),
  knowledge: {
    listSynonyms: parts.store.knowledge.synonyms.listGroups,
    addSynonyms: (words) => parts.store.knowledge.synonyms.addGroup(words, clock()),
    removeSynonyms: parts.store.knowledge.synonyms.removeGroup,
    listGaps: parts.store.knowledge.gaps.listGaps,
    closeGap: parts.store.knowledge.gaps.closeGap,
  },
  session: (id) => sessionStub(parts.env, id),
  privacy: wirePrivacy(parts),
  openTickets: parts.store.tickets.openTickets,
  closeTicketsOf: (sessionId) => parts.store.tickets.closeTicketsOf(sessionId, clock()),
  readTranscript: parts.store.transcripts.readTranscript,
})

async function orderUpdated(parts: Parts, raw: Uint8Array, headers: Headers): Promise<WebhookVerdict> {
  const secret = parts.isDemo ? demoKeys(parts.settings).webhook : parts.settings.WC_WEBHOOK_SECRET!
  const knock = await checkWebhook(new TextDecoder().decode(raw), headers, secret)
  const outcome = !knock.ok ? knock.error.reason : knock.value.kind
  parts.seeing.log({ event: 'webhook.received', source: 'woocommerce', topic: 'order_updated', outcome })
  if (!knock.ok) return knock.error.reason === 'bad_body' ? 'unreadable' : 'bad_signature'
  if (knock.value.kind !== 'order') return 'ping'
  const { orderId, updatedAt } = knock.value
  // Twice is harmless: the session tells only what it has not told. So no memory of deliveries is kept here.
  await sendJobs(parts, [{ kind: 'order.updated', v: 1, orderId, updatedAt: updatedAt ?? '' }])
  return 'accepted'
}

async function redriveLetter({ env, store, seeing }: Parts, id: string, by: string) {
  const send = async (message: QueueMessage) => void (await env.JOBS.send(message))
  const driven = await redrive({ ...store.deadLetters, send, now: clock }, id)
  if (driven.ok) seeing.log({ event: 'job.redriven', kind: driven.value.kind, staff: by })
  return driven
}

/** What a shopper calls the order of this id, read afresh. */
export const orderNumberOf = async (parts: Parts, orderId: string): Promise<string | null> =>
  (await parts.shop.findOrder(asId<OrderId>(orderId), AbortSignal.timeout(5_000)))?.number ?? null
