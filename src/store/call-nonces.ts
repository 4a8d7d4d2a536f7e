import { lte } from 'drizzle-orm'
import { storing, type Db } from './open-d1.ts'
import { callNonces } from './schema/writes.ts'

/** Nonces of signed calls to us. Throws when the store is down, so a call that cannot be burned is not answered. */
export function openCallNonces(db: Db) {
  return {
    burnNonce: (keyId: string, nonce: string, expiresAtMs: number): Promise<boolean> =>
      storing('burnNonce', async () => {
        const row = { keyId, nonce, expiresAt: expiresAtMs }
        const burned = await db.insert(callNonces).values(row).onConflictDoNothing().returning()
        return burned.length > 0
      }),

    sweepNonces: (nowMs: number): Promise<void> =>
      storing('sweepNonces', async () => {
        await db.delete(callNonces).where(lte(callNonces.expiresAt, nowMs))
      }),
  }
}
