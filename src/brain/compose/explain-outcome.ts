import { unreachable } from '../../base/unreachable.ts'
import type { ToolName, ToolRefusal } from '../../contracts/tools.ts'
import type { PhraseKey } from '../phrases/keys.ts'
import type { Ending } from './answer.ts'

export type Explained = { say: PhraseKey; next: Ending['next'] }

/** The one place a tool's refusal becomes words. A new reason does not compile until it is answered here. */
export function explainRefusal(tool: ToolName, refusal: ToolRefusal): Explained {
  switch (refusal.reason) {
    case 'not_found':
    case 'unauthorized':
      // One answer for both, so a stranger never learns whether an order exists.
      return { say: tool === 'list_orders' ? 'orders_sign_in' : 'order_refused', next: 'offer_person' }
    case 'bad_input':
      return { say: tool === 'get_order_status' ? 'which_order' : 'rephrase', next: 'nothing' }
    case 'rate_limited':
      return { say: 'tool_busy', next: 'nothing' }
    case 'upstream_failed':
    case 'unavailable':
      return { say: brokenWords(tool), next: 'offer_person' }
    default:
      return unreachable(refusal)
  }
}

function brokenWords(tool: ToolName): PhraseKey {
  switch (tool) {
    case 'kb_search':
      return 'pages_unreachable'
    case 'get_order_status':
    case 'list_orders':
      return 'shop_unreachable'
    case 'create_ticket':
    case 'notify_human':
      return 'person_unreachable'
    default:
      return unreachable(tool)
  }
}
