import { queueMessageSchema, type QueueMessage } from '../contracts/queue.ts'

export type OutboxDeps = {
  waiting(): { key: string; payload: string }[]
  send(message: QueueMessage): Promise<void>
  drop(key: string): void
}

/**
 * Sends what a finished turn left behind, oldest first, and drops a row only once the queue has it. Sent twice is
 * harmless: the store's keys come from the turn.
 */
export async function drainOutbox(deps: OutboxDeps): Promise<void> {
  for (const { key, payload } of deps.waiting()) {
    const message = queueMessageSchema.safeParse(JSON.parse(payload))
    // Written by us, so a row that no longer parses is a bug of a release; it must not block the rest for ever.
    if (message.success) await deps.send(message.data)
    deps.drop(key)
  }
}
