import { expect, it } from 'vitest'
import { checkOAuth, hmacBase64, oauthParams, openNonces, rawUrlEncode, signatureBase } from './oauth.ts'

it('encodes as PHP’s rawurlencode does', () => {
  expect(rawUrlEncode("a b+c~d!e'f(g)*é")).toBe('a%20b%2Bc~d%21e%27f%28g%29%2A%C3%A9')
})

it('signs sorted, doubly encoded parameters without the signature itself', () => {
  const params: [string, string][] = [
    ['search', 'a b'],
    ['oauth_nonce', 'n'],
    ['oauth_signature', 'ignored'],
    ['_fields', 'id,status'],
  ]
  expect(signatureBase('get', 'http://shop.example/wp-json/wc/v3/orders', params)).toBe(
    'GET&http%3A%2F%2Fshop.example%2Fwp-json%2Fwc%2Fv3%2Forders&_fields%3Did%252Cstatus%26oauth_nonce%3Dn%26search%3Da%2520b'
  )
})

// RFC 2202 and RFC 4231, both case 2.
it.each([
  ['SHA-1', '7/zfauXrL6LSdBbV8YTfnCWafHk='],
  ['SHA-256', 'W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM='],
])('hashes with %s', async (hash, expected) => {
  expect(await hmacBase64(hash, 'Jefe', 'what do ya want for nothing?')).toBe(expected)
})

it('reads parameters from the query and the header', () => {
  const url = new URL('http://shop.example/x?a=1')
  expect(oauthParams(url, 'OAuth oauth_nonce="n%2B1", oauth_timestamp="5"')).toEqual([
    ['a', '1'],
    ['oauth_nonce', 'n+1'],
    ['oauth_timestamp', '5'],
  ])
})

it('knows a nonce again, and forgets it when its timestamp is long past', () => {
  let now = 0
  const claim = openNonces(() => now)
  expect([claim('a', 0), claim('a', 0)]).toEqual([true, false])
  now = 3_600_000
  expect(claim('b', 3_600)).toBe(true)
  expect(claim('a', 3_600)).toBe(true)
})

it('agrees with a signature a real WooCommerce let in', async () => {
  const keys = { key: `ck_${'b'.repeat(40)}`, secret: `cs_${'b'.repeat(40)}` }
  const url = new URL('http://127.0.0.1:8089/wp-json/wc/v3/orders/25?_fields=id%2Cstatus')
  url.searchParams.set('oauth_consumer_key', keys.key)
  url.searchParams.set('oauth_timestamp', '1795335065')
  url.searchParams.set('oauth_nonce', 'rignonce1795335065')
  url.searchParams.set('oauth_signature_method', 'HMAC-SHA256')
  url.searchParams.set('oauth_signature', 'rYC2YNVAPEls8YUtkiYZ/qwRRToSruwYLVcVJ5Qm5Lc=')
  const ask = { method: 'GET', url, authorization: undefined, nowMs: 1_795_335_065_000 }
  expect(await checkOAuth(ask, keys, () => true)).toBe('allowed')
})
