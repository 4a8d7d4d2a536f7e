import type { MessageId } from '../base/ids.ts'
import type { Frame, StatusData } from '../contracts/frames.ts'
import type { ToolCall, ToolOutcome } from '../contracts/tools.ts'
import type { WriteCall } from '../contracts/write-tools.ts'
import { phrase } from '../brain/phrases/phrase.ts'

type Telling = { replyId: MessageId; ask: { locale: string }; emit(...frames: Frame[]): void }

const STEP_OF_TOOL = {
  kb_search: 'searching',
  get_order_status: 'looking_up_order',
  list_orders: 'listing_orders',
  notify_human: 'calling_person',
  create_ticket: 'calling_person',
  verify_identity: 'checking_request',
  check_refund_policy: 'checking_request',
  issue_refund: 'checking_request',
  change_shipping_address: 'checking_request',
  cancel_order: 'checking_request',
} as const satisfies Record<(ToolCall | WriteCall)['tool'], StatusData['step']>

/** An honest line about what is happening now. Transient: it is shown, never kept in the message. */
export function tellStatus(turn: Telling, what: StatusData['step'] | ToolCall | WriteCall): void {
  const step = typeof what === 'string' ? what : STEP_OF_TOOL[what.tool]
  const values = typeof what === 'object' && 'order_id' in what.input ? { number: what.input.order_id } : {}
  turn.emit({
    type: 'data-status',
    transient: true,
    data: { step, text: phrase(`status_${step}`, turn.ask.locale, values) },
  })
}

/** Cards for what the hands found. The same order told twice is one card: the id says so. */
export function tellOutcome(turn: Telling, outcome: ToolOutcome): { type: string; data: unknown }[] {
  if (!outcome.result.ok || outcome.tool !== 'get_order_status') return []
  const data = outcome.result.value
  turn.emit({ type: 'data-order', id: `order-${data.number}`, data })
  return [{ type: 'data-order', data }]
}
