import { fullJitter, withRetry } from '../../base/resilience/with-retry.ts'
import { withTimeout } from '../../base/resilience/with-timeout.ts'
import { around, type Attempt } from '../../base/resilience/wrap.ts'
import { TOOL_BUDGET } from '../toolbox/budgets.ts'
import type { WriteDeps } from './write-deps.ts'

type PatienceDeps = Pick<WriteDeps, 'breakerFor' | 'chance' | 'timers'>

/** For what is safe to repeat: look-ups, and settling a key. */
export function patiently<T>(deps: PatienceDeps, name: string, attempt: Attempt<T>): Attempt<T> {
  return around(
    deps.breakerFor(name),
    withRetry(
      TOOL_BUDGET.tries,
      fullJitter(TOOL_BUDGET.backoff, () => deps.chance.random(), deps.timers)
    ),
    withTimeout(TOOL_BUDGET.attemptMs, deps.timers)
  )(attempt)
}

/** For a write: once, with a limit. What it did is asked by key, never found out by sending it again. */
export function onceOnly<T>(deps: PatienceDeps, name: string, attempt: Attempt<T>): Attempt<T> {
  return around(deps.breakerFor(name), withTimeout(TOOL_BUDGET.attemptMs, deps.timers))(attempt)
}
