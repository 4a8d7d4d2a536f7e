import { unreachable } from '../../base/unreachable.ts'
import type { WriteRefusal } from '../../contracts/write-tools.ts'

/** A key for the phrase table, and what to offer next. */
export type WriteNextStep = {
  say:
    | 'not_understood'
    | 'order_not_shown'
    | 'cannot_be_done_here'
    | 'nothing_left'
    | 'too_late'
    | 'already_shipped'
    | 'bad_amount'
    | 'item_excluded'
    | 'nothing_changed'
    | 'card_not_open'
    | 'order_changed'
    | 'busy'
    | 'shop_not_answering'
  then: 'rephrase' | 'verify_identity' | 'ask_again' | 'try_later' | 'offer_person' | 'stop'
}

/** The one place a refused write becomes a next step. A new reason does not compile until it is answered here. */
export function explainWriteRefusal(refusal: WriteRefusal): WriteNextStep {
  switch (refusal.reason) {
    case 'bad_input':
      return { say: 'not_understood', then: 'rephrase' }
    case 'not_proven':
      return { say: 'order_not_shown', then: 'verify_identity' }
    case 'nothing_left':
    case 'not_paid':
      return { say: 'nothing_left', then: 'stop' }
    case 'window_closed':
      return { say: 'too_late', then: 'offer_person' }
    case 'already_shipped':
      return { say: 'already_shipped', then: 'offer_person' }
    case 'bad_amount':
    case 'over_refundable':
    case 'unknown_line':
      return { say: 'bad_amount', then: 'ask_again' }
    case 'excluded_item':
    case 'sale_item':
    case 'opened_consumable':
      return { say: 'item_excluded', then: 'offer_person' }
    case 'same_address':
      return { say: 'nothing_changed', then: 'stop' }
    case 'card_not_open':
      return { say: 'card_not_open', then: 'ask_again' }
    case 'order_changed':
      return { say: 'order_changed', then: 'ask_again' }
    case 'rate_limited':
      return { say: 'busy', then: 'try_later' }
    case 'upstream_failed':
      return { say: 'shop_not_answering', then: 'offer_person' }
    case 'writes_disabled':
    case 'status_not_allowed':
    case 'wrong_currency':
    case 'partial_not_allowed':
    case 'above_ceiling':
    case 'gateway_cannot':
    case 'declined_by_gateway':
    case 'declined_by_shop':
      // One sentence for all: limits and switches are ours to know, not numbers to bargain against.
      return { say: 'cannot_be_done_here', then: 'offer_person' }
    default:
      return unreachable(refusal)
  }
}
