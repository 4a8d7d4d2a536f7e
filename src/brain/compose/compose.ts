import type { AnswerPart, ComposeAsk } from '../../contracts/answer.ts'
import type { ComposeDeps } from './compose-deps.ts'
import { composePlainly } from './compose-plainly.ts'
import { composeWithModels } from './compose-with-models.ts'
import { decideRoute } from './decide-route.ts'
import type { EmitPart } from './emit-part.ts'

/**
 * Composes one answer into `emit`, part by part, ending with exactly one `end`. Throws the Fault `aborted` when the
 * signal does, and nothing else but a bug: every fault of a provider is answered here.
 */
export async function composeInto(
  deps: ComposeDeps,
  ask: ComposeAsk,
  emit: EmitPart,
  signal: AbortSignal
): Promise<void> {
  const { answerableMin, models } = deps.version
  const rules = { answerableMin, models, isAllowedLink: deps.isAllowedLink }
  const route = decideRoute(ask, rules)
  const hasModel = deps.models.small.length + deps.models.large.length > 0
  if (route.kind === 'model' && hasModel) return composeWithModels(deps, ask, route, emit, signal)
  const plain = composePlainly(rules, ask)
  if (plain.text !== '') emit({ kind: 'text', text: plain.text })
  for (const citation of plain.citations) emit({ kind: 'citation', citation })
  emit({ kind: 'end', outcome: plain.outcome, next: plain.next, hops: [], withheld: {} })
}

/** The same as a stream to pull. Parts that were made while nobody pulled wait in order. */
export async function* compose(deps: ComposeDeps, ask: ComposeAsk, signal: AbortSignal): AsyncIterable<AnswerPart> {
  let waiting: AnswerPart[] = []
  let wake: () => void = () => undefined
  let state: { done: false } | { done: true; error?: unknown } = { done: false }
  const settle = (how: typeof state) => {
    state = how
    wake()
  }
  const emit: EmitPart = (part) => {
    waiting.push(part)
    wake()
  }
  composeInto(deps, ask, emit, signal).then(
    () => settle({ done: true }),
    (error: unknown) => settle({ done: true, error })
  )
  for (;;) {
    const ready = waiting
    waiting = []
    for (const part of ready) yield part
    if (waiting.length > 0) continue
    const now = state as { done: boolean; error?: unknown }
    if ('error' in now) throw now.error
    if (now.done) return
    await new Promise<void>((resolve) => (wake = resolve))
  }
}
