import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'
import { Fault } from '../../base/fault.ts'

/** Secrets by id, from configuration. The first seals; every one of them opens. */
export type DataSecrets = Readonly<Record<string, string>>

export type DataKey = {
  id: string
  /** Seals fields: AES-256-GCM. */
  field: KeyObject
  /** Finds a person by a hash nobody can make without the key. */
  lookup(text: string): string
}

/** Letters first, or JavaScript would sort the ids and the order would not be the one written. No `_` or `%`: ids are part of LIKE patterns. */
export const DATA_KEY_ID = /^[A-Za-z][A-Za-z0-9-]{0,31}$/

/** Never the secret itself: one purpose, one key. A leaked look-up key opens no field. */
export const deriveBytes = (secret: string, purpose: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(hkdfSync('sha256', secret, 'counterhand', purpose, 32))

/** Derived once an isolate. Throws `misconfigured` for an id that could not be kept in a row. */
export function deriveKeys(secrets: DataSecrets): DataKey[] {
  return Object.entries(secrets).map(([id, secret]) => {
    if (!DATA_KEY_ID.test(id)) {
      throw new Fault('misconfigured', { retryable: false, detail: 'DATA_KEYS: an id is letters, digits and dashes' })
    }
    const lookupKey = createSecretKey(deriveBytes(secret, 'lookup'))
    return {
      id,
      field: createSecretKey(deriveBytes(secret, 'field')),
      lookup: (text) => createHmac('sha256', lookupKey).update(text).digest('base64url'),
    }
  })
}
