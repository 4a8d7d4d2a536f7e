import { base64url, CompactSign, compactVerify, decodeProtectedHeader, importJWK, type JWK } from 'jose'
import { Fault } from '../../base/fault.ts'
import { refuse, ok, type Result } from '../../base/result.ts'
import { erasureReceiptSchema, RECEIPT_TYPE, type ErasureReceipt } from '../../contracts/erasure.ts'

export type ReceiptKey = { id: string; seed: Uint8Array<ArrayBuffer> }
export type Receipts = {
  sign(receipt: ErasureReceipt): Promise<string>
  /** To keep beside the receipts: they stay checkable after the key has gone. */
  publicKey(): Promise<JWK>
}
export type ReceiptRefusal = { reason: 'malformed' | 'unknown_key' | 'bad_signature' }

/** RFC 8410: what stands before the 32 bytes of an Ed25519 private key in PKCS #8. */
const PKCS8 = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20]

/** Made once an isolate, on first use. */
export function openReceipts(key: ReceiptKey | null): Receipts {
  let made: Promise<{ signing: CryptoKey; jwk: JWK }> | null = null
  const pair = () => (made ??= makePair(key))
  return {
    async sign(receipt) {
      const { signing, jwk } = await pair()
      return new CompactSign(new TextEncoder().encode(JSON.stringify(erasureReceiptSchema.parse(receipt))))
        .setProtectedHeader({ alg: 'EdDSA', typ: RECEIPT_TYPE, kid: jwk.kid ?? '' })
        .sign(signing)
    },
    publicKey: async () => (await pair()).jwk,
  }
}

async function makePair(key: ReceiptKey | null): Promise<{ signing: CryptoKey; jwk: JWK }> {
  if (!key) throw new Fault('misconfigured', { retryable: false, detail: 'DATA_KEYS is not set' })
  const bytes = new Uint8Array([...PKCS8, ...key.seed])
  const signing = await crypto.subtle.importKey('pkcs8', bytes, { name: 'Ed25519' }, true, ['sign'])
  const { x } = (await crypto.subtle.exportKey('jwk', signing)) as JsonWebKey
  return { signing, jwk: { kty: 'OKP', crv: 'Ed25519', x: x ?? '', kid: key.id } }
}

/** What a receipt of our own says, unchecked. */
export const readReceipt = (receipt: string): ErasureReceipt =>
  erasureReceiptSchema.parse(JSON.parse(new TextDecoder().decode(base64url.decode(receipt.split('.')[1] ?? ''))))

/** Whether one of these keys signed it, and what it says. Needs no secret. */
export async function checkReceipt(receipt: string, keys: JWK[]): Promise<Result<ErasureReceipt, ReceiptRefusal>> {
  try {
    const { kid, typ } = decodeProtectedHeader(receipt)
    const key = keys.find((each) => each.kid === kid)
    if (typ !== RECEIPT_TYPE) return refuse({ reason: 'malformed' })
    if (!key) return refuse({ reason: 'unknown_key' })
    const { payload } = await compactVerify(receipt, await importJWK(key, 'EdDSA'), { algorithms: ['EdDSA'] })
    return ok(erasureReceiptSchema.parse(JSON.parse(new TextDecoder().decode(payload))))
  } catch (error) {
    const isForged = error instanceof Error && 'code' in error && error.code === 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED'
    return refuse({ reason: isForged ? 'bad_signature' : 'malformed' })
  }
}
