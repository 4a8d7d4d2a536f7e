import * as z from 'zod'
import { Fault } from '../../base/fault.ts'
import type { Embedder } from '../../contracts/vectors.ts'
import { unitLength } from './unit-length.ts'

/** The part of the Workers AI binding we use; a service binding with the same method stands in for it locally. */
export type AiBinding = { run(model: string, input: { text: string[] }): Promise<unknown> }

/** bge-m3 reads a hundred languages and needs no prefix. */
export const WORKERS_AI_MODEL = { model: '@cf/baai/bge-m3', dimensions: 1_024 }
const replySchema = z.object({ data: z.array(z.array(z.number())) })

export function openWorkersAiEmbedder(ai: AiBinding, of = WORKERS_AI_MODEL): Embedder {
  return {
    provider: 'workers-ai',
    model: of.model,
    dimensions: of.dimensions,
    batchMax: 50,
    async embed(texts, _ask, signal) {
      if (texts.length === 0) return []
      signal.throwIfAborted()
      const reply = await ai.run(of.model, { text: texts }).catch((cause: unknown) => {
        throw new Fault('upstream_unreachable', { retryable: true, cause, detail: 'workers ai' })
      })
      const parsed = replySchema.safeParse(reply)
      if (!parsed.success) throw new Fault('upstream_garbled', { retryable: true, cause: parsed.error })
      const { data } = parsed.data
      if (data.length !== texts.length || data.some((row) => row.length !== of.dimensions)) {
        throw new Fault('upstream_garbled', {
          retryable: false,
          detail: `expected ${texts.length} of ${of.dimensions}`,
        })
      }
      return data.map(unitLength)
    },
  }
}
