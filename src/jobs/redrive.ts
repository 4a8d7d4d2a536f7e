import type { Clock } from '../base/time.ts'
import { ok, refuse, type Result } from '../base/result.ts'
import { queueMessageSchema, type QueueMessage } from '../contracts/queue.ts'
import type { DeadLetter } from '../store/delivery/dead-letters.ts'

export type RedriveDeps = {
  findLetter(id: string): Promise<DeadLetter | null>
  markRedriven(id: string, atMs: number): Promise<void>
  send(message: QueueMessage): Promise<void>
  now: Clock
}
export type RedriveRefusal = { reason: 'not_found' } | { reason: 'unreadable' }

/** Sent, then marked: a crash in between sends it twice, which every job survives. One that fails again is parked again. */
export async function redrive(deps: RedriveDeps, id: string): Promise<Result<{ kind: string }, RedriveRefusal>> {
  const letter = await deps.findLetter(id)
  if (!letter) return refuse({ reason: 'not_found' })
  const message = queueMessageSchema.safeParse(letter.body)
  // Of an older release: what it meant is no longer known.
  if (!message.success) return refuse({ reason: 'unreadable' })
  await deps.send(message.data)
  await deps.markRedriven(id, deps.now())
  return ok({ kind: letter.kind })
}
