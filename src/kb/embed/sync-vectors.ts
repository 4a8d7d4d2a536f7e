import { Fault } from '../../base/fault.ts'
import type { Clock } from '../../base/time.ts'
import type { Embedder, VectorIndex } from '../../contracts/vectors.ts'
import type { KnowledgeStore } from '../../store/knowledge/open-knowledge-store.ts'
import type { Space } from '../../store/knowledge/spaces.ts'
import { fingerprint } from '../text/hash.ts'

export type SyncVectorsDeps = {
  embedder: Embedder
  /** Where new vectors go. */
  home: Space['home']
  /** The index a space lives in; null when this deployment is not bound to it any more. */
  vectorsOf(space: Space): VectorIndex | null
  spaces: KnowledgeStore['spaces']
  now: Clock
}

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
  ask: { maxBatches: number; changedAt?: number },
  signal: AbortSignal
): Promise<SyncReport> {
  const wanted = spaceOf(deps.embedder, deps.home)
  const startedAt = deps.now()
  const state = await deps.spaces.readState()
  const isActive = state.active?.name === wanted.name
  // Looking for what is missing reads every chunk: not done again while no page has changed.
  if (isActive && !state.building && (state.syncedAt ?? 0) > (ask.changedAt ?? Infinity)) return IN_LINE
  if (state.building && state.building.name !== wanted.name) await forget(deps, state.building, signal)
  if (!isActive && state.building?.name !== wanted.name)
    await deps.spaces.saveState({ active: state.active, building: wanted })
  const embedded = await embedMissing(deps, wanted, ask.maxBatches, signal)
  const left = await deps.spaces.listMissing(wanted.name, 1)
  const removed = await dropOrphans(deps, wanted)
  if (left.length > 0) return { embedded, removed, isComplete: false, switched: false }
  const syncedAt = removed < CLEANING_BATCH ? { syncedAt: startedAt } : {}
  await deps.spaces.saveState({ active: wanted, building: null, ...syncedAt })
  if (!isActive && state.active) await forget(deps, state.active, signal)
  return { embedded, removed, isComplete: true, switched: !isActive }
}

const IN_LINE: SyncReport = { embedded: 0, removed: 0, isComplete: true, switched: false }

/** Short, because Vectorize ids hold 64 bytes and a chunk's key takes 22 of them. */
export function spaceOf(embedder: Pick<Embedder, 'model' | 'dimensions'>, home: Space['home']): Space {
  const { model, dimensions } = embedder
  return { name: `s${fingerprint(`${model} ${dimensions} ${home}`).slice(0, 12)}`, model, dimensions, home }
}

/** What is missing is listed once and embedded batch by batch; marks follow each batch, so a crash repeats one at most. */
async function embedMissing(
  deps: SyncVectorsDeps,
  space: Space,
  maxBatches: number,
  signal: AbortSignal
): Promise<number> {
  const { batchMax } = deps.embedder
  const vectors = readVectors(deps, space)
  const missing = await deps.spaces.listMissing(space.name, batchMax * maxBatches)
  for (let from = 0; from < missing.length; from += batchMax) {
    signal.throwIfAborted()
    const batch = missing.slice(from, from + batchMax)
    const texts = batch.map((chunk) => [chunk.title, ...chunk.headings, chunk.text].join('\n').slice(0, TEXT_MAX))
    const values = await deps.embedder.embed(texts, { purpose: 'document' }, signal)
    const keys = batch.map((chunk) => chunk.key)
    await vectors.upsert(
      space.name,
      keys.map((key, at) => ({ key, values: values[at]! }))
    )
    await deps.spaces.markEmbedded(space.name, keys)
  }
  return missing.length
}

function readVectors(deps: SyncVectorsDeps, space: Space): VectorIndex {
  const vectors = deps.vectorsOf(space)
  if (vectors) return vectors
  throw new Fault('misconfigured', { retryable: false, detail: `no index for ${space.dimensions} numbers` })
}

async function dropOrphans(deps: SyncVectorsDeps, space: Space): Promise<number> {
  const orphans = await deps.spaces.listOrphans(space.name, CLEANING_BATCH)
  if (orphans.length === 0) return 0
  await readVectors(deps, space).remove(space.name, orphans)
  await deps.spaces.unmark(space.name, orphans)
  return orphans.length
}

/** An index we are no longer bound to is forgotten on our side only: its owner deletes it whole. */
async function forget(deps: SyncVectorsDeps, space: Space, signal: AbortSignal): Promise<void> {
  const vectors = deps.vectorsOf(space)
  for (;;) {
    signal.throwIfAborted()
    const keys = await deps.spaces.listEmbedded(space.name, CLEANING_BATCH)
    if (keys.length === 0) return
    await vectors?.remove(space.name, keys)
    await deps.spaces.unmark(space.name, keys)
  }
}
