import { MINUTE_MS, type Clock } from '../base/time.ts'
import type { Identity } from '../contracts/identity.ts'
import type { Memory } from './memory/memory.ts'

/** What we say of a customer is seldom new: a quarter of an hour old is fresh. */
export const PROFILE_TTL_MS = 15 * MINUTE_MS

export type ProfileDeps = {
  memory: Pick<Memory, 'meta' | 'remember'>
  now: Clock
  identity(): Identity
  /** From the shop, by the signed token's customer id and nothing else. */
  findFirstName(customerId: string, signal: AbortSignal): Promise<string | null>
}

/**
 * The signed-in customer's first name, kept in the session. Null for a visitor, and when the shop cannot say: a greeting
 * without a name is still a greeting, so a failure is remembered like an answer and asked about again later.
 */
export async function readFirstName(deps: ProfileDeps, signal: AbortSignal): Promise<string | null> {
  const { customerId } = deps.identity()
  if (customerId === null) return null
  const known = deps.memory.meta.profile
  if (known && deps.now() - known.at < PROFILE_TTL_MS) return known.firstName
  const firstName = await deps.findFirstName(customerId, signal).catch(() => null)
  deps.memory.remember({ profile: { firstName, at: deps.now() } })
  return firstName
}
