import type { PlanAct } from '../../contracts/plan.ts'
import type { Intent } from '../../contracts/intent.ts'
import { scrub } from '../../observability/scrub/scrub.ts'
import { foldText } from './classifier/read-tokens.ts'
import { findAmountText, saysOpened, wantsCancelled, wantsMoneyBack, wantsMoved } from './cues/wish-cues.ts'
import { findAddress } from './find-address.ts'

const REASON_MAX_CHARS = 500

/**
 * A wish for one order, as a call that ends in a card. Null when it is a question about such a thing. An address is
 * read from the shopper's own words by rules, never by a model; without one the hands say what is missing.
 */
export function proposeWrite(wish: { intent: Intent; message: string; number: string }): PlanAct | null {
  const { intent, message, number } = wish
  const folded = foldText(message)
  // Colleagues and the shop's own books read it: why, in the shopper's words, without what names a person.
  const common = {
    order_id: number,
    reason: scrub(message.trim().slice(0, REASON_MAX_CHARS)).slice(0, REASON_MAX_CHARS),
  }
  if (intent === 'cancel_order' && wantsCancelled(folded)) {
    return { kind: 'propose', call: { tool: 'cancel_order', input: common } }
  }
  if (intent === 'change_address') return proposeMove(message, folded, number)
  if (!wantsMoneyBack(folded)) return null
  const amount = findAmountText(message)
  const input = { ...common, opened: saysOpened(folded), ...(amount === null ? {} : { amount }) }
  return { kind: 'propose', call: { tool: 'issue_refund', input } }
}

/** Two wishes at once are neither: a person may mean either of them. */
function proposeMove(message: string, folded: string, number: string): PlanAct | null {
  if (!wantsMoved(folded) || wantsMoneyBack(folded) || wantsCancelled(folded)) return null
  const address = findAddress(message)
  const input = { order_id: number, ...(address ? { address } : {}) }
  return { kind: 'propose', call: { tool: 'change_shipping_address', input } }
}
