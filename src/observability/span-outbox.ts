import { isFault } from '../base/fault.ts'
import type { Clock } from '../base/time.ts'
import { cleanFlat, cleanKind, type Clean } from './fields.ts'
import type { RawSpan } from './record-spans.ts'
import { errorType, type SpanRecord } from './span.ts'
import { SPAN_ATTRIBUTES } from './span-attributes.ts'

/** A place whole traces go. Throws a Fault; `retryable` says whether the same batch may be offered again. */
export type SpanSink = { export(spans: SpanRecord[]): Promise<void> }

export type SpanOutboxDeps = {
  sink: SpanSink
  clean: Clean
  now: Clock
  sleep(ms: number): Promise<void>
  lingerMs: number
  lost(items: number, why: string): void
}

// About 500 turns. Past it the oldest go, and the log says how many: memory of an isolate is the shopper's, not ours.
const PENDING_MAX = 6_000
const BATCH_MAX = 512
/** A wait that never came back (its request was cut) is taken over after this. */
const STUCK_MS = 5_000

/** Holds finished traces until they leave, cleaned, in batches. Nothing in it throws. */
export function openSpanOutbox(deps: SpanOutboxDeps) {
  let pending: RawSpan[] = []
  let lingerUntil = 0

  async function send(): Promise<void> {
    while (pending.length > 0) {
      const batch = pending.splice(0, BATCH_MAX)
      try {
        await deps.sink.export(batch.map((span) => cleanSpan(span, deps.clean)))
      } catch (error) {
        // A collector that is down must not cost a turn: offered once more with the next flush, or dropped and said.
        if (isFault(error) && error.retryable && pending.length + batch.length <= PENDING_MAX) pending.unshift(...batch)
        else deps.lost(batch.length, errorType(error))
        return
      }
    }
  }

  /**
   * One POST a second, not one a turn: a request costs more than a turn's spans. Whoever finds somebody waiting leaves
   * at once and never awaits their promise: in workerd a promise belongs to the request that made it.
   */
  async function sendSoon(): Promise<void> {
    if (pending.length === 0) return
    if (pending.length < BATCH_MAX) {
      const now = deps.now()
      if (lingerUntil !== 0 && now < lingerUntil + STUCK_MS) return
      lingerUntil = now + deps.lingerMs
      await deps.sleep(deps.lingerMs)
      lingerUntil = 0
    }
    await send()
  }

  return {
    send,
    sendSoon,
    keep(spans: RawSpan[]): void {
      pending.push(...spans)
      const items = pending.length - PENDING_MAX
      if (items <= 0) return
      pending = pending.slice(items)
      deps.lost(items, 'too_many')
    },
  }
}

function cleanSpan(span: RawSpan, clean: Clean): SpanRecord {
  return {
    ...span,
    name: cleanKind('word', span.name, clean) as string,
    attributes: cleanFlat(SPAN_ATTRIBUTES, span.attributes, clean),
    error: span.error === null ? null : (cleanKind('word', span.error, clean) as string),
  }
}
