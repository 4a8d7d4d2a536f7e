import { Hono } from 'hono'
import * as z from 'zod'
import {
  edgeRoutes,
  eventBatchSchema,
  privacyAskSchema,
  PLUGIN_CONTRACT,
  type EdgeLimits,
  type EventBatch,
  type EventReceipt,
  type PingReply,
  type PrivacyAsk,
  type PrivacyExport,
  type PrivacyReceipt,
} from '../../contracts/plugin-api.ts'
import { bodyUnder } from '../doors/body.ts'
import { signedCall, type SignedCallDeps } from '../doors/signed-call.ts'
import type { EdgeVariables } from '../edge-variables.ts'

export type PluginDoorDeps = SignedCallDeps & {
  takeEvents(batch: EventBatch): Promise<EventReceipt>
  /** What is enforced here, for the shop's settings page. */
  edgeLimits(): Promise<EdgeLimits>
  exportPerson(ask: PrivacyAsk): Promise<PrivacyExport>
  erasePerson(ask: PrivacyAsk): Promise<PrivacyReceipt>
}

/** A hundred events with the longest addresses are about 210 KB. */
const CALL_MAX_BYTES = 256 * 1024

/** What the shop's plugin tells us and asks of us. Each call signed, each nonce once, each answer signed. */
export function pluginRoutes(deps: PluginDoorDeps) {
  const app = new Hono<EdgeVariables>()
  for (const path of Object.values(edgeRoutes)) app.use(path, bodyUnder(CALL_MAX_BYTES))

  app.post(
    edgeRoutes.events,
    signedCall(deps, eventBatchSchema, (batch) => deps.takeEvents(batch))
  )
  app.post(
    edgeRoutes.ping,
    signedCall(deps, z.looseObject({}), async (_, { keyId }): Promise<PingReply> => {
      const time = Math.floor(deps.now() / 1_000)
      return { ok: true, contract: PLUGIN_CONTRACT, time, key_id: keyId, limits: await deps.edgeLimits() }
    })
  )
  app.post(
    edgeRoutes.privacyExport,
    signedCall(deps, privacyAskSchema, (ask) => deps.exportPerson(ask))
  )
  app.post(
    edgeRoutes.privacyErase,
    signedCall(deps, privacyAskSchema, (ask) => deps.erasePerson(ask))
  )
  return app
}
