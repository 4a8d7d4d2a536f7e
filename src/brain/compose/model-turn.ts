import type { ComposeAsk } from '../../contracts/answer.ts'
import type { ModelHop, ModelMessage } from '../../contracts/model.ts'
import type { Guard } from '../guard/open-guard.ts'
import type { ComposeDeps } from './compose-deps.ts'
import type { EmitPart } from './emit-part.ts'

/** One answer under way. `shown` is what the shopper has read: nothing is ever taken back. */
export type ModelTurn = {
  deps: ComposeDeps
  ask: ComposeAsk
  emit: EmitPart
  guard: Guard
  prompt: ModelMessage[]
  maxTokens: number
  deadlineMs: number
  shown: string
  hops: ModelHop[]
  corrections: number
}
