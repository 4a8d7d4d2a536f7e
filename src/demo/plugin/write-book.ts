import type { WriteReply } from '../../contracts/plugin-api.ts'
import type { WorldStorage } from '../world/open-world.ts'

export type WriteAction = 'refund' | 'cancel' | 'address' | 'note'
/** What the shop keeps under a key. `claimed` with no process behind it is a crash, settled from the order. */
export type BookedWrite = {
  action: WriteAction
  orderId: number
  askHash: string
  state: 'claimed' | 'done' | 'refused' | 'in_doubt' | 'void'
  reply: WriteReply | null
}

const NONCES_KEPT_MS = 600_000

/** The plugin's own tables: keys, approval tokens that were used, nonces. */
export function openWriteBook(storage: WorldStorage) {
  return {
    find: (key: string) => storage.get<BookedWrite>(`plugin:write:${key}`),
    put: (key: string, write: BookedWrite) => storage.put(`plugin:write:${key}`, write),
    /** The key that used this token first. */
    usedBy: (jti: string) => storage.get<string>(`plugin:jti:${jti}`),
    use: (jti: string, key: string) => storage.put(`plugin:jti:${jti}`, key),

    async burnNonce(id: string, nowMs: number): Promise<boolean> {
      const known = (await storage.get<Record<string, number>>('plugin:nonces')) ?? {}
      if (Object.hasOwn(known, id)) return false
      const young = Object.entries(known).filter(([, at]) => nowMs - at < NONCES_KEPT_MS)
      await storage.put('plugin:nonces', Object.fromEntries([...young, [id, nowMs]]))
      return true
    },
  }
}
export type WriteBook = ReturnType<typeof openWriteBook>
