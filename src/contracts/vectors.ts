/** One model at one dimension, as the embedder reports it. Vectors of different models are never compared. */
export type Embedder = {
  provider: string
  model: string
  dimensions: number
  /** One unit-length vector per text, in order. Throws a Fault. Callers keep batches at `batchMax` or fewer. */
  embed(texts: string[], ask: { purpose: 'document' | 'query' }, signal: AbortSignal): Promise<Float32Array[]>
  batchMax: number
}

/** Nearest neighbours by cosine, by space. `key` is a chunk's key. Throws a Fault. Writes may take seconds to show. */
export type VectorIndex = {
  upsert(space: string, items: { key: string; values: Float32Array }[]): Promise<void>
  query(space: string, values: Float32Array, topK: number): Promise<{ key: string; score: number }[]>
  remove(space: string, keys: string[]): Promise<void>
}
