import { describe, expect, it } from 'vitest'
import { canonicalRequest, canonicalResponse, signatureOf, signRequest, signResponse } from './sign-call.ts'
import { isAnswerSigned, verifyRequest } from './verify-call.ts'
import { KEY_HEADER, NONCE_HEADER, SIGNATURE_HEADER, TIME_HEADER } from './scheme.ts'
import vectors from './vectors.json' with { type: 'json' }

const NOW = 1_795_357_848_000
const key = { id: 'edge-1', secret: 'a-secret-of-at-least-32-characters' }
const next = { id: 'edge-2', secret: 'another-secret-of-32-characters-or-more' }
const NONCE = 'nonce_0123456789abcdef'
const call = { method: 'POST', path: '/counterhand/v1/orders/7/refund', body: '{"v":1}', nowMs: NOW, nonce: NONCE }

function receiver(keys = [key, next]) {
  const burned = new Set<string>()
  const burnNonce = async (keyId: string, nonce: string) => {
    const isNew = !burned.has(`${keyId} ${nonce}`)
    burned.add(`${keyId} ${nonce}`)
    return isNew
  }
  return { deps: { keys, burnNonce }, burned }
}
const signed = async (with_ = key) => new Headers(await signRequest(call, with_))

describe('vectors', () => {
  it.each(vectors.requests)('signs $method $path as written down', async (each) => {
    const canonical = await canonicalRequest(each, vectors.key.id)
    expect(canonical).toBe(each.canonical)
    expect(await signatureOf(canonical, vectors.key.secret)).toBe(each.signature)
  })
  it.each(vectors.responses)('signs an answer of $status as written down', async (each) => {
    const canonical = await canonicalResponse(each, vectors.key.id)
    expect(await signatureOf(canonical, vectors.key.secret)).toBe(each.signature)
  })
})

it.each([key, next])('accepts either live key: $id', async (each) => {
  const found = await verifyRequest(receiver().deps, { ...call, headers: await signed(each) })
  expect(found).toEqual({ ok: true, value: { key: each, nonce: NONCE } })
})

describe('refuses', () => {
  it('a call without any one header', async () => {
    for (const name of [KEY_HEADER, TIME_HEADER, NONCE_HEADER, SIGNATURE_HEADER]) {
      const headers = await signed()
      headers.delete(name)
      expect(await verifyRequest(receiver().deps, { ...call, headers })).toMatchObject({
        error: { reason: 'unsigned' },
      })
    }
  })

  it.each([
    ['another method', { method: 'GET' }],
    ['another path', { path: '/counterhand/v1/orders/8/refund' }],
    ['another body', { body: '{"v":2}' }],
  ])('%s', async (_, change) => {
    const found = await verifyRequest(receiver().deps, { ...call, ...change, headers: await signed() })
    expect(found).toEqual({ ok: false, error: { reason: 'bad_signature' } })
  })

  it.each([
    ['another time', TIME_HEADER, String(NOW / 1_000 + 1), 'bad_signature'],
    ['another nonce', NONCE_HEADER, 'nonce_0123456789abcdeg', 'bad_signature'],
    ['another key id', KEY_HEADER, 'edge-2', 'bad_signature'],
    ['an unknown key', KEY_HEADER, 'edge-9', 'unknown_key'],
    ['a key named like a property', KEY_HEADER, 'constructor', 'unknown_key'],
    ['a time in scientific notation', TIME_HEADER, '1e9', 'malformed'],
    ['a short nonce', NONCE_HEADER, 'short', 'malformed'],
    ['a signature of another version', SIGNATURE_HEADER, `v0=${'0'.repeat(64)}`, 'malformed'],
    ['a made-up signature', SIGNATURE_HEADER, `v1=${'0'.repeat(64)}`, 'bad_signature'],
  ])('%s', async (_, name, value, reason) => {
    const headers = await signed()
    headers.set(name, value)
    const { deps, burned } = receiver()
    expect(await verifyRequest(deps, { ...call, headers })).toMatchObject({ ok: false, error: { reason } })
    expect(burned.size).toBe(0)
  })

  it.each([301, -301])('a clock %i s away', async (skew) => {
    const found = await verifyRequest(receiver().deps, { ...call, headers: await signed(), nowMs: NOW + skew * 1_000 })
    expect(found).toMatchObject({ ok: false, error: { reason: 'stale', skewSeconds: skew } })
  })

  it('the same call again', async () => {
    const { deps } = receiver()
    const headers = await signed()
    expect(await verifyRequest(deps, { ...call, headers })).toMatchObject({ ok: true })
    expect(await verifyRequest(deps, { ...call, headers })).toEqual({ ok: false, error: { reason: 'replayed' } })
  })
})

describe('answers', () => {
  const answer = { status: 200, body: '{"outcome":"done"}', nonce: NONCE, nowMs: NOW }
  const keys = [key, next]
  const headersOf = async () => new Headers(await signResponse(answer, key))

  it('holds for the question it was made for', async () => {
    expect(await isAnswerSigned({ ...answer, headers: await headersOf(), keys })).toBe(true)
  })
  it.each([
    ['another question', { nonce: 'nonce_0123456789abcdeg' }],
    ['another status', { status: 422 }],
    ['another body', { body: '{"outcome":"refused"}' }],
    ['another day', { nowMs: NOW + 301_000 }],
    ['other keys', { keys: [next] }],
    ['no signature', { headers: new Headers() }],
  ])('fails for %s', async (_, change) => {
    expect(await isAnswerSigned({ ...answer, headers: await headersOf(), keys, ...change })).toBe(false)
  })
})
