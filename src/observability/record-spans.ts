import type { Chance, Clock } from '../base/time.ts'
import { decideKeep, isSampled, type KeepReason } from './decide-keep.ts'
import { errorType, kindOf, type OpenSpan, type SpanRecord } from './span.ts'
import type { SpanAttributes } from './span-attributes.ts'
import { mintSpanId, mintTraceId, writeTraceparent, type TraceContext } from './traceparent.ts'

/** Raw attributes: they are cleaned when the batch leaves, off the hot path. */
export type RawSpan = Omit<SpanRecord, 'attributes'> & { attributes: SpanAttributes }

export type RecordDeps = {
  now: Clock
  chance: Chance
  sampleRate: number
  /** A whole trace that is over and worth keeping. */
  keepTrace(spans: RawSpan[]): void
}

// A turn has about a dozen spans; a crawl could have thousands. The rest of such a trace is not recorded.
const SPANS_PER_TRACE = 256

type Trace = { id: string; spans: RawSpan[]; keep: KeepReason | null; sampled: boolean }

/** Opens the first span of a trace here; `parent` is a caller elsewhere. The trace is decided when this span ends. */
export function startRoot(
  deps: RecordDeps,
  name: string,
  attributes: SpanAttributes,
  parent: TraceContext | null
): OpenSpan {
  const id = parent?.traceId ?? mintTraceId(deps.chance)
  const trace: Trace = { id, spans: [], keep: null, sampled: isSampled(id, deps.sampleRate) }
  return openSpan(deps, trace, name, attributes, parent?.spanId ?? null, () => {
    const kept = decideKeep({ traceId: id, keep: trace.keep, sampleRate: deps.sampleRate })
    if (kept === null) return
    const root = trace.spans.at(-1)
    if (root) root.attributes['counterhand.kept_because'] = kept
    deps.keepTrace(trace.spans)
  })
}

function openSpan(
  deps: RecordDeps,
  trace: Trace,
  name: string,
  attributes: SpanAttributes,
  parentSpanId: string | null,
  ended?: () => void
): OpenSpan {
  const held: SpanAttributes = { ...attributes }
  const spanId = mintSpanId(deps.chance)
  const startMs = deps.now()
  let error: string | null = null
  let isOver = false

  const push = (record: RawSpan) => {
    // The root is always kept: it is the last to end, and a tree without it cannot be read.
    if (trace.spans.length < SPANS_PER_TRACE || ended) trace.spans.push(record)
  }
  const child = (childName: string, childAttributes: SpanAttributes) =>
    openSpan(deps, trace, childName, childAttributes, spanId)

  const self: OpenSpan = {
    traceId: trace.id,
    start: child,
    async span(childName, childAttributes, run) {
      const opened = child(childName, childAttributes)
      try {
        return await run(opened)
      } catch (thrown) {
        opened.fail(errorType(thrown))
        throw thrown
      } finally {
        opened.end()
      }
    },
    record(childName, childAttributes, { startMs: from, endMs, error: failed }) {
      if (failed) trace.keep ??= 'error'
      const ids = { traceId: trace.id, spanId: mintSpanId(deps.chance), parentSpanId: spanId }
      const raw = failed ? { ...childAttributes, 'error.type': failed } : childAttributes
      const kind = kindOf(raw)
      const past: RawSpan = {
        ...ids,
        name: childName,
        kind,
        startMs: from,
        endMs,
        attributes: raw,
        error: failed ?? null,
      }
      if (trace.spans.length < SPANS_PER_TRACE) trace.spans.push(past)
    },
    set: (more) => void Object.assign(held, more),
    fail(type) {
      error = type
      held['error.type'] = type
      trace.keep ??= 'error'
    },
    keep: (reason) => void (trace.keep ??= reason),
    traceparent: () => writeTraceparent({ traceId: trace.id, spanId, sampled: trace.sampled || trace.keep !== null }),
    end() {
      if (isOver) return
      isOver = true
      const ids = { traceId: trace.id, spanId, parentSpanId }
      push({ ...ids, name, kind: kindOf(held), startMs, endMs: deps.now(), attributes: held, error })
      ended?.()
    },
  }
  return self
}
