import { sha256Hex } from '../base/bytes.ts'
import type { Clock } from '../base/time.ts'
import { queueMessageSchema, type QueueMessage } from '../contracts/queue.ts'
import type { ParkedLetter } from '../store/delivery/dead-letters.ts'
import type { Delivery } from './consume.ts'

export type ParkDeps = {
  parked(kind: string, attempts: number): void
  /** Kept until somebody drives it again. Throws Faults: a letter that cannot be kept is not let go of. */
  keepLetter(letter: ParkedLetter): Promise<void>
  /** A page that cannot be read keeps what we had of it, and its run can end. */
  abandonPage(ask: { runId: string; url: string; why: string }): Promise<void>
  now: Clock
}

/** What the queue gave up on: said aloud, once, and kept where `npm run jobs -- dead` lists it. */
export async function parkDead(deps: ParkDeps, deliveries: Delivery[]): Promise<void> {
  for (const delivery of deliveries) {
    const message = queueMessageSchema.safeParse(delivery.body)
    deps.parked(message.success ? message.data.kind : 'unreadable', delivery.attempts)
    try {
      if (message.success && message.data.kind === 'kb-page.fetch') {
        // Not kept: the next crawl asks for it again by itself.
        await deps.abandonPage({ runId: message.data.runId, url: message.data.url, why: 'gave_up' })
      } else if (message.success) await deps.keepLetter(await letterOf(message.data, deps.now()))
      // What is not ours to read is let go: driving it again could not help.
      delivery.ack()
    } catch {
      // The store is down, which the fault's own verb reports; the dead-letter queue keeps it meanwhile.
      delivery.retry({ delaySeconds: 60 })
    }
  }
}

/** One letter for one message, however often it is parked. */
export async function letterOf(message: QueueMessage, nowMs: number): Promise<ParkedLetter> {
  // The trace it was sent in is not part of what it is.
  const { traceparent: _, ...body } = message
  const id = `dead_${(await sha256Hex(JSON.stringify(body))).slice(0, 20)}`
  const sessionId =
    message.kind === 'turn.record'
      ? message.record.sessionId
      : message.kind === 'message.record'
        ? message.sessionId
        : null
  return { id, kind: message.kind, body: message, sessionId, parkedAt: nowMs }
}
