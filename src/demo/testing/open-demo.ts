import { demoApp, type DemoDeps } from '../demo-app.ts'
import { hmacBase64, signatureBase } from '../woocommerce/oauth.ts'
import { openWorld } from '../world/open-world.ts'
import { memoryStorage } from './memory-storage.ts'

export const NOW = Date.UTC(2026, 10, 20, 12, 0, 0)
export const KEYS = { key: 'ck_demo', secret: 'cs_demo' }
export const ORIGIN = 'http://localhost:8787'

/** A whole shop in memory, its clock and its dice in the test's hand. Tokens are the claims themselves, readable. */
export function openDemo(overrides: Partial<DemoDeps> = {}) {
  const slept: number[] = []
  const hooks: { body: string; headers: Record<string, string> }[] = []
  let drawn = 0
  const chance = {
    uuid: () => `${String(++drawn).padStart(8, '0')}-0000-4000-8000-000000000000`,
    random: () => 0.5,
  }
  const world = openWorld(memoryStorage(), { now: () => NOW, chance })
  const deps: DemoDeps = {
    world,
    mintToken: async (claims) => JSON.stringify(claims),
    now: () => NOW,
    chance,
    sleep: async (ms) => {
      slept.push(ms)
    },
    weather: { faults: '', latencyMs: 0 },
    shopOrigin: ORIGIN,
    deliverWebhook: async (body, headers) => void hooks.push({ body, headers }),
    webhookSecret: 'a-webhook-secret',
    wcKeys: KEYS,
    ...overrides,
  }
  return { app: demoApp(deps), world, slept, hooks }
}

export const basic = (keys = KEYS) => ({ authorization: `Basic ${btoa(`${keys.key}:${keys.secret}`)}` })

/** A signed address, as an OAuth 1.0a client makes it. Overrides spoil one part. */
export async function signed(
  path: string,
  spoil: { secret?: string; timestamp?: number; nonce?: string; method?: string } = {}
) {
  const url = new URL(path, ORIGIN)
  const method = spoil.method ?? 'HMAC-SHA256'
  url.searchParams.set('oauth_consumer_key', KEYS.key)
  url.searchParams.set('oauth_timestamp', String(spoil.timestamp ?? NOW / 1000))
  url.searchParams.set('oauth_nonce', spoil.nonce ?? 'n1')
  url.searchParams.set('oauth_signature_method', method)
  const base = signatureBase('GET', url.origin + url.pathname, [...url.searchParams])
  const hash = method === 'HMAC-SHA1' ? 'SHA-1' : 'SHA-256'
  url.searchParams.set('oauth_signature', await hmacBase64(hash, `${spoil.secret ?? KEYS.secret}&`, base))
  return url.href
}
