import type { WriteRefusal } from '../../contracts/write-tools.ts'

/** The shop's second opinion (a `WriteRefusalReason`), as a refusal of ours. What only staff should read stays in `detail`. */
export function refusalOfReply(reason: string): WriteRefusal {
  switch (reason) {
    case 'order_changed':
      return { reason: 'order_changed' }
    case 'writes_disabled':
      return { reason: 'writes_disabled' }
    case 'already_shipped':
      return { reason: 'already_shipped' }
    case 'gateway_cannot':
      return { reason: 'gateway_cannot' }
    case 'gateway_declined':
      return { reason: 'declined_by_gateway' }
    case 'not_theirs':
    case 'order_not_found':
      return { reason: 'not_proven' }
    case 'voided':
      return { reason: 'upstream_failed' }
    default:
      return { reason: 'declined_by_shop', detail: reason }
  }
}
