import type { Embedder, VectorIndex } from '../../contracts/vectors.ts'
import type { KnowledgeStore } from '../../store/knowledge/open-knowledge-store.ts'
import type { Space } from '../../store/knowledge/spaces.ts'
import { fingerprint } from '../text/hash.ts'

export type SyncVectorsDeps = { embedder: Embedder; vectors: VectorIndex; spaces: KnowledgeStore['spaces'] }

const CLEANING_BATCH = 200
/** A chunk's own words, and what they are about. Models take about 500 tokens; a chunk is half of that. */
const TEXT_MAX = 4_000

export type SyncReport = { embedded: number; removed: number; isComplete: boolean; switched: boolean }

/**
 * Brings the vectors in line with the chunks: embeds what has none, drops what is nobody's. Safe to stop and repeat:
 * marks are written after vectors. Another model gets a space of its own, and searching moves there only when every
 * chunk has its vector; until then the old space answers.
 */
export async function syncVectors(
  deps: SyncVectorsDeps,
  ask: { maxBatches: number },
  signal: AbortSignal
): Promise<SyncReport> {
  const wanted = spaceOf(deps.embedder)
  const state = await deps.spaces.readState()
  const isActive = state.active?.name === wanted.name
  if (!isActive && state.building?.name !== wanted.name) {
    if (state.building) await forget(deps, state.building, signal)
    await deps.spaces.saveState({ active: state.active, building: wanted })
  }
  const embedded = await embedMissing(deps, wanted, ask.maxBatches, signal)
  const left = await deps.spaces.listMissing(wanted.name, 1)
  const removed = await dropOrphans(deps, wanted)
  const isComplete = left.length === 0
  if (!isComplete || isActive) return { embedded, removed, isComplete, switched: false }
  await deps.spaces.saveState({ active: wanted, building: null })
  if (state.active) await forget(deps, state.active, signal)
  return { embedded, removed, isComplete, switched: true }
}

/** Short, because Vectorize ids hold 64 bytes and a chunk's key takes 22 of them. */
export function spaceOf(embedder: Pick<Embedder, 'model' | 'dimensions'>): Space {
  const { model, dimensions } = embedder
  return { name: `s${fingerprint(`${model} ${dimensions}`).slice(0, 12)}`, model, dimensions }
}

async function embedMissing(
  deps: SyncVectorsDeps,
  space: Space,
  maxBatches: number,
  signal: AbortSignal
): Promise<number> {
  let embedded = 0
  for (let batch = 0; batch < maxBatches; batch++) {
    const missing = await deps.spaces.listMissing(space.name, deps.embedder.batchMax)
    if (missing.length === 0) break
    const texts = missing.map((chunk) => [chunk.title, ...chunk.headings, chunk.text].join('\n').slice(0, TEXT_MAX))
    const values = await deps.embedder.embed(texts, { purpose: 'document' }, signal)
    const keys = missing.map((chunk) => chunk.key)
    await deps.vectors.upsert(
      space.name,
      keys.map((key, at) => ({ key, values: values[at]! }))
    )
    await deps.spaces.markEmbedded(space.name, keys)
    embedded += keys.length
  }
  return embedded
}

async function dropOrphans(deps: SyncVectorsDeps, space: Space): Promise<number> {
  const orphans = await deps.spaces.listOrphans(space.name, CLEANING_BATCH)
  if (orphans.length === 0) return 0
  await deps.vectors.remove(space.name, orphans)
  await deps.spaces.unmark(space.name, orphans)
  return orphans.length
}

async function forget(deps: SyncVectorsDeps, space: Space, signal: AbortSignal): Promise<void> {
  for (;;) {
    signal.throwIfAborted()
    const keys = await deps.spaces.listEmbedded(space.name, CLEANING_BATCH)
    if (keys.length === 0) return
    await deps.vectors.remove(space.name, keys)
    await deps.spaces.unmark(space.name, keys)
  }
}
