import { hmac, toBase64 } from '../../base/bytes.ts'
import type { DemoOrder } from '../world/shapes.ts'
import { orderJson } from './order-json.ts'

export type WebhookDeps = {
  deliverWebhook: (body: string, headers: Record<string, string>) => Promise<void>
  webhookSecret: string
  shopOrigin: string
}

/** One delivery as WooCommerce makes it: the order as it stands, signed over the raw body. Never retried. */
export async function sendOrderWebhook(deps: WebhookDeps, order: DemoOrder): Promise<void> {
  const body = JSON.stringify(orderJson(order, deps.shopOrigin, `${deps.shopOrigin}/wp-json/wc/v3`))
  await deps.deliverWebhook(body, {
    'content-type': 'application/json',
    'user-agent': 'WooCommerce/11.0.1 Hookshot (WordPress/7.1)',
    'x-wc-webhook-source': `${deps.shopOrigin}/`,
    'x-wc-webhook-topic': 'order.updated',
    'x-wc-webhook-resource': 'order',
    'x-wc-webhook-event': 'updated',
    'x-wc-webhook-signature': toBase64(await hmac('SHA-256', deps.webhookSecret, body)),
    'x-wc-webhook-id': '1',
    'x-wc-webhook-delivery-id': String(order.updatedAt),
  })
}
