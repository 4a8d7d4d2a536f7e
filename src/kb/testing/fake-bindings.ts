import { WorkerEntrypoint } from 'cloudflare:workers'
import { MEANINGS } from './constructed-set.ts'
import { fakeVector, fakeVectorize } from './fake-embedder.ts'

const vectorize = fakeVectorize()
const DIMENSIONS = 64

/** Vectorize's own calls over a service binding, limits included; `count` and `clear` are the test's. */
export class FakeVectorize extends WorkerEntrypoint {
  async upsert(vectors: { id: string; values: number[]; namespace: string }[]) {
    if (vectors.length > 1_000) throw new Error('VECTOR_UPSERT_ERROR: too many vectors')
    for (const { id, values } of vectors) {
      if (new TextEncoder().encode(id).length > 64) throw new Error('VECTOR_UPSERT_ERROR: id too long')
      if (values.length !== DIMENSIONS) throw new Error(`VECTOR_UPSERT_ERROR: expected ${DIMENSIONS} dimensions`)
    }
    return vectorize.upsert(vectors)
  }

  async query(values: number[], options: { topK: number; namespace: string }) {
    if (options.topK > 100) throw new Error('VECTOR_QUERY_ERROR: topK too large')
    if (values.length !== DIMENSIONS) throw new Error(`VECTOR_QUERY_ERROR: expected ${DIMENSIONS} dimensions`)
    return vectorize.query(values, options)
  }

  async deleteByIds(ids: string[]) {
    return vectorize.deleteByIds(ids)
  }

  async namespaces(): Promise<Record<string, number>> {
    const counts: Record<string, number> = {}
    for (const { namespace } of vectorize.rows.values()) counts[namespace] = (counts[namespace] ?? 0) + 1
    return counts
  }

  async clear(): Promise<void> {
    vectorize.rows.clear()
  }
}

/** Workers AI's `run` for an embedding model and a cross-encoder. `@cf/fake/down` never answers well. */
export class FakeAi extends WorkerEntrypoint {
  async run(model: string, input: { text?: string[]; query?: string; contexts?: { text: string }[] }) {
    if (model === '@cf/fake/down') throw new Error('3040: Capacity temporarily exceeded')
    if (input.text) {
      const data = input.text.map((text) => fakeVector(text, DIMENSIONS, MEANINGS))
      return { shape: [data.length, DIMENSIONS], data, pooling: 'cls' }
    }
    // The longest passage is best: an order neither words nor vectors would give.
    const response = (input.contexts ?? []).map(({ text }, id) => ({ id, score: text.length }))
    return { response: response.sort((a, b) => b.score - a.score) }
  }
}

export default { fetch: () => new Response('not here', { status: 404 }) }
