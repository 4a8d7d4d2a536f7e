import { Hono } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { edgeRoutes } from '../../contracts/plugin-api.ts'
import { answerError } from '../answer-fault.ts'
import { bodyUnder } from '../doors/body.ts'
import type { EdgeVariables } from '../edge-variables.ts'

export type WebhookVerdict = 'ping' | 'accepted' | 'duplicate' | 'bad_signature' | 'unreadable'
export type PluginCall = { path: string; raw: Uint8Array; headers: Headers }
/** `reason` is the scheme's word for why a signature was not believed; everything else is answered and signed. */
export type PluginCallAnswer =
  | { ok: true; status: number; body: string; headers: Record<string, string> }
  | { ok: false; reason: string }
export type WebhookDeps = {
  /** Checks the shop's signature over the raw bytes, then queues the knock. */
  orderUpdated(raw: Uint8Array, headers: Headers): Promise<WebhookVerdict>
  /** Checks the plugin's signature over path and raw bytes, does what was asked, signs the answer. */
  pluginCall(call: PluginCall): Promise<PluginCallAnswer>
}

/** An order of a hundred lines is about 80 KB; a full batch of events is under 256 KB. */
const WEBHOOK_MAX_BYTES = 256 * 1024
/** Doors the plugin knocks at. Each is answered in `wiring/wire-plugin-door.ts`. */
const PLUGIN_PATHS = [edgeRoutes.events]

/** Knocks from the shop. Answered 200 as soon as they are queued: WooCommerce never retries, and gives up after five. */
export function webhookRoutes(deps: WebhookDeps) {
  const app = new Hono<EdgeVariables>()
  app.use('*', bodyUnder(WEBHOOK_MAX_BYTES))
  app.post('/order_updated', async (c) => {
    const verdict = await deps.orderUpdated(new Uint8Array(await c.req.arrayBuffer()), c.req.raw.headers)
    if (verdict === 'bad_signature')
      return answerError(c, 401, 'bad_signature', 'The signature does not fit this body.')
    if (verdict === 'unreadable')
      return answerError(c, 400, 'bad_request', 'The body is not what this webhook carries.')
    return c.json({ status: verdict }, 200)
  })
  for (const path of PLUGIN_PATHS) {
    app.post(path.slice('/webhooks'.length), async (c) => {
      const raw = new Uint8Array(await c.req.arrayBuffer())
      const answer = await deps.pluginCall({ path, raw, headers: c.req.raw.headers })
      if (!answer.ok) return answerError(c, 401, answer.reason, 'The signature of this call is not believed.')
      // The signature is over these very bytes, so nothing may write them anew.
      const headers = { ...answer.headers, 'content-type': 'application/json', 'cache-control': 'no-store' }
      return c.body(answer.body, answer.status as ContentfulStatusCode, headers)
    })
  }
  return app
}
