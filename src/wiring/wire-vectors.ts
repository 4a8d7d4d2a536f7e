import type { Embedder, VectorIndex } from '../contracts/vectors.ts'
import type { Settings, WorkerEnv } from '../env.ts'
import { spaceOf, syncVectors, type SyncReport } from '../kb/embed/sync-vectors.ts'
import { openDenseSearch, type DenseSearch } from '../kb/search/dense.ts'
import type { SearchDeps } from '../kb/search/open-search.ts'
import { openOpenAiEmbedder } from '../outside/embeddings/openai.ts'
import { openVectorize, type VectorizeBinding } from '../outside/embeddings/vectorize.ts'
import { openWorkersAiReranker, type RerankBinding } from '../outside/embeddings/workers-ai-rerank.ts'
import { openWorkersAiEmbedder, WORKERS_AI_MODEL, type AiBinding } from '../outside/embeddings/workers-ai.ts'
import type { KnowledgeStore } from '../store/knowledge/open-knowledge-store.ts'
import type { Space } from '../store/knowledge/spaces.ts'
import { openObjectVectors } from './objects/vector-object.ts'
import { clock } from './platform.ts'

/** One turn of the cron: about a thousand passages, well under its minute. */
const BATCHES_PER_TURN = 20
const TURN_MS = 40_000

export type Vectors = {
  dense: DenseSearch
  sync(): Promise<SyncReport>
  /** `hybrid`, or `lexical` and why. */
  mode(): Promise<string>
}
type VectorsDeps = { store: Pick<KnowledgeStore, 'spaces' | 'lexicon'>; failed(error: unknown): void }
type Model = Pick<Embedder, 'model' | 'dimensions'>

/** Search by meaning, where an embedder is configured; null where there is none, and words alone are searched. */
export function wireVectors(env: WorkerEnv, settings: Settings, { store, failed }: VectorsDeps): Vectors | null {
  const embedder = chooseEmbedder(env, settings)
  if (!embedder) return null
  const vectorsOf = (space: Space) => openIndex(env, space)
  const home: Space['home'] = vectorizeFor(env, embedder.dimensions) ? 'vectorize' : 'object'
  const own = spaceOf(embedder, home).name
  // While a move to another model runs, the old space goes on answering, asked with the old model.
  const embedderOf = (space: Space) => (space.name === own ? embedder : openEmbedder(env, settings, space))
  return {
    dense: openDenseSearch({ embedderOf, vectorsOf, spaces: store.spaces, now: clock, onFailure: failed }),
    async sync() {
      const { refreshedAt } = await store.lexicon.readFacts()
      const ask = { maxBatches: BATCHES_PER_TURN, changedAt: refreshedAt }
      const deps = { embedder, home, vectorsOf, spaces: store.spaces, now: clock }
      return syncVectors(deps, ask, AbortSignal.timeout(TURN_MS))
    },
    async mode() {
      const { active, building } = await store.spaces.readState()
      if (!active) return 'lexical: vectors are being made'
      return building ? 'hybrid: moving to another model' : 'hybrid'
    },
  }
}

/** The endpoint named in the settings, else Workers AI where it is bound, else none. */
function chooseEmbedder(env: WorkerEnv, settings: Settings): Embedder | null {
  if (settings.EMBEDDINGS === 'off') return null
  const { EMBEDDINGS_MODEL: model, EMBEDDINGS_DIMENSIONS: dimensions } = settings
  return openEmbedder(env, settings, model && dimensions ? { model, dimensions } : WORKERS_AI_MODEL)
}

function openEmbedder(env: WorkerEnv, settings: Settings, of: Model): Embedder | null {
  const { EMBEDDINGS_BASE_URL: baseUrl, EMBEDDINGS_API_KEY: apiKey } = settings
  // Workers AI's own models are called by nothing else, so a move from it to an endpoint can still ask the old one.
  if (baseUrl && !of.model.startsWith('@cf/')) {
    const prefixes = { query: settings.EMBEDDINGS_QUERY_PREFIX, document: settings.EMBEDDINGS_DOCUMENT_PREFIX }
    const ask = { baseUrl: baseUrl.replace(/\/$/, ''), apiKey: apiKey ?? '', ...of, prefixes }
    return openOpenAiEmbedder({ fetch: (url, init) => fetch(url, init) }, ask)
  }
  return env.AI ? openWorkersAiEmbedder(env.AI as unknown as AiBinding, of) : null
}

/** A Vectorize index holds vectors of one length, so its binding is named by it: `VECTORIZE_1024`. */
const vectorizeFor = (env: WorkerEnv, dimensions: number): VectorizeBinding | undefined =>
  Reflect.get(env, `VECTORIZE_${dimensions}`) as VectorizeBinding | undefined

function openIndex(env: WorkerEnv, space: Space): VectorIndex | null {
  if (space.home === 'object') return openObjectVectors(env.VECTORS)
  const binding = vectorizeFor(env, space.dimensions)
  return binding ? openVectorize(binding) : null
}

/** Open when it fails: what was ranked by words and vectors stands. */
export function wireReranker(
  env: WorkerEnv,
  settings: Settings,
  failed: (error: unknown) => void
): SearchDeps['rerank'] | null {
  const { RERANK_MODEL } = settings
  if (!RERANK_MODEL || !env.AI) return null
  const rerank = openWorkersAiReranker(env.AI as unknown as RerankBinding, RERANK_MODEL)
  return async (query, texts, signal) => {
    try {
      return await rerank(query, texts, signal)
    } catch (error) {
      if (signal.aborted) throw error
      failed(error)
      return null
    }
  }
}
