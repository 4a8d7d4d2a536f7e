import type { ORDER_STATUSES } from '../../contracts/order.ts'
import type { StatusData } from '../../contracts/frames.ts'
import type { Question } from '../../contracts/plan.ts'
import type { WriteAction } from '../../contracts/write-tools.ts'

type OrderStatusKey = `order_status_${(typeof ORDER_STATUSES)[number]}`
type RefusedWriteKey =
  `write_${'not_understood' | 'cannot_be_done_here' | 'nothing_left' | 'too_late' | 'already_shipped' | 'bad_amount' | 'item_excluded' | 'nothing_changed' | 'card_not_open' | 'order_changed' | 'busy' | 'shop_not_answering'}`
type StatusLineKey = `status_${StatusData['step']}`

/** Every fixed sentence we say. A new key does not compile until each language has it. */
export type PhraseKey =
  | StatusLineKey
  | RefusedWriteKey
  | `action_${WriteAction}`
  | OrderStatusKey
  | Question
  | 'greeting_named'
  | 'handed_over'
  | 'handed_over_hours'
  | 'already_waiting'
  | 'person_has_it'
  | 'still_waiting'
  | 'still_waiting_last'
  | 'released'
  | 'order_refused'
  | 'orders_sign_in'
  | 'shop_unreachable'
  | 'pages_unreachable'
  | 'tool_busy'
  | 'person_unreachable'
  | 'too_long'
  | 'empty_message'
  | 'rate_limited'
  | 'queue_full'
  | 'file_type'
  | 'file_too_large'
  | 'too_many_files'
  | 'interrupted'
  | 'restarted'
  | 'stopped'
  | 'broken'
  | 'dont_know'
  | 'offer_person'
  | 'sorry_to_hear'
  | 'order_is'
  | 'order_items'
  | 'order_total'
  | 'order_refunded'
  | 'order_updated'
  | 'order_tracking'
  | 'order_tracking_plain'
  | 'order_no_tracking'
  | 'order_moved'
  | 'orders_intro'
  | 'orders_line'
  | 'orders_more'
  | 'orders_none'
  | 'source_language'
  | 'unsure_mark'
  | 'cut_off'
  | 'what_i_know'
  | 'see_page'
  | 'no_promise'
  | 'action_order'
  | 'action_orders'
  | 'action_pages'
  | 'action_ticket'
  | 'consent_ask'
  | 'consent_ask_approval'
  | 'policy_auto'
  | 'policy_needs_approval'
  | 'code_ask'
  | 'code_wrong'
  | 'code_locked'
  | 'code_right'
  | 'write_pending'
  | 'write_in_doubt'
  | 'write_declined'
  | 'rating_thanks'

export type PhraseTable = Readonly<Record<PhraseKey, string>>

export const PHRASE_LANGUAGES = ['en', 'de', 'fr', 'es', 'ja'] as const
export type PhraseLanguage = (typeof PHRASE_LANGUAGES)[number]
