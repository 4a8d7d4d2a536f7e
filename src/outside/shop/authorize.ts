import { hmac, toBase64 } from '../../base/bytes.ts'

export type ShopKeys = { key: string; secret: string }

/** RFC 3986: what OAuth 1.0a signs, and what WooCommerce's rawurlencode writes. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)

const byCode = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const queryOf = (params: readonly (readonly [string, string])[]): string =>
  params.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&')

/**
 * A GET that the shop will believe. Over https: Basic. Over plain http WooCommerce does not even read Basic, so the
 * query is signed by OAuth 1.0a and the secret itself never travels.
 */
export async function authorizeGet(
  url: string,
  params: Record<string, string>,
  keys: ShopKeys,
  fresh: { nowMs: number; nonce: string }
): Promise<{ url: string; headers: Record<string, string> }> {
  const asked = Object.entries(params)
  if (url.startsWith('https:')) {
    const query = queryOf(asked)
    const basic = toBase64(new TextEncoder().encode(`${keys.key}:${keys.secret}`))
    return { url: query ? `${url}?${query}` : url, headers: { authorization: `Basic ${basic}` } }
  }
  const signed: [string, string][] = [
    ...asked,
    ['oauth_consumer_key', keys.key],
    ['oauth_nonce', fresh.nonce],
    ['oauth_signature_method', 'HMAC-SHA256'],
    ['oauth_timestamp', String(Math.floor(fresh.nowMs / 1_000))],
  ]
  signed.sort(([a], [b]) => byCode(a, b))
  const base = ['GET', encode(url), encode(queryOf(signed))].join('&')
  const signature = toBase64(await hmac('SHA-256', `${keys.secret}&`, base))
  return { url: `${url}?${queryOf([...signed, ['oauth_signature', signature]])}`, headers: {} }
}
