import { Webhook } from 'standardwebhooks'
import * as z from 'zod'
import type { Clock } from '../../base/time.ts'
import { askJson } from '../http/ask-json.ts'

export type SignedWebhookDeps = {
  fetch: typeof fetch
  url: string
  /** `whsec_…` or the base64 itself. With two, both sign: that is how the receiver changes over. */
  secrets: readonly [string, ...string[]]
  now: Clock
}

/** The headers of the Standard Webhooks scheme. `id` is the event's own: a retry repeats it, and receivers dedupe on it. */
export function webhookHeaders(
  event: { id: string; payload: string; nowMs: number },
  secrets: SignedWebhookDeps['secrets']
): Record<string, string> {
  const at = new Date(event.nowMs)
  return {
    'webhook-id': event.id,
    'webhook-timestamp': String(Math.floor(event.nowMs / 1_000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(event.id, at, event.payload)).join(' '),
  }
}

/** Sends one event to the shop's own address. Any 2xx is taken; throws a Fault otherwise. */
export const openSignedWebhook =
  (deps: SignedWebhookDeps) =>
  async (event: { id: string; type: string; data: unknown }, signal: AbortSignal): Promise<void> => {
    const nowMs = deps.now()
    const payload = JSON.stringify({ type: event.type, timestamp: new Date(nowMs).toISOString(), data: event.data })
    const headers = {
      ...webhookHeaders({ id: event.id, payload, nowMs }, deps.secrets),
      'content-type': 'application/json',
    }
    await askJson(
      { fetch: deps.fetch, method: 'POST', url: deps.url, headers, body: payload, schema: z.unknown() },
      signal
    )
  }
