import type { PlanAsk } from '../../contracts/plan.ts'
import type { ToolCall } from '../../contracts/tools.ts'
import { foldText } from './classifier/read-tokens.ts'
import { asksForPerson } from './cues/person-cues.ts'
import { readSmallTalk } from './cues/small-talk.ts'
import { searchCall, searchTextOf, statusCall } from './decide-act.ts'
import { findOrderNumbers } from './find-order-numbers.ts'

/**
 * Reads worth starting before the plan is back; a plan that does not use them drops their result.
 * Only reads: a guess may cost a query, never an effect.
 */
export function speculate(ask: PlanAsk): ToolCall[] {
  const folded = foldText(ask.message)
  if (!/[\p{L}\p{N}]/u.test(folded) || readSmallTalk(folded) !== null || asksForPerson(folded)) return []
  return [...findOrderNumbers(ask.message, ask.knownOrders).map(statusCall), searchCall(searchTextOf(ask))]
}
