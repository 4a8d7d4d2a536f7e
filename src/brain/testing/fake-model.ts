import type { ModelAsk, ModelDelta, ModelPort } from '../../contracts/model.ts'

/** What a fake model does, in order: says words, waits, breaks, or ends. */
export type Act = string | { waitMs: number } | { fault: Error } | { end: 'length' | 'content_filter' }
export type FakeModel = ModelPort & { asked: ModelAsk[] }

/**
 * A model that follows a script. The nth ask plays the nth script, the last one again after that. It honours its signal
 * while it waits, as a real one must.
 */
export function fakeModel(scripts: Act[][], name = 'fake'): FakeModel {
  const asked: ModelAsk[] = []
  return {
    provider: name,
    model: `${name}-1`,
    asked,
    async *stream(ask, signal): AsyncGenerator<ModelDelta> {
      const script = scripts[Math.min(asked.length, scripts.length - 1)]!
      asked.push(ask)
      let reason: 'stop' | 'length' | 'content_filter' = 'stop'
      for (const act of script) {
        await Promise.resolve()
        if (signal.aborted) throw signal.reason as Error
        if (typeof act === 'string') yield { kind: 'text', text: act }
        else if ('fault' in act) throw act.fault
        else if ('end' in act) reason = act.end
        else await waitOr(act.waitMs, signal)
      }
      yield { kind: 'end', reason, usage: { inputTokens: 100, outputTokens: 20, estimated: false } }
    },
    generateJson: () => Promise.reject(new Error('this fake writes no JSON')),
  }
}

function waitOr(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(signal.reason as Error)
    })
  })
}

/** A text as a model streams it: in tokens of a few characters. */
export const tokens = (text: string): string[] => text.match(/\s?\S{1,5}|\s+/g) ?? []
