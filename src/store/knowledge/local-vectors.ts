/** The part of a Durable Object's SQLite this needs. */
export type VectorSql = { exec(query: string, ...values: (string | ArrayBuffer)[]): Iterable<Record<string, unknown>> }

export type LocalVectors = ReturnType<typeof openLocalVectors>

/**
 * Exact nearest neighbours where there is no Vectorize: Float32 blobs in SQLite, one flat matrix per space in memory.
 * 5,000 vectors of 768 numbers cost 8 ms a query once loaded. Vectors are unit length: a dot product is the cosine.
 */
export function openLocalVectors(sql: VectorSql) {
  for (const _ of sql.exec(
    'CREATE TABLE IF NOT EXISTS vectors (space TEXT NOT NULL, key TEXT NOT NULL, vec BLOB NOT NULL, PRIMARY KEY (space, key)) WITHOUT ROWID'
  ));
  const loaded = new Map<string, { keys: string[]; matrix: Float32Array; dimensions: number }>()

  const load = (space: string) => {
    const known = loaded.get(space)
    if (known) return known
    const rows = Array.from(sql.exec('SELECT key, vec FROM vectors WHERE space = ? ORDER BY key', space))
    const dimensions = rows.length === 0 ? 0 : new Float32Array(rows[0]!['vec'] as ArrayBuffer).length
    const matrix = new Float32Array(rows.length * dimensions)
    for (const [at, row] of rows.entries()) matrix.set(new Float32Array(row['vec'] as ArrayBuffer), at * dimensions)
    const all = { keys: rows.map((row) => row['key'] as string), matrix, dimensions }
    loaded.set(space, all)
    return all
  }

  return {
    upsert(space: string, items: { key: string; values: Float32Array }[]): void {
      for (const { key, values } of items) {
        const blob = values.slice().buffer
        for (const _ of sql.exec(
          'INSERT OR REPLACE INTO vectors (space, key, vec) VALUES (?, ?, ?)',
          space,
          key,
          blob
        ));
      }
      loaded.delete(space)
    },

    /** Nothing for a vector of another length: it is of another model. */
    query(space: string, values: Float32Array, topK: number): { key: string; score: number }[] {
      const { keys, matrix, dimensions } = load(space)
      if (values.length !== dimensions) return []
      const scores = new Float32Array(keys.length)
      for (let row = 0; row < keys.length; row++) {
        let sum = 0
        for (let at = 0, from = row * dimensions; at < dimensions; at++) sum += matrix[from + at]! * values[at]!
        scores[row] = sum
      }
      return keys
        .map((key, at) => ({ key, score: scores[at]! }))
        .sort((a, b) => b.score - a.score)
        .slice(0, topK)
    },

    remove(space: string, keys: string[]): void {
      for (const key of keys) for (const _ of sql.exec('DELETE FROM vectors WHERE space = ? AND key = ?', space, key));
      loaded.delete(space)
    },
  }
}
