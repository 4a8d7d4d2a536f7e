import type { AnswerPart, ComposeAsk } from '../../contracts/answer.ts'
import type { ComposeDeps } from './compose-deps.ts'
import { composePlainly } from './compose-plainly.ts'

export type EmitPart = (part: AnswerPart) => void

/** Composes one answer into `emit`, part by part, ending with exactly one `end`. Never throws but for a bug or an abort. */
export async function composeInto(
  deps: ComposeDeps,
  ask: ComposeAsk,
  emit: EmitPart,
  _signal: AbortSignal
): Promise<void> {
  const plain = composePlainly({ isAllowedLink: deps.isAllowedLink, answerableMin: deps.version.answerableMin }, ask)
  if (plain.text !== '') emit({ kind: 'text', text: plain.text })
  for (const citation of plain.citations) emit({ kind: 'citation', citation })
  emit({ kind: 'end', outcome: plain.outcome, next: plain.next, hops: [], withheld: {} })
}

/** The same as a stream to pull. Parts that were made while nobody pulled wait in order. */
export async function* compose(deps: ComposeDeps, ask: ComposeAsk, signal: AbortSignal): AsyncIterable<AnswerPart> {
  let waiting: AnswerPart[] = []
  let wake: (() => void) | null = null
  let failed: { error: unknown } | null = null
  let finished = false
  const settle = () => {
    finished = true
    wake?.()
  }
  const emit: EmitPart = (part) => {
    waiting.push(part)
    wake?.()
  }
  void composeInto(deps, ask, emit, signal).then(settle, (error: unknown) => {
    failed = { error }
    settle()
  })
  for (;;) {
    const ready = waiting
    waiting = []
    yield* ready
    if (waiting.length > 0) continue
    if (failed) throw (failed as { error: unknown }).error
    if (finished) return
    await new Promise<void>((resolve) => (wake = resolve))
    wake = null
  }
}
