import { queueMessageSchema } from '../contracts/queue.ts'
import type { Delivery } from './consume.ts'

export type ParkDeps = {
  parked(kind: string, attempts: number): void
  /** A page that cannot be read keeps what we had of it, and its run can end. */
  abandonPage(ask: { runId: string; url: string; why: string }): Promise<void>
}

/** What the queue gave up on. It is said aloud, once, and let go: what it carried is also where it came from. */
export async function parkDead(deps: ParkDeps, deliveries: Delivery[]): Promise<void> {
  for (const delivery of deliveries) {
    const message = queueMessageSchema.safeParse(delivery.body)
    deps.parked(message.success ? message.data.kind : 'unreadable', delivery.attempts)
    if (message.success && message.data.kind === 'kb-page.fetch') {
      await deps.abandonPage({ runId: message.data.runId, url: message.data.url, why: 'gave_up' })
    }
    delivery.ack()
  }
}
