import type { QueueMessage } from '../../contracts/queue.ts'
import { currentSpan } from '../../observability/current-span.ts'
import type { Seeing } from '../../observability/open-seeing.ts'
import { runIn } from '../../observability/run-in.ts'
import { NO_SPAN } from '../../observability/span.ts'
import type { WorkerEnv } from '../../env.ts'
import { clock } from '../platform.ts'

/** The name staging and production give it differs; the trace needs only which of our two it is. */
const QUEUE = 'jobs'
const JOB = { 'messaging.system': 'cloudflare_queues', 'messaging.destination.name': QUEUE } as const

/** Sends with the sender's trace in each message, so that what it starts is a part of the same trace. One kind a call. */
export async function sendJobs(
  { env, seeing }: { env: WorkerEnv; seeing: Seeing },
  messages: readonly QueueMessage[]
): Promise<void> {
  const [first] = messages
  if (!first) return
  const attributes = {
    ...JOB,
    'messaging.operation.name': 'send',
    'messaging.operation.type': 'send',
    ...(messages.length > 1 ? { 'messaging.batch.message_count': messages.length } : {}),
    'counterhand.job_kind': first.kind,
  }
  const parent = currentSpan()
  const name = `send ${QUEUE}`
  const span =
    parent === NO_SPAN ? seeing.start(name, attributes, { ours: first.traceparent }) : parent.start(name, attributes)
  await runIn(span, async () => {
    const traceparent = span.traceparent()
    const bodies = traceparent === null ? messages : messages.map((message) => ({ ...message, traceparent }))
    if (bodies.length === 1) await env.JOBS.send(bodies[0]!)
    else await env.JOBS.sendBatch(bodies.map((body) => ({ body })))
  })
}

/**
 * A batch belongs to the trace of each of its senders: the work is told in the first one's, and the others have a span
 * of the same time. A message of nobody's trace has one of its own.
 */
export const tracedJobs =
  (seeing: Seeing) =>
  async <T>(
    { kind, attempts, traceparents }: { kind: string; attempts: number; traceparents: (string | undefined)[] },
    run: () => Promise<T>
  ): Promise<T> => {
    const attributes = {
      ...JOB,
      'messaging.operation.name': 'process',
      'messaging.operation.type': 'process',
      'messaging.batch.message_count': traceparents.length,
      'counterhand.job_kind': kind,
      'counterhand.attempts': attempts,
    }
    const senders = new Set(traceparents.filter((each) => each !== undefined))
    const [first, ...others] = [...(senders.size > 0 ? senders : [undefined])].map((ours) =>
      seeing.start(`process ${QUEUE}`, attributes, { ours })
    )
    const startedMs = clock()
    let outcome = 'failed'
    try {
      const done = await runIn(first!, run)
      outcome = 'done'
      return done
    } finally {
      for (const other of others) other.end()
      const duration_ms = clock() - startedMs
      seeing.measure({
        point: 'job',
        detail: `${kind} ${outcome}`,
        duration_ms,
        attempts,
        messages: traceparents.length,
      })
    }
  }
