import { hmac, sha256Hex, toBase64 } from '../../base/bytes.ts'
import { ok, refuse, type Result } from '../../base/result.ts'
import { equalsInConstantTime } from '../../base/secret-text.ts'
import { gmtToIso } from './to-order.ts'
import { hookWire } from './wire.ts'

/**
 * `ping` is WooCommerce trying the address: unsigned, to be answered 200 and not believed about anything.
 * `ignored` is signed but about something else. `order` is a knock: re-read the order, whatever the body said.
 */
export type WebhookKnock =
  | { kind: 'ping' }
  | { kind: 'ignored'; topic: string }
  | {
      kind: 'order'
      orderId: string
      number: string | null
      updatedAt: string | null
      /** WooCommerce's delivery id is shared by two orders of one second, so we make our own. */
      duplicateKey: string
    }

export type WebhookRefusal = { reason: 'unsigned' } | { reason: 'bad_signature' } | { reason: 'bad_body' }

/**
 * Checks a delivery over its raw bytes as they came. `secret` as WooCommerce signs with it: it decodes entities first,
 * so one with & or < in it will not match.
 */
export async function checkWebhook(
  rawBody: string,
  headers: Headers,
  secret: string
): Promise<Result<WebhookKnock, WebhookRefusal>> {
  const signature = headers.get('x-wc-webhook-signature')
  if (signature === null) {
    return /^webhook_id=\d{1,19}$/.test(rawBody) ? ok({ kind: 'ping' }) : refuse({ reason: 'unsigned' })
  }
  const expected = toBase64(await hmac('SHA-256', secret, rawBody))
  if (!equalsInConstantTime(signature, expected)) return refuse({ reason: 'bad_signature' })

  const topic = headers.get('x-wc-webhook-topic') ?? ''
  if (!topic.startsWith('order.')) return ok({ kind: 'ignored', topic })
  const parsed = hookWire.safeParse(parseJson(rawBody))
  if (!parsed.success) return refuse({ reason: 'bad_body' })
  const { id, number, date_modified_gmt: modified } = parsed.data
  return ok({
    kind: 'order',
    orderId: id,
    number: number || null,
    updatedAt: gmtToIso(modified),
    duplicateKey: `${id}:${modified ?? topic}:${await sha256Hex(rawBody)}`,
  })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Signed but not JSON: the schema refuses undefined for us.
    return undefined
  }
}
