import type { Fault } from '../../base/fault.ts'
import { unreachable } from '../../base/unreachable.ts'
import type { ToolRefusal } from '../../contracts/tools.ts'

/** A broken world, as a tool says it. The fault itself goes to the log. */
export function refusalOfFault(fault: Fault): ToolRefusal {
  switch (fault.code) {
    case 'upstream_rate_limited':
      return { reason: 'rate_limited', retryAfterMs: fault.retryAfterMs ?? 10_000 }
    case 'breaker_open':
    case 'aborted':
      return { reason: 'unavailable' }
    case 'upstream_timeout':
    case 'upstream_unreachable':
    case 'upstream_5xx':
    case 'upstream_4xx':
    case 'upstream_garbled':
    case 'upstream_refused':
    case 'store_unavailable':
    case 'misconfigured':
      return { reason: 'upstream_failed' }
    default:
      return unreachable(fault.code)
  }
}
