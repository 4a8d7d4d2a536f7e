import type { Chance, Clock } from '../base/time.ts'
import { decideKeep, isSampled, type KeepReason } from './decide-keep.ts'
import { runIn } from './run-in.ts'
import { kindOf, type OpenSpan, type SpanRecord } from './span.ts'
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
  parent: TraceContext | null,
  /** What one of our own has kept already. */
  isKept = false
): OpenSpan {
  const id = parent?.traceId ?? mintTraceId(deps.chance)
  const trace: Trace = { id, spans: [], keep: null, sampled: isKept || isSampled(id, deps.sampleRate) }
  const ended = () => {
    const kept = decideKeep({ keep: trace.keep, isSampled: trace.sampled })
    if (kept === null) return
    const root = trace.spans.at(-1)
    if (root) root.attributes['counterhand.kept_because'] = kept
    deps.keepTrace(trace.spans)
  }
  return openSpan({ deps, trace, name, attributes, parentSpanId: parent?.spanId ?? null, ended })
}

type Opening = {
  deps: RecordDeps
  trace: Trace
  name: string
  attributes: SpanAttributes
  parentSpanId: string | null
  /** The root's only: decides what becomes of the trace. */
  ended?: () => void
}

function openSpan({ deps, trace, name, attributes, parentSpanId, ended }: Opening): OpenSpan {
  const held: SpanAttributes = { ...attributes }
  const spanId = mintSpanId(deps.chance)
  const startMs = deps.now()
  let error: string | null = null
  let isOver = false
  const child = (childName: string, more: SpanAttributes) =>
    openSpan({ deps, trace, name: childName, attributes: more, parentSpanId: spanId })

  return {
    traceId: trace.id,
    start: child,
    span: (childName, more, run) => runIn(child(childName, more), run),
    record(childName, more, times) {
      const ids = { traceId: trace.id, spanId: mintSpanId(deps.chance), parentSpanId: spanId }
      push(trace, { ...ids, ...pastSpan(childName, more, times) })
      if (times.error) trace.keep ??= 'error'
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
      const record = { ...ids, name, kind: kindOf(held), startMs, endMs: deps.now(), attributes: held, error }
      push(trace, record, ended !== undefined)
      ended?.()
    },
  }
}

/** The root is kept even when the trace is full: it is the last to end, and a tree without it cannot be read. */
function push(trace: Trace, record: RawSpan, isRoot = false): void {
  if (isRoot || trace.spans.length < SPANS_PER_TRACE) trace.spans.push(record)
}

function pastSpan(name: string, given: SpanAttributes, { startMs, endMs, error }: Parameters<OpenSpan['record']>[2]) {
  const attributes: SpanAttributes = error ? { ...given, 'error.type': error } : { ...given }
  return { name, kind: kindOf(attributes), startMs, endMs, attributes, error: error ?? null }
}
