import { hmac, sha256Hex, toHex } from '../bytes.ts'
import {
  KEY_HEADER,
  NONCE_HEADER,
  REQUEST_LABEL,
  RESPONSE_LABEL,
  SIGNATURE_HEADER,
  TIME_HEADER,
  type CallKey,
} from './scheme.ts'

export type CallToSign = { method: string; path: string; body: string | Uint8Array; time: string; nonce: string }
export type AnswerToSign = { status: number; body: string | Uint8Array; time: string; nonce: string }

export async function canonicalRequest(call: CallToSign, keyId: string): Promise<string> {
  const bodyHash = await sha256Hex(call.body)
  return [REQUEST_LABEL, call.method.toUpperCase(), call.path, bodyHash, call.time, call.nonce, keyId].join('\n')
}

export async function canonicalResponse(answer: AnswerToSign, keyId: string): Promise<string> {
  const bodyHash = await sha256Hex(answer.body)
  return [RESPONSE_LABEL, String(answer.status), bodyHash, answer.time, answer.nonce, keyId].join('\n')
}

export const signatureOf = async (canonical: string, secret: string): Promise<string> =>
  `v1=${toHex(await hmac('SHA-256', secret, canonical))}`

/** The four headers of a request. `nowMs` by our clock; the nonce is fresh for every attempt, also for a retry. */
export async function signRequest(
  ask: { method: string; path: string; body: string | Uint8Array; nowMs: number; nonce: string },
  key: CallKey
): Promise<Record<string, string>> {
  const time = String(Math.floor(ask.nowMs / 1_000))
  const canonical = await canonicalRequest({ ...ask, time }, key.id)
  return {
    [KEY_HEADER]: key.id,
    [TIME_HEADER]: time,
    [NONCE_HEADER]: ask.nonce,
    [SIGNATURE_HEADER]: await signatureOf(canonical, key.secret),
  }
}

/** The three headers of an answer to the request that carried `nonce`. */
export async function signResponse(
  answer: { status: number; body: string | Uint8Array; nowMs: number; nonce: string },
  key: CallKey
): Promise<Record<string, string>> {
  const time = String(Math.floor(answer.nowMs / 1_000))
  const canonical = await canonicalResponse({ ...answer, time }, key.id)
  return {
    [KEY_HEADER]: key.id,
    [TIME_HEADER]: time,
    [SIGNATURE_HEADER]: await signatureOf(canonical, key.secret),
  }
}
