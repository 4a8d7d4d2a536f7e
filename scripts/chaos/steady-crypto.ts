import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

/**
 * WebCrypto answers from a thread pool, in no fixed order. In a simulation hashes and MACs are computed at once, by
 * Node's own, and imported keys are remembered; what is left is counted, so that nobody moves before it has answered.
 */
let busy = 0
export const isCryptoBusy = (): boolean => busy > 0

const { subtle } = crypto
const importKey = subtle.importKey.bind(subtle) as (...args: unknown[]) => Promise<CryptoKey>
const known = new Map<string, CryptoKey>()
const rawOf = new WeakMap<CryptoKey, { raw: Buffer; hash: string }>()

const nodeName = (hash: string) => hash.replace('-', '').toLowerCase()
const asBuffer = (data: BufferSource): Buffer =>
  ArrayBuffer.isView(data) ? Buffer.from(data.buffer, data.byteOffset, data.byteLength) : Buffer.from(data)
const asArrayBuffer = (bytes: Buffer): ArrayBuffer => new Uint8Array(bytes).buffer
const hashName = (algorithm: unknown): string =>
  typeof algorithm === 'string' ? algorithm : ((algorithm as { name?: string }).name ?? 'SHA-256')

async function importOnce(...args: unknown[]): Promise<CryptoKey> {
  const [format, data, algorithm, , usages] = args as [
    string,
    BufferSource,
    { name: string; hash: unknown },
    boolean,
    string[],
  ]
  if (format !== 'raw' || algorithm.name !== 'HMAC') return importKey(...args)
  const raw = asBuffer(data)
  const hash = hashName(algorithm.hash)
  const id = `${hash} ${usages.join()} ${raw.toString('hex')}`
  const before = known.get(id)
  if (before) return before
  busy++
  try {
    const key = await importKey(...args)
    rawOf.set(key, { raw: Buffer.from(raw), hash })
    known.set(id, key)
    return key
  } finally {
    busy--
  }
}

function macOf(key: CryptoKey, data: BufferSource): Buffer {
  const kept = rawOf.get(key)
  if (!kept) throw new Error('a key the simulation did not import')
  return createHmac(nodeName(kept.hash), kept.raw).update(asBuffer(data)).digest()
}

const replace = (verb: string, value: unknown) => Object.defineProperty(subtle, verb, { value, configurable: true })
replace('importKey', importOnce)
replace('digest', async (algorithm: unknown, data: BufferSource) =>
  asArrayBuffer(
    createHash(nodeName(hashName(algorithm)))
      .update(asBuffer(data))
      .digest()
  )
)
replace('sign', async (_: unknown, key: CryptoKey, data: BufferSource) => asArrayBuffer(macOf(key, data)))
replace('verify', async (_: unknown, key: CryptoKey, signature: BufferSource, data: BufferSource) => {
  const [mac, given] = [macOf(key, data), asBuffer(signature)]
  return mac.length === given.length && timingSafeEqual(mac, given)
})
