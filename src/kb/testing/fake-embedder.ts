/**
 * Deterministic vectors: every word falls into a bucket by its meaning group, or by its letters. Words of one group
 * are one direction, so it knows paraphrases that share no word: what a real model adds to lexical search.
 */
export function fakeVector(text: string, dimensions: number, groups: string[][]): number[] {
  const vector = Array<number>(dimensions).fill(0)
  for (const word of text.toLowerCase().match(/[a-z]+/g) ?? []) {
    const group = groups.find((each) => each.includes(word))
    if (word.length < 4 && !group) continue
    vector[bucketOf(group ? group[0]! : word, dimensions)]! += 1
  }
  return vector
}

function bucketOf(word: string, dimensions: number): number {
  let hash = 2166136261
  for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), 16777619)
  return (hash >>> 0) % dimensions
}

/** The same behind an OpenAI-compatible `/embeddings`, as a fetch. */
export const fakeEmbeddingsApi =
  (dimensions: number, groups: string[][]) =>
  async (_url: string, init: RequestInit): Promise<Response> => {
    const { input } = JSON.parse(init.body as string) as { input: string[] }
    return Response.json({
      data: input.map((text, index) => ({ index, embedding: fakeVector(text, dimensions, groups) })),
    })
  }

/** Vectorize's own shape over a map: what the binding takes and gives, namespaces included. */
export function fakeVectorize() {
  const rows = new Map<string, { values: number[]; namespace: string }>()
  return {
    rows,
    async upsert(vectors: { id: string; values: number[]; namespace: string }[]) {
      for (const { id, values, namespace } of vectors) rows.set(id, { values, namespace })
      return { mutationId: 'm' }
    },
    async query(values: number[], options: { topK: number; namespace: string }) {
      const matches = [...rows]
        .filter(([, row]) => row.namespace === options.namespace)
        .map(([id, row]) => ({ id, score: row.values.reduce((sum, value, at) => sum + value * values[at]!, 0) }))
        .sort((a, b) => b.score - a.score)
        .slice(0, options.topK)
      return { matches, count: matches.length }
    },
    async deleteByIds(ids: string[]) {
      for (const id of ids) rows.delete(id)
      return { mutationId: 'm' }
    },
  }
}
