import type { CallKey } from '../base/signed-call/scheme.ts'
import { NONCE_KEEP_SECONDS } from '../base/signed-call/scheme.ts'
import { signResponse } from '../base/signed-call/sign-call.ts'
import { verifyRequest } from '../base/signed-call/verify-call.ts'
import { SECOND_MS } from '../base/time.ts'
import { edgeRoutes, eventBatchSchema } from '../contracts/plugin-api.ts'
import type { PluginCall, PluginCallAnswer } from '../edge/routes/webhook-routes.ts'
import { openPluginClient } from '../outside/shop/plugin-client.ts'
import { catchUp, takeEvents, type TakeEventsDeps } from '../jobs/take-events.ts'
import { demoKeys } from './demo/demo-keys.ts'
import { shopFetch } from './demo/wire-demo.ts'
import type { Parts } from './parts.ts'
import { chance, clock } from './platform.ts'

/** What a signed question is answered with, before the answer itself is signed. */
type Answer = { status: number; body: unknown }
type Answerer = (parts: Parts, body: unknown) => Promise<Answer>

/** Every question the plugin may put to us, by path. A path that is not here has no door. */
const ANSWERERS: Record<string, Answerer> = {
  [edgeRoutes.events]: answerEvents,
}

const BAD_REQUEST: Answer = { status: 400, body: { code: 'bad_request' } }

/**
 * The plugin's signed calls: the signature is checked over the raw bytes, the nonce burned, and the answer signed. A
 * store that is down throws, so a call that cannot be burned is not answered.
 */
export async function answerPlugin(parts: Parts, call: PluginCall): Promise<PluginCallAnswer> {
  const nowMs = clock()
  const burnNonce = (keyId: string, nonce: string) =>
    parts.store.nonces.burnNonce(keyId, nonce, nowMs + NONCE_KEEP_SECONDS * SECOND_MS)
  const asked = { method: 'POST', path: call.path, body: call.raw, headers: call.headers, nowMs }
  const verified = await verifyRequest({ keys: callKeysOf(parts), burnNonce }, asked)
  const outcome = verified.ok ? 'accepted' : verified.error.reason
  parts.seeing.log({ event: 'webhook.received', source: 'plugin', topic: call.path.split('/').at(-1)!, outcome })
  if (!verified.ok) return { ok: false, reason: verified.error.reason }

  const answerer = Object.hasOwn(ANSWERERS, call.path) ? ANSWERERS[call.path] : undefined
  const { status, body } = answerer ? await answerer(parts, parse(call.raw)) : BAD_REQUEST
  const { key, nonce } = verified.value
  const text = JSON.stringify(body)
  return { ok: true, status, body: text, headers: await signResponse({ status, body: text, nowMs, nonce }, key) }
}

/** At most two live keys; none where a deployment was given none, and then no call fits. */
function callKeysOf({ settings, isDemo }: Parts): CallKey[] {
  const keys = isDemo ? demoKeys(settings).calls : (settings.PLUGIN_CALL_KEYS ?? {})
  return Object.entries(keys)
    .slice(0, 2)
    .map(([id, secret]) => ({ id, secret }))
}

function parse(raw: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(raw)) as unknown
  } catch {
    // Signed, but not JSON: every schema refuses undefined, and the caller hears bad_request.
    return undefined
  }
}

async function answerEvents(parts: Parts, body: unknown): Promise<Answer> {
  const batch = eventBatchSchema.safeParse(body)
  return batch.success ? { status: 200, body: await takeEvents(takeDeps(parts), batch.data) } : BAD_REQUEST
}

const takeDeps = (parts: Parts): TakeEventsDeps => ({
  ...parts.store.events,
  recrawlPages: parts.knowledge.recrawlPages,
  ordersUpdated: async (orders) => {
    await parts.env.JOBS.sendBatch(orders.map((order) => ({ body: { kind: 'order.updated', v: 1, ...order } })))
  },
})

/** For the cron: what a gap in the outbox said we missed. Nothing to ask where there is no key to ask with. */
export async function catchUpEvents(parts: Parts): Promise<void> {
  const [first, second] = callKeysOf(parts)
  if (!first) return
  const plugin = openPluginClient({
    baseUrl: parts.settings.SHOP_URL,
    keys: second ? [first, second] : [first],
    fetch: shopFetch(parts.env, parts.settings),
    now: clock,
    chance,
  })
  await catchUp({ ...takeDeps(parts), eventsAfter: (seq) => plugin.eventsAfter(seq, AbortSignal.timeout(10_000)) })
}
