import { ok, refuse, type Result } from '../result.ts'
import { equalsInConstantTime } from '../secret-text.ts'
import { canonicalRequest, canonicalResponse, signatureOf } from './sign-call.ts'
import {
  KEY_HEADER,
  KEY_ID_PATTERN,
  NONCE_HEADER,
  NONCE_PATTERN,
  SIGNATURE_HEADER,
  SIGNATURE_PATTERN,
  TIME_HEADER,
  TIME_PATTERN,
  WINDOW_SECONDS,
  type CallKey,
  type SignatureRefusal,
} from './scheme.ts'

export type VerifyRequestAsk = {
  method: string
  path: string
  body: string | Uint8Array
  headers: Headers
  nowMs: number
}
export type VerifyRequestDeps = {
  keys: readonly CallKey[]
  /** True when the nonce was new. One atomic insert; refuses when unsure, so it throws rather than guess. */
  burnNonce(keyId: string, nonce: string): Promise<boolean>
}
export type Verified = { key: CallKey; nonce: string }

/** Checks in the order the scheme states. The nonce is burned last, and only for a good signature. */
export async function verifyRequest(
  deps: VerifyRequestDeps,
  ask: VerifyRequestAsk
): Promise<Result<Verified, SignatureRefusal>> {
  const [keyId, time, nonce, signature] = [KEY_HEADER, TIME_HEADER, NONCE_HEADER, SIGNATURE_HEADER].map((name) =>
    ask.headers.get(name)
  )
  if (!keyId || !time || !nonce || !signature) return refuse({ reason: 'unsigned' })
  const isWellFormed =
    KEY_ID_PATTERN.test(keyId) &&
    TIME_PATTERN.test(time) &&
    NONCE_PATTERN.test(nonce) &&
    SIGNATURE_PATTERN.test(signature)
  if (!isWellFormed) return refuse({ reason: 'malformed' })

  const key = deps.keys.find((each) => each.id === keyId)
  if (!key) return refuse({ reason: 'unknown_key' })
  const skewSeconds = Math.floor(ask.nowMs / 1_000) - Number(time)
  if (Math.abs(skewSeconds) > WINDOW_SECONDS) return refuse({ reason: 'stale', skewSeconds })

  const expected = await signatureOf(await canonicalRequest({ ...ask, time, nonce }, key.id), key.secret)
  if (!equalsInConstantTime(signature, expected)) return refuse({ reason: 'bad_signature' })
  if (!(await deps.burnNonce(key.id, nonce))) return refuse({ reason: 'replayed' })
  return ok({ key, nonce })
}

/** True only for an answer signed, with a key we hold and within the window, to the request that carried `nonce`. */
export async function isAnswerSigned(ask: {
  status: number
  body: string | Uint8Array
  headers: Headers
  nonce: string
  nowMs: number
  keys: readonly CallKey[]
}): Promise<boolean> {
  const [keyId, time, signature] = [KEY_HEADER, TIME_HEADER, SIGNATURE_HEADER].map((name) => ask.headers.get(name))
  const key = ask.keys.find((each) => each.id === keyId)
  if (!key || !time || !signature || !TIME_PATTERN.test(time) || !SIGNATURE_PATTERN.test(signature)) return false
  if (Math.abs(Math.floor(ask.nowMs / 1_000) - Number(time)) > WINDOW_SECONDS) return false
  const expected = await signatureOf(await canonicalResponse({ ...ask, time }, key.id), key.secret)
  return equalsInConstantTime(signature, expected)
}
