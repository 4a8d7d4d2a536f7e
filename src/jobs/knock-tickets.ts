import { DAY_MS, MINUTE_MS, type Clock } from '../base/time.ts'
import type { QueueMessage } from '../contracts/queue.ts'
import { letterOf } from './park-dead.ts'

export type KnockTicketsDeps = {
  /** Opened between the two times and delivered nowhere yet. */
  undelivered(openedAfterMs: number, openedBeforeMs: number, limit: number): Promise<string[]>
  findLetter(id: string): Promise<unknown>
  send(message: QueueMessage): Promise<void>
  now: Clock
}

const BATCH = 20

/**
 * For the cron: a ticket whose knock was lost between the store and the queue is knocked for again. One the queue gave
 * up on waits for a person: they see it among the dead letters.
 */
export async function knockTickets(deps: KnockTicketsDeps): Promise<number> {
  const nowMs = deps.now()
  let knocked = 0
  for (const ticketId of await deps.undelivered(nowMs - DAY_MS, nowMs - 3 * MINUTE_MS, BATCH)) {
    const message = { kind: 'ticket.open', v: 1, ticketId } as const
    if (await deps.findLetter((await letterOf(message, nowMs)).id)) continue
    await deps.send(message)
    knocked++
  }
  return knocked
}
