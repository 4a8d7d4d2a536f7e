import * as z from 'zod'
import { Fault } from '../../base/fault.ts'
import type { Embedder } from '../../contracts/vectors.ts'
import { unitLength } from './unit-length.ts'

export type OpenAiEmbedderAsk = {
  /** With the version path, without a slash at the end: `https://api.example.com/v1`. */
  baseUrl: string
  apiKey: string
  model: string
  dimensions: number
  /** Put before the text, for models trained with one (`query: `, `passage: `). */
  prefixes?: { query: string; document: string }
}
export type OpenAiEmbedderDeps = { fetch(url: string, init: RequestInit): Promise<Response> }

const TIMEOUT_MS = 10_000
const replySchema = z.object({
  data: z.array(z.object({ index: z.number().int().nullish(), embedding: z.array(z.number()) })),
})

/** Any OpenAI-compatible `/embeddings`. `retryable` is decided here, where the status is known. */
export function openOpenAiEmbedder(deps: OpenAiEmbedderDeps, ask: OpenAiEmbedderAsk): Embedder {
  return {
    provider: 'openai-compatible',
    model: ask.model,
    dimensions: ask.dimensions,
    batchMax: 64,
    async embed(texts, { purpose }, signal) {
      if (texts.length === 0) return []
      const input = texts.map((text) => (ask.prefixes?.[purpose] ?? '') + text)
      const response = await post(deps, ask, { model: ask.model, input, encoding_format: 'float' }, signal)
      return readVectors(await response.json().catch(() => null), texts.length, ask.dimensions)
    },
  }
}

async function post(
  deps: OpenAiEmbedderDeps,
  ask: OpenAiEmbedderAsk,
  body: unknown,
  signal: AbortSignal
): Promise<Response> {
  const deadline = AbortSignal.timeout(TIMEOUT_MS)
  let response: Response
  try {
    response = await deps.fetch(`${ask.baseUrl}/embeddings`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${ask.apiKey}` },
      body: JSON.stringify(body),
      signal: AbortSignal.any([signal, deadline]),
    })
  } catch (cause) {
    if (signal.aborted) throw new Fault('aborted', { retryable: false, cause })
    throw new Fault(deadline.aborted ? 'upstream_timeout' : 'upstream_unreachable', { retryable: true, cause })
  }
  if (response.ok) return response
  await response.body?.cancel()
  const detail = `embeddings answered ${response.status}`
  if (response.status === 429) throw new Fault('upstream_rate_limited', { retryable: true, detail })
  if (response.status >= 500) throw new Fault('upstream_5xx', { retryable: true, detail })
  throw new Fault('upstream_4xx', { retryable: false, detail })
}

/** Closed when unsure: a vector of another length, or one missing, would poison the index without a trace. */
function readVectors(reply: unknown, wanted: number, dimensions: number): Float32Array[] {
  const parsed = replySchema.safeParse(reply)
  if (!parsed.success) throw new Fault('upstream_garbled', { retryable: true, cause: parsed.error })
  const rows = [...parsed.data.data].sort((a, b) => (a.index ?? 0) - (b.index ?? 0))
  if (rows.length !== wanted || rows.some((row) => row.embedding.length !== dimensions)) {
    throw new Fault('upstream_garbled', { retryable: false, detail: `expected ${wanted} vectors of ${dimensions}` })
  }
  return rows.map((row) => unitLength(row.embedding))
}
