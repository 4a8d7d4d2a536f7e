import { createHmac } from 'node:crypto'

export type HashId = (id: string) => string

const REMEMBERED = 256

/**
 * HMAC-SHA-256 under `key`, cut to 128 bits, base64url without padding (22 characters).
 * Synchronous through node:crypto, which workerd carries; the same id gives the same hash for as long as the key lives,
 * so two lines can be joined and nobody without the key can try guesses.
 */
export function hashId(id: string, key: string): string {
  return createHmac('sha256', key).update(id).digest('base64url').slice(0, 22)
}

/** `hashId` with a key held, remembering the last few hundred ids: one session is hashed once, not once a line. */
export function openHashId(key: string): HashId {
  if (key.length < 16) throw new Error('the key for hashing ids needs at least 16 characters')
  const remembered = new Map<string, string>()
  return (id) => {
    const known = remembered.get(id)
    if (known !== undefined) return known
    if (remembered.size >= REMEMBERED) remembered.clear()
    const hash = hashId(id, key)
    remembered.set(id, hash)
    return hash
  }
}
