import { Fault } from '../../base/fault.ts'
import type { VectorIndex } from '../../contracts/vectors.ts'

/** The part of the Vectorize binding we use; a service binding with the same methods stands in for it locally. */
export type VectorizeBinding = {
  upsert(vectors: { id: string; values: number[]; namespace: string }[]): Promise<unknown>
  query(
    values: number[],
    options: { topK: number; namespace: string }
  ): Promise<{ matches: { id: string; score: number }[] }>
  deleteByIds(ids: string[]): Promise<unknown>
}

/** From a Worker, Vectorize takes 1,000 vectors a call and ids of at most 64 bytes. */
const UPSERT_MAX = 500
const DELETE_MAX = 100

/** Vectorize through its binding, a namespace per space. Ids carry the space: an id is unique across namespaces. */
export function openVectorize(binding: VectorizeBinding): VectorIndex {
  const idOf = (space: string, key: string) => `${space}.${key}`
  return {
    upsert: (space, items) =>
      asking('upsert', async () => {
        for (let at = 0; at < items.length; at += UPSERT_MAX) {
          const group = items.slice(at, at + UPSERT_MAX)
          await binding.upsert(
            group.map(({ key, values }) => ({ id: idOf(space, key), values: Array.from(values), namespace: space }))
          )
        }
      }),
    query: (space, values, topK) =>
      asking('query', async () => {
        const { matches } = await binding.query(Array.from(values), { topK, namespace: space })
        return matches.map(({ id, score }) => ({ key: id.slice(space.length + 1), score }))
      }),
    remove: (space, keys) =>
      asking('delete', async () => {
        for (let at = 0; at < keys.length; at += DELETE_MAX) {
          await binding.deleteByIds(keys.slice(at, at + DELETE_MAX).map((key) => idOf(space, key)))
        }
      }),
  }
}

async function asking<T>(verb: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (cause) {
    throw new Fault('upstream_unreachable', { retryable: true, cause, detail: `vectorize ${verb}` })
  }
}
