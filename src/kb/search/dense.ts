import type { Clock } from '../../base/time.ts'
import type { Embedder, VectorIndex } from '../../contracts/vectors.ts'
import type { KnowledgeStore } from '../../store/knowledge/open-knowledge-store.ts'
import { spaceOf } from '../embed/sync-vectors.ts'

export type DenseDeps = {
  embedder: Embedder
  vectors: VectorIndex
  spaces: Pick<KnowledgeStore['spaces'], 'readState'>
  now: Clock
  /** For the log: dense search failed and lexical search answered alone. */
  onFailure?: (error: unknown) => void
}

/** Keys by nearness, best first; null when there is no complete space for this embedder, or it cannot be asked. */
export type DenseSearch = (
  text: string,
  topK: number,
  signal: AbortSignal
) => Promise<{ key: string; score: number }[] | null>

const STATE_TTL_MS = 60_000
/** Longer than this and the words alone answer: a shopper is waiting. */
const PATIENCE_MS = 1_500

/** Open when it fails: search goes on without it, in lexical mode, and says so. */
export function openDenseSearch(deps: DenseDeps): DenseSearch {
  const own = spaceOf(deps.embedder).name
  let kept: { name: string | null; readAt: number } | null = null
  const activeSpace = async (): Promise<string | null> => {
    if (kept && deps.now() - kept.readAt < STATE_TTL_MS) return kept.name
    const { active } = await deps.spaces.readState()
    kept = { name: active?.name === own ? own : null, readAt: deps.now() }
    return kept.name
  }
  return async (text, topK, signal) => {
    try {
      const space = await activeSpace()
      if (!space) return null
      const limit = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)])
      const [values] = await deps.embedder.embed([text], { purpose: 'query' }, limit)
      return await deps.vectors.query(space, values!, topK)
    } catch (error) {
      if (signal.aborted) throw error
      deps.onFailure?.(error)
      return null
    }
  }
}
