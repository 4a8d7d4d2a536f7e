import { DurableObject } from 'cloudflare:workers'
import { Fault } from '../../base/fault.ts'
import type { VectorIndex } from '../../contracts/vectors.ts'
import { openLocalVectors, type LocalVectors } from '../../store/knowledge/local-vectors.ts'

type Item = { key: string; values: Float32Array }

/** A shell around `openLocalVectors`: one object per space, named after it. */
export class VectorObject extends DurableObject<unknown> {
  readonly #vectors: LocalVectors

  constructor(ctx: DurableObjectState, env: unknown) {
    super(ctx, env)
    this.#vectors = openLocalVectors(ctx.storage.sql as never)
  }

  async upsert(space: string, items: Item[]): Promise<void> {
    this.#vectors.upsert(space, items)
  }

  async query(space: string, values: Float32Array, topK: number): Promise<{ key: string; score: number }[]> {
    return this.#vectors.query(space, values, topK)
  }

  async remove(space: string, keys: string[]): Promise<void> {
    this.#vectors.remove(space, keys)
  }
}

/** The exact index, for where there is no Vectorize. A stub belongs to the request that made it, so each call makes one. */
export function openObjectVectors(namespace: DurableObjectNamespace<VectorObject>): VectorIndex {
  const asking = async <T>(verb: string, run: () => Promise<T>): Promise<T> => {
    try {
      return await run()
    } catch (cause) {
      throw new Fault('store_unavailable', { retryable: true, cause, detail: `vectors ${verb}` })
    }
  }
  return {
    upsert: (space, items) => asking('upsert', () => namespace.getByName(space).upsert(space, items)),
    query: (space, values, topK) => asking('query', () => namespace.getByName(space).query(space, values, topK)),
    remove: (space, keys) => asking('remove', () => namespace.getByName(space).remove(space, keys)),
  }
}
