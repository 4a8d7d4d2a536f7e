import { Hono } from 'hono'
import { answerError } from '../answer-fault.ts'
import { bodyUnder } from '../doors/body.ts'
import type { EdgeVariables } from '../edge-variables.ts'

export type WebhookVerdict = 'ping' | 'accepted' | 'duplicate' | 'bad_signature' | 'unreadable'
export type WebhookDeps = {
  /** Checks the shop's signature over the raw bytes, then queues the knock. */
  orderUpdated(raw: Uint8Array, headers: Headers): Promise<WebhookVerdict>
}

/** An order of a hundred lines is about 80 KB. */
const WEBHOOK_MAX_BYTES = 256 * 1024

/** WooCommerce's own knocks. Answered 200 as soon as they are queued: WooCommerce never retries, and gives up after five. */
export function webhookRoutes(deps: WebhookDeps) {
  const app = new Hono<EdgeVariables>()
  app.post('/order_updated', bodyUnder(WEBHOOK_MAX_BYTES), async (c) => {
    const verdict = await deps.orderUpdated(new Uint8Array(await c.req.arrayBuffer()), c.req.raw.headers)
    if (verdict === 'bad_signature')
      return answerError(c, 401, 'bad_signature', 'The signature does not fit this body.')
    if (verdict === 'unreadable')
      return answerError(c, 400, 'bad_request', 'The body is not what this webhook carries.')
    return c.json({ status: verdict }, 200)
  })
  return app
}
