import type { MiddlewareHandler } from 'hono'
import { unreachable } from '../../base/unreachable.ts'
import { answerRest, wpError } from './answer-rest.ts'
import { checkOAuth, openNonces, type OAuthRefusal } from './oauth.ts'

export type WcKeys = { key: string; secret: string }

type Admission = { as: 'key' } | { as: 'nobody' } | { as: 'refused'; message: string }

function explainOAuth(refusal: OAuthRefusal): string {
  switch (refusal.reason) {
    case 'missing':
      return `Missing OAuth parameter${refusal.names.length > 1 ? 's' : ''} ${refusal.names.join(', ')}`
    case 'unknown_key':
      return 'Consumer key is invalid.'
    case 'method':
      return 'Invalid signature - signature method is invalid.'
    case 'signature':
      return 'Invalid signature - provided signature does not match.'
    case 'timestamp':
      return 'Invalid timestamp.'
    case 'nonce':
      return 'Invalid nonce - nonce has already been used.'
    default:
      return unreachable(refusal)
  }
}

function basicPair(authorization: string | undefined): [string, string] | null {
  const encoded = /^Basic\s+([A-Za-z0-9+/=]+)$/i.exec(authorization ?? '')?.[1]
  if (!encoded) return null
  try {
    const [key = '', ...rest] = atob(encoded).split(':')
    return [key, rest.join(':')]
  } catch {
    // Not base64: WordPress sees no user name, and neither do we.
    return null
  }
}

/** On https a key and secret are enough, in the header or in the query. An unknown key is nobody; a wrong secret is told so. */
function checkBasic(url: URL, authorization: string | undefined, keys: WcKeys): Admission {
  const { searchParams: query } = url
  const [key, secret] = basicPair(authorization) ?? [query.get('consumer_key'), query.get('consumer_secret')]
  if (!key || !secret || key !== keys.key) return { as: 'nobody' }
  return secret === keys.secret ? { as: 'key' } : { as: 'refused', message: 'Consumer secret is invalid.' }
}

/**
 * WooCommerce's REST door. Basic only counts on https; over http only OAuth 1.0a does. The key is read-only, so every
 * write is 401, never 403. A caller with no key at all gets the same 401 as one with an unknown key.
 */
export function admit(keys: WcKeys, nowMs: () => number): MiddlewareHandler {
  const claimNonce = openNonces(nowMs)
  return async (c, next) => {
    const url = new URL(c.req.url)
    const authorization = c.req.header('authorization')
    let admission: Admission = url.protocol === 'https:' ? checkBasic(url, authorization, keys) : { as: 'nobody' }
    if (admission.as === 'nobody') {
      const oauth = await checkOAuth({ method: c.req.method, url, authorization, nowMs: nowMs() }, keys, claimNonce)
      if (oauth === 'allowed') admission = { as: 'key' }
      else if (oauth) admission = { as: 'refused', message: explainOAuth(oauth) }
    }
    if (admission.as === 'key' && c.req.method !== 'GET' && c.req.method !== 'HEAD') {
      admission = { as: 'refused', message: 'The API key provided does not have write permissions.' }
    }
    if (admission.as === 'refused') {
      return answerRest(c, wpError('woocommerce_rest_authentication_error', admission.message, 401), 401, null)
    }
    if (admission.as === 'nobody') {
      return answerRest(
        c,
        wpError('woocommerce_rest_cannot_view', 'Sorry, you cannot view this resource.', 401),
        401,
        null
      )
    }
    return next()
  }
}
