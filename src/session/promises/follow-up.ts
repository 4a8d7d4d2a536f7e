import { HOUR_MS, MINUTE_MS } from '../../base/time.ts'
import type { SessionMode } from '../../contracts/chat-api.ts'

/** "A colleague will answer here" is a promise, and this is what keeps it: who owes what, and when we look again. */
export type FollowUp = { ticketId: string; dueAt: number; reminders: number }

/** How long staff have before each reminder. After the last one the ticket stays open and nobody is called again. */
const WAITS_MS = [15 * MINUTE_MS, HOUR_MS, 4 * HOUR_MS] as const
/** A reminder that could not be sent is tried again this soon. */
const RETRY_MS = MINUTE_MS

export const openFollowUp = (ticketId: string, nowMs: number): FollowUp => ({
  ticketId,
  dueAt: nowMs + WAITS_MS[0],
  reminders: 0,
})

export type FollowUpStep =
  | { kind: 'nothing' }
  /** A person has come, or the conversation was given back: the promise is kept. */
  | { kind: 'kept' }
  | { kind: 'remind'; no: number; isLast: boolean; next: FollowUp | null }

export function decideFollowUp(owed: FollowUp | null, mode: SessionMode, nowMs: number): FollowUpStep {
  if (owed === null) return { kind: 'nothing' }
  if (mode !== 'waiting') return { kind: 'kept' }
  if (nowMs < owed.dueAt) return { kind: 'nothing' }
  const no = owed.reminders + 1
  const wait = WAITS_MS[no]
  const next = wait === undefined ? null : { ...owed, reminders: no, dueAt: nowMs + wait }
  return { kind: 'remind', no, isLast: next === null, next }
}

export type KeepFollowUpDeps = {
  owed(): FollowUp | null
  mode(): SessionMode
  keep(followUp: FollowUp | null): void
  /** To staff, by the queue. `no` is part of its key: told twice is told once. */
  remindStaff(ticketId: string, no: number): Promise<void>
  tellShopper(ticketId: string, isLast: boolean): void
}

/**
 * Looks whether the promise is kept, and reminds when it is not. Staff first: only what has been asked of them is said to
 * the shopper. Throws when staff cannot be reminded; it is then due again a minute later.
 */
export async function keepFollowUp(deps: KeepFollowUpDeps, nowMs: number): Promise<void> {
  const owed = deps.owed()
  const step = decideFollowUp(owed, deps.mode(), nowMs)
  if (owed === null || step.kind === 'nothing') return
  if (step.kind === 'kept') return deps.keep(null)
  deps.keep({ ...owed, dueAt: nowMs + RETRY_MS })
  await deps.remindStaff(owed.ticketId, step.no)
  deps.keep(step.next)
  deps.tellShopper(owed.ticketId, step.isLast)
}
