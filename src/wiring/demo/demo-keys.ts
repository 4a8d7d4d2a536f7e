import type { Settings } from '../../env.ts'

/**
 * Keys of the embedded shop. They open nothing but it: demo mode answers on loopback only and refuses every
 * environment but the local one, so a key everybody can read here guards nothing of anybody's.
 */
export const demoKeys = (settings: Settings) => ({
  wc: { key: settings.WC_KEY ?? 'ck_embedded_shop', secret: settings.WC_SECRET ?? 'cs_embedded_shop' },
  tokens: settings.TOKEN_KEYS ?? { embedded: 'the-embedded-shop-signs-with-this-on-loopback-only' },
  calls: settings.PLUGIN_CALL_KEYS ?? { embedded: 'the-embedded-shop-checks-calls-with-this-only' },
  approvals: settings.APPROVAL_KEYS ?? { embedded: 'the-embedded-shop-checks-approvals-with-this' },
  receipts: { embedded: 'the-embedded-shop-signs-receipts-with-this-only' },
  webhook: settings.WC_WEBHOOK_SECRET ?? 'embedded-shop-webhooks',
})
