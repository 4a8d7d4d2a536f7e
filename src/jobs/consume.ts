import { isFault } from '../base/fault.ts'
import { unreachable } from '../base/unreachable.ts'
import { queueMessageSchema, type QueueMessage, type QueueMessageOf } from '../contracts/queue.ts'

/** One delivery, as the platform hands it to us. */
export type Delivery = { body: unknown; attempts: number; ack(): void; retry(options: { delaySeconds: number }): void }

export type ConsumeDeps = {
  /** Transcripts and the audit rows of what was read. */
  keepTurns(records: QueueMessageOf<'turn.record'>['record'][]): Promise<void>
  /** Pages of one run, together so that the host's politeness is kept by one caller. `later` comes back after a pause. */
  fetchPages(
    runId: string,
    urls: string[]
  ): Promise<{ url: string; verdict: 'done' | 'later'; delaySeconds?: number }[]>
  orderUpdated(message: QueueMessageOf<'order.updated'>): Promise<void>
  /** Said once when a message is first retried, and by the dead-letter consumer when it is parked: not in between. */
  retried(kind: string, attempts: number, delaySeconds: number, error: unknown): void
  unreadable(): void
}

/** 2, 4, 8 … seconds, at most five minutes. */
export const retryDelaySeconds = (attempts: number): number => Math.min(300, 2 ** attempts)

/**
 * A batch from the queue. Turns are kept together in one transaction; every other message stands alone, so one that
 * fails holds up no other. Each may come twice or late: what they do is keyed, or begins by reading the present.
 */
export async function consume(deps: ConsumeDeps, deliveries: Delivery[]): Promise<void> {
  const readable = deliveries.flatMap((delivery) => {
    const message = queueMessageSchema.safeParse(delivery.body)
    if (message.success) return [{ delivery, message: message.data }]
    // Not ours, or of a release we no longer know: retrying cannot help, so it is said and let go.
    deps.unreadable()
    delivery.ack()
    return []
  })
  const turns = readable.flatMap(({ delivery, message }) =>
    message.kind === 'turn.record' ? [{ delivery, message }] : []
  )
  const pages = readable.flatMap(({ delivery, message }) =>
    message.kind === 'kb-page.fetch' ? [{ delivery, message }] : []
  )
  const others = readable.filter(({ message }) => message.kind !== 'turn.record' && message.kind !== 'kb-page.fetch')

  if (turns.length > 0) {
    await settle(
      deps,
      turns.map((each) => each.delivery),
      'turn.record',
      () => deps.keepTurns(turns.map((each) => each.message.record))
    )
  }
  for (const [runId, group] of Map.groupBy(pages, ({ message }) => message.runId)) await fetchGroup(deps, runId, group)
  for (const { delivery, message } of others) {
    await settle(deps, [delivery], message.kind, () => act(deps, message))
  }
}

async function act(deps: ConsumeDeps, message: QueueMessage): Promise<void> {
  switch (message.kind) {
    case 'turn.record':
      return deps.keepTurns([message.record])
    case 'kb-page.fetch':
      await deps.fetchPages(message.runId, [message.url])
      return
    case 'order.updated':
      return deps.orderUpdated(message)
    case 'ticket.open':
    case 'notice.send':
      // Outside desks are not connected yet: the ticket is in the store, where staff see it.
      return
    default:
      return unreachable(message)
  }
}

type PageDelivery = { delivery: Delivery; message: QueueMessageOf<'kb-page.fetch'> }

async function fetchGroup(deps: ConsumeDeps, runId: string, group: PageDelivery[]): Promise<void> {
  const deliveries = group.map((each) => each.delivery)
  await settle(deps, deliveries, 'kb-page.fetch', async () => {
    const verdicts = new Map(
      (
        await deps.fetchPages(
          runId,
          group.map((each) => each.message.url)
        )
      ).map((each) => [each.url, each])
    )
    for (const { delivery, message } of group) {
      const verdict = verdicts.get(message.url)
      if (verdict?.verdict === 'later') delivery.retry({ delaySeconds: verdict.delaySeconds ?? 1 })
    }
  })
}

async function settle(
  deps: ConsumeDeps,
  deliveries: Delivery[],
  kind: string,
  run: () => Promise<void>
): Promise<void> {
  try {
    await run()
    for (const delivery of deliveries) delivery.ack()
  } catch (error) {
    for (const delivery of deliveries) {
      const asked = isFault(error) && error.retryAfterMs !== undefined ? Math.ceil(error.retryAfterMs / 1_000) : 0
      const delaySeconds = Math.max(asked, retryDelaySeconds(delivery.attempts))
      if (delivery.attempts === 1) deps.retried(kind, delivery.attempts, delaySeconds, error)
      delivery.retry({ delaySeconds })
    }
  }
}
