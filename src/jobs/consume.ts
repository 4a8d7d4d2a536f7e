import { isFault } from '../base/fault.ts'
import { unreachable } from '../base/unreachable.ts'
import { queueMessageSchema, type QueueMessage, type QueueMessageOf } from '../contracts/queue.ts'

/** One delivery, as the platform hands it to us. */
export type Delivery = { body: unknown; attempts: number; ack(): void; retry(options: { delaySeconds: number }): void }

export type ConsumeDeps = {
  /** Transcripts and the audit rows of what was read. */
  keepTurns(records: QueueMessageOf<'turn.record'>['record'][]): Promise<void>
  /** What was said between turns. */
  keepMessage(message: QueueMessageOf<'message.record'>): Promise<void>
  /** Pages of one run, together so that the host's politeness is kept by one caller. `later` comes back after a pause. */
  fetchPages(
    runId: string,
    urls: string[]
  ): Promise<{ url: string; verdict: 'done' | 'later'; delaySeconds?: number }[]>
  orderUpdated(message: QueueMessageOf<'order.updated'>): Promise<void>
  /** To the desk where tickets are worked on, and to staff. */
  deliverTicket(ticketId: string): Promise<void>
  deliverNotice(message: QueueMessageOf<'notice.send'>): Promise<void>
  /** Said once when a message is first retried, and by the dead-letter consumer when it is parked: not in between. */
  retried(kind: string, attempts: number, delaySeconds: number, error: unknown): void
  unreadable(): void
  /** Runs inside a span that is a part of each sender's trace. */
  traced<T>(
    job: { kind: string; attempts: number; traceparents: (string | undefined)[] },
    run: () => Promise<T>
  ): Promise<T>
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
    await settle(deps, turns, () => deps.keepTurns(turns.map((each) => each.message.record)))
  }
  for (const [runId, group] of Map.groupBy(pages, ({ message }) => message.runId)) await fetchGroup(deps, runId, group)
  for (const other of others) await settle(deps, [other], () => act(deps, other.message))
}

async function act(deps: ConsumeDeps, message: QueueMessage): Promise<void> {
  switch (message.kind) {
    case 'turn.record':
      return deps.keepTurns([message.record])
    case 'message.record':
      return deps.keepMessage(message)
    case 'kb-page.fetch':
      await deps.fetchPages(message.runId, [message.url])
      return
    case 'order.updated':
      return deps.orderUpdated(message)
    case 'ticket.open':
      return deps.deliverTicket(message.ticketId)
    case 'notice.send':
      return deps.deliverNotice(message)
    default:
      return unreachable(message)
  }
}

type PageDelivery = { delivery: Delivery; message: QueueMessageOf<'kb-page.fetch'> }

async function fetchGroup(deps: ConsumeDeps, runId: string, group: PageDelivery[]): Promise<void> {
  await settle(deps, group, async () => {
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

/** Messages of one kind that stand and fall together: at least one. */
async function settle(
  deps: ConsumeDeps,
  group: { delivery: Delivery; message: QueueMessage }[],
  run: () => Promise<void>
): Promise<void> {
  const kind = group[0]!.message.kind
  const attempts = Math.max(...group.map((each) => each.delivery.attempts))
  const traceparents = group.map((each) => each.message.traceparent)
  try {
    await deps.traced({ kind, attempts, traceparents }, run)
    for (const { delivery } of group) delivery.ack()
  } catch (error) {
    for (const { delivery } of group) {
      const asked = isFault(error) && error.retryAfterMs !== undefined ? Math.ceil(error.retryAfterMs / 1_000) : 0
      const delaySeconds = Math.max(asked, retryDelaySeconds(delivery.attempts))
      if (delivery.attempts === 1) deps.retried(kind, delivery.attempts, delaySeconds, error)
      delivery.retry({ delaySeconds })
    }
  }
}
