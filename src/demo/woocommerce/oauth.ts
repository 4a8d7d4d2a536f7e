/**
 * OAuth 1.0a as WooCommerce checks it on plain http: one-legged, HMAC over method, address and sorted parameters,
 * keyed with `<consumer secret>&`. The order of the checks is WooCommerce's: signature, timestamp, nonce.
 */
export type OAuthRefusal =
  | { reason: 'missing'; names: string[] }
  | { reason: 'unknown_key' }
  | { reason: 'method' }
  | { reason: 'signature' }
  | { reason: 'timestamp' }
  | { reason: 'nonce' }

const NAMES = [
  'oauth_consumer_key',
  'oauth_timestamp',
  'oauth_nonce',
  'oauth_signature',
  'oauth_signature_method',
] as const
const HASHES: Record<string, string> = { 'HMAC-SHA1': 'SHA-1', 'HMAC-SHA256': 'SHA-256' }
export const OAUTH_WINDOW_SECONDS = 15 * 60

/** PHP's rawurlencode. */
export const rawUrlEncode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)

/** What is signed: parameters sorted by name, then encoded, then the whole joined and encoded once more. */
export function signatureBase(method: string, address: string, params: [string, string][]): string {
  const pairs = params
    .filter(([name]) => name !== 'oauth_signature')
    .sort(([a], [b]) => (a < b ? -1 : Number(a > b)))
    .map(([name, value]) => `${rawUrlEncode(name)}=${rawUrlEncode(value)}`)
  return [method.toUpperCase(), rawUrlEncode(address), rawUrlEncode(pairs.join('&'))].join('&')
}

export async function hmacBase64(hash: string, secret: string, text: string): Promise<string> {
  const bytes = new TextEncoder()
  const key = await crypto.subtle.importKey('raw', bytes.encode(secret), { name: 'HMAC', hash }, false, ['sign'])
  const signed = await crypto.subtle.sign('HMAC', key, bytes.encode(text))
  return btoa(String.fromCharCode(...new Uint8Array(signed)))
}

/** `Authorization: OAuth a="b", …` beside the query, as WordPress merges them. */
export function oauthParams(url: URL, authorization: string | undefined): [string, string][] {
  const params = [...url.searchParams]
  const header = /^OAuth\s+(.*)$/i.exec(authorization ?? '')?.[1] ?? ''
  for (const [, name, value] of header.matchAll(/(oauth_[a-z_]+)="([^"]*)"/g))
    params.push([name!, decodeURIComponent(value!)])
  return params
}

/** Null when the caller is not trying OAuth at all; then it is simply nobody. */
export async function checkOAuth(
  ask: { method: string; url: URL; authorization: string | undefined; nowMs: number },
  keys: { key: string; secret: string },
  claimNonce: (nonce: string, timestamp: number) => boolean
): Promise<OAuthRefusal | 'allowed' | null> {
  const params = oauthParams(ask.url, ask.authorization)
  const value = new Map(params)
  const missing = NAMES.filter((name) => !value.get(name))
  if (missing.length === NAMES.length) return null
  if (missing.length > 0) return { reason: 'missing', names: missing }
  if (value.get('oauth_consumer_key') !== keys.key) return { reason: 'unknown_key' }

  const method = value.get('oauth_signature_method')!
  if (!Object.hasOwn(HASHES, method)) return { reason: 'method' }
  const base = signatureBase(ask.method, ask.url.origin + ask.url.pathname.replace(/\/$/, ''), params)
  if ((await hmacBase64(HASHES[method]!, `${keys.secret}&`, base)) !== value.get('oauth_signature'))
    return { reason: 'signature' }

  const timestamp = Number(value.get('oauth_timestamp'))
  if (!(Math.abs(ask.nowMs / 1000 - timestamp) <= OAUTH_WINDOW_SECONDS)) return { reason: 'timestamp' }
  return claimNonce(value.get('oauth_nonce')!, timestamp) ? 'allowed' : { reason: 'nonce' }
}

/** Nonces of the last quarter of an hour. In memory: a restart forgets them, and the timestamp still bounds a replay. */
export function openNonces(nowMs: () => number): (nonce: string, timestamp: number) => boolean {
  const seen = new Map<string, number>()
  return (nonce, timestamp) => {
    if (seen.has(nonce)) return false
    seen.set(nonce, timestamp)
    // Insertion order is near enough to age order, and each call drops what is old.
    for (const [old, at] of seen) {
      if (at >= nowMs() / 1000 - 2 * OAUTH_WINDOW_SECONDS) break
      seen.delete(old)
    }
    return true
  }
}
