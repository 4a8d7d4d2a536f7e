import { unreachable } from '../base/unreachable.ts'
import type { ToolRefusal } from '../contracts/tools.ts'

/** A key of the phrase table, and what to offer next. No sentence lives here: the brain has the words. */
export type NextStep = {
  say: 'not_understood' | 'order_not_shown' | 'busy' | 'shop_not_answering'
  then: 'rephrase' | 'sign_in_or_number' | 'try_later' | 'offer_person'
}

/** The one place a refusal becomes a next step. A new reason does not compile until it is answered here. */
export function explainRefusal(refusal: ToolRefusal): NextStep {
  switch (refusal.reason) {
    case 'bad_input':
      return { say: 'not_understood', then: 'rephrase' }
    case 'not_found':
    case 'unauthorized':
      // One answer for both: whether an order exists is its owner's to know.
      return { say: 'order_not_shown', then: 'sign_in_or_number' }
    case 'rate_limited':
      return { say: 'busy', then: 'try_later' }
    case 'upstream_failed':
    case 'unavailable':
      return { say: 'shop_not_answering', then: 'offer_person' }
    default:
      return unreachable(refusal)
  }
}
