import type { ComposeAsk } from '../../contracts/answer.ts'
import type { Passage } from '../../contracts/knowledge.ts'
import type { ModelHop, ModelMessage, ModelPort } from '../../contracts/model.ts'
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
  /** What the model was given of the shop's pages, best first. */
  passages: Passage[]
  /** Whether word overlap can tell which of them a sentence came from: not across languages. */
  judgesPages: boolean
  maxTokens: number
  deadlineMs: number
  shown: string
  hops: ModelHop[]
  corrections: number
  /** Null once it has failed: one silence a turn is enough. */
  claimReader: ModelPort | null
}
