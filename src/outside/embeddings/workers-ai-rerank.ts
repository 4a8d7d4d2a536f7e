import * as z from 'zod'
import { Fault } from '../../base/fault.ts'

/** The part of the Workers AI binding a cross-encoder is asked by. */
export type RerankBinding = {
  run(model: string, input: { query: string; contexts: { text: string }[] }): Promise<unknown>
}

const replySchema = z.object({ response: z.array(z.object({ id: z.number().int(), score: z.number() })) })
/** A cross-encoder reads about 500 tokens of question and passage together. */
const TEXT_MAX = 2_000

/** A model that reads question and passage together. One score per text, in their order; throws a Fault. */
export const openWorkersAiReranker =
  (ai: RerankBinding, model: string) =>
  async (query: string, texts: string[], signal: AbortSignal): Promise<number[]> => {
    signal.throwIfAborted()
    const contexts = texts.map((text) => ({ text: text.slice(0, TEXT_MAX) }))
    const reply = await ai.run(model, { query: query.slice(0, TEXT_MAX), contexts }).catch((cause: unknown) => {
      throw new Fault('upstream_unreachable', { retryable: true, cause, detail: 'workers ai rerank' })
    })
    const parsed = replySchema.safeParse(reply)
    if (!parsed.success) throw new Fault('upstream_garbled', { retryable: true, cause: parsed.error })
    const scores = Array<number>(texts.length).fill(Number.NEGATIVE_INFINITY)
    for (const { id, score } of parsed.data.response) if (id >= 0 && id < scores.length) scores[id] = score
    return scores
  }
