import type { MiddlewareHandler } from 'hono'
import { SECOND_MS } from '../../base/time.ts'
import { phrase } from '../../brain/phrases/phrase.ts'
import { answerLater } from '../answer-fault.ts'
import type { EdgeVariables } from '../edge-variables.ts'

export type RateLimits = {
  /** True while within the limit. */
  mayVisit(subject: string): Promise<boolean>
  mayServe(): Promise<boolean>
}

/**
 * Sheds load before any work: one visitor's share, then everybody's. Open when the limiter itself fails: it protects
 * the shop from a flood, and must not be what silences it.
 */
export function rateLimits(limits: RateLimits): MiddlewareHandler<EdgeVariables> {
  return async function rateLimitsDoor(c, next) {
    const { sub, locale = 'en' } = c.get('claims')
    const [visitor, everybody] = await Promise.all([
      limits.mayVisit(sub).catch(() => true),
      limits.mayServe().catch(() => true),
    ])
    if (visitor && everybody) return next()
    const waitMs = visitor ? 5 * SECOND_MS : 30 * SECOND_MS
    return answerLater(c, 'rate_limited', phrase('rate_limited', locale, { seconds: waitMs / SECOND_MS }), waitMs)
  }
}
