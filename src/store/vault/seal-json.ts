import type { Place, Vault } from './open-vault.ts'

/** For JSON columns that hold objects: sealed, the object becomes one string. */
export const sealJson = (vault: Vault, value: unknown, place: Place): unknown =>
  vault.keyId === null ? value : vault.seal(JSON.stringify(value), place)

/** An object is one that was kept plain. */
export const readJson = (vault: Vault, stored: unknown, place: Place): unknown =>
  typeof stored === 'string' ? (JSON.parse(vault.read(stored, place)) as unknown) : stored
