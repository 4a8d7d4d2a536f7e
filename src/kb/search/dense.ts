import type { Clock } from '../../base/time.ts'
import type { Embedder, VectorIndex } from '../../contracts/vectors.ts'
import type { KnowledgeStore } from '../../store/knowledge/open-knowledge-store.ts'
import type { Space } from '../../store/knowledge/spaces.ts'

export type DenseDeps = {
  /** The embedder a space was made with; null when it cannot be asked any more. While a move runs it is the old one. */
  embedderOf(space: Space): Embedder | null
  vectorsOf(space: Space): VectorIndex | null
  spaces: Pick<KnowledgeStore['spaces'], 'readState'>
  now: Clock
  /** For the log: dense search failed and lexical search answered alone. */
  onFailure?: (error: unknown) => void
}

/** Keys by nearness, best first; null when no space is complete yet, or it cannot be asked. */
export type DenseSearch = (
  text: string,
  topK: number,
  signal: AbortSignal
) => Promise<{ key: string; score: number }[] | null>

const STATE_TTL_MS = 15_000
/** None yet: somebody is watching the first vectors being made. */
const NONE_TTL_MS = 2_000
/** Longer than this and the words alone answer: a shopper is waiting. */
const PATIENCE_MS = 1_500

/** Open when it fails: search goes on without it, in lexical mode, and says so. */
export function openDenseSearch(deps: DenseDeps): DenseSearch {
  let kept: { active: Space | null; readAt: number } | null = null
  const activeSpace = async (): Promise<Space | null> => {
    if (kept && deps.now() - kept.readAt < (kept.active ? STATE_TTL_MS : NONE_TTL_MS)) return kept.active
    const { active } = await deps.spaces.readState()
    kept = { active, readAt: deps.now() }
    return active
  }
  return async (text, topK, signal) => {
    try {
      const space = await activeSpace()
      const [embedder, vectors] = space ? [deps.embedderOf(space), deps.vectorsOf(space)] : [null, null]
      if (!space || !embedder || !vectors) return null
      return await withPatience(signal, async (limit) => {
        const [values] = await embedder.embed([text], { purpose: 'query' }, limit)
        return vectors.query(space.name, values!, topK)
      })
    } catch (error) {
      if (signal.aborted) throw error
      deps.onFailure?.(error)
      return null
    }
  }
}

/** The binding of an index takes no signal, so what comes too late is left rather than stopped. */
async function withPatience<T>(outer: AbortSignal, run: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const abort = new AbortController()
  const leave = () => abort.abort(outer.reason)
  outer.addEventListener('abort', leave, { once: true })
  const timer = setTimeout(() => abort.abort(new DOMException('too slow', 'TimeoutError')), PATIENCE_MS)
  const late = new Promise<never>((_, reject) =>
    abort.signal.addEventListener('abort', () => reject(abort.signal.reason as Error), { once: true })
  )
  try {
    return await Promise.race([run(abort.signal), late])
  } finally {
    // Cleared, because a pending timer keeps a session's object awake.
    clearTimeout(timer)
    outer.removeEventListener('abort', leave)
  }
}
