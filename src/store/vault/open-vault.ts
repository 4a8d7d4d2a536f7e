import { createCipheriv, createDecipheriv, createHash, randomFillSync } from 'node:crypto'
import { Fault } from '../../base/fault.ts'
import { deriveKeys, type DataKey, type DataSecrets } from './data-keys.ts'

/** Where a value lives: `messages.body:<id>`. It is under the seal, so a value moved to another row does not open. */
export type Place = `${string}.${string}:${string}`

/**
 * Seals what people say and are called before it is at rest. Synchronous, through node:crypto, which workerd carries:
 * a session's transactions must not wait.
 */
export type Vault = {
  /** The key that seals, or null where none is configured and values are kept as they are. */
  keyId: string | null
  seal(text: string, place: Place): string
  /** Also reads what was kept plain, and what any live key sealed. Throws a Fault for a value that was altered or moved. */
  read(stored: string, place: Place): string
  /** Hashes to find a text by, the newest key's first: the others find rows that are not re-sealed yet. */
  lookups(text: string): [string, ...string[]]
  /** LIKE pattern of everything this vault's own key sealed; null where nothing is sealed. */
  sealedLike: string | null
}

const SEALED = 'ch1:'
/** Before a plain text that begins like a sealed one: nobody can pass words off as a sealed value. */
const PLAIN = 'ch0:'
const IV_BYTES = 12
const TAG_BYTES = 16

/** `null` or no secrets: nothing is sealed. */
export function openVault(secrets: DataSecrets | null): Vault {
  const keys = deriveKeys(secrets ?? {})
  const [own] = keys
  const byId = new Map(keys.map((key) => [key.id, key]))
  const seal: Vault['seal'] = (text, place) => (own ? sealed(own, text, place) : asPlain(text))
  const read: Vault['read'] = (stored, place) => {
    if (stored.startsWith(PLAIN)) return stored.slice(PLAIN.length)
    return stored.startsWith(SEALED) ? opened(byId, stored, place) : stored
  }
  const [first = plainLookup, ...others] = keys.map((key) => key.lookup)
  return {
    keyId: own?.id ?? null,
    seal,
    read,
    // The unkeyed hash too: rows of before there was a key are found by it.
    lookups: (text) => [first(text), ...(own ? [...others, plainLookup] : []).map((lookup) => lookup(text))],
    sealedLike: own ? `${SEALED}${own.id}:%` : null,
  }
}

const plainLookup = (text: string) => createHash('sha256').update(`unkeyed\n${text}`).digest('base64url')
const asPlain = (text: string) => (text.startsWith(SEALED) || text.startsWith(PLAIN) ? PLAIN + text : text)

function sealed(key: DataKey, text: string, place: Place): string {
  const iv = randomFillSync(new Uint8Array(IV_BYTES))
  const cipher = createCipheriv('aes-256-gcm', key.field, iv).setAAD(Buffer.from(place))
  const bytes = Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return `${SEALED}${key.id}:${bytes.toString('base64url')}`
}

function opened(keys: ReadonlyMap<string, DataKey>, stored: string, place: Place): string {
  const [, id = '', body = ''] = stored.split(':')
  const key = keys.get(id)
  if (!key) throw unreadable(`no key ${id} for ${columnOf(place)}`)
  const bytes = Buffer.from(body, 'base64url')
  const tagAt = bytes.length - TAG_BYTES
  if (tagAt < IV_BYTES) throw unreadable(columnOf(place))
  try {
    const decipher = createDecipheriv('aes-256-gcm', key.field, bytes.subarray(0, IV_BYTES))
      .setAAD(Buffer.from(place))
      .setAuthTag(bytes.subarray(tagAt))
    return decipher.update(bytes.subarray(IV_BYTES, tagAt), undefined, 'utf8') + decipher.final('utf8')
  } catch (cause) {
    throw unreadable(`altered or moved: ${columnOf(place)}`, cause)
  }
}

const columnOf = (place: Place) => place.slice(0, place.indexOf(':'))
const unreadable = (detail: string, cause?: unknown) =>
  new Fault('store_unavailable', { retryable: false, detail: `sealed value: ${detail}`, cause })

export const NO_VAULT: Vault = openVault(null)
