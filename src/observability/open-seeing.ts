import { isFault } from '../base/fault.ts'
import type { Chance, Clock } from '../base/time.ts'
import { EVENTS, levelOf, type EventName, type LogEvent } from './events.ts'
import { openFaultReports, type FaultFacts, type FaultReport } from './fault-reports.ts'
import { cleanFields, cleanFlat, cleanKind, type Clean } from './fields.ts'
import { openHashId, type HashId } from './hash-id.ts'
import { startNative, type NativeTracing } from './native-spans.ts'
import { startRoot, type RawSpan } from './record-spans.ts'
import { errorType, NO_SPAN, type OpenSpan, type Span, type SpanRecord } from './span.ts'
import { SPAN_ATTRIBUTES, type SpanAttributes } from './span-attributes.ts'
import { readTraceparent } from './traceparent.ts'
import { scrub } from './scrub/scrub.ts'

/** A place whole traces go. Throws a Fault; `retryable` says whether the same batch may be offered again. */
export type SpanSink = { export(spans: SpanRecord[]): Promise<void> }
export type FaultSink = { send(report: FaultReport): Promise<void> }

export type SeeingDeps = {
  now: Clock
  chance: Chance
  /** One JSON line without its newline. In a Worker: `console.log`. */
  write(line: string, level: 'info' | 'warn' | 'error'): void
  /** Secret for hashing ids, at least 16 characters. */
  idKey: string
  /** Share of ordinary traces to keep, 0 to 1. Errors, handoffs and writes are always kept. */
  sampleRate: number
  /** OTLP when an endpoint is set. Wins over `native`. */
  spans: SpanSink | null
  /** `tracing` of `cloudflare:workers`, where the runtime has it. */
  native: NativeTracing | null
  faults: FaultSink | null
  sleep(ms: number): Promise<void>
  /** How long a flush waits for company, so that turns side by side share one request. 1,000 unless told. */
  lingerMs?: number
}

export type Seeing = {
  log(event: LogEvent): void
  /** A trace of its own, or the next part of the caller's when `traceparent` is a valid header. */
  span<T>(
    name: string,
    attributes: SpanAttributes,
    run: (span: Span) => Promise<T>,
    traceparent?: string | null
  ): Promise<T>
  start(name: string, attributes: SpanAttributes, traceparent?: string | null): OpenSpan
  /** Logs and reports a fault, its first and last occurrence only. Never throws. */
  reportFault(error: unknown, facts: FaultFacts): void
  /** Sends what has gathered. For `waitUntil`: it never throws and never makes a turn wait. */
  flush(options?: { everything?: boolean }): Promise<void>
  hashId: HashId
}

// About 500 turns. Past it the oldest go, and the log says how many: memory of an isolate is the shopper's, not ours.
const PENDING_MAX = 6_000
const BATCH_MAX = 512
/** A wait that never came back (its request was cut) is taken over after this. */
const STUCK_MS = 5_000

export function openSeeing(deps: SeeingDeps): Seeing {
  const hashId = openHashId(deps.idKey)
  const clean: Clean = { scrub, hashId }
  const reports = openFaultReports({ now: deps.now, clean })
  const faultsDue: FaultReport[] = []
  const lingerMs = deps.lingerMs ?? 1_000
  let pending: RawSpan[] = []
  let lingerUntil = 0

  const writeLine = (event: EventName, fields: Record<string, unknown>) => {
    const level = levelOf(event)
    deps.write(JSON.stringify({ at: new Date(deps.now()).toISOString(), level, event, ...fields }), level)
  }
  const log = (event: LogEvent) => writeLine(event.event, cleanFields(EVENTS[event.event], event, clean))
  const keepTrace = (spans: RawSpan[]) => {
    pending.push(...spans)
    if (pending.length <= PENDING_MAX) return
    const items = pending.length - PENDING_MAX
    pending = pending.slice(items)
    log({ event: 'telemetry.lost', sink: 'spans', items, why: 'too_many' })
  }
  const recording = { now: deps.now, chance: deps.chance, sampleRate: deps.sampleRate, keepTrace }
  const start: Seeing['start'] = (name, attributes, traceparent) => {
    if (deps.spans) return startRoot(recording, name, attributes, readTraceparent(traceparent))
    return deps.native ? startNative(deps.native, clean, name, attributes) : NO_SPAN
  }
  const tell = (report: FaultReport) => {
    // The report's session id is a hash already; hashing it again would part this line from its turn's.
    writeLine('fault.reported', {
      ...cleanFields(EVENTS['fault.reported'], faultLine(report), clean),
      session_id: report.sessionId,
    })
    if (deps.faults) faultsDue.push(report)
  }

  return {
    log,
    start,
    hashId,
    async span(name, attributes, run, traceparent) {
      const opened = start(name, attributes, traceparent)
      try {
        return await run(opened)
      } catch (thrown) {
        opened.fail(errorType(thrown))
        throw thrown
      } finally {
        opened.end()
      }
    },
    reportFault(error, facts) {
      const report = reports.note(error, facts)
      if (report) tell(report)
    },
    async flush({ everything = false } = {}) {
      for (const report of reports.settle(everything)) tell(report)
      await Promise.all([sendFaults(deps, faultsDue.splice(0), log), everything ? sendSpans() : sendSoon()])
    },
  }

  /**
   * One POST a second, not one a turn: a request costs more than a turn's spans. Whoever finds somebody waiting leaves
   * at once and never awaits their promise: in workerd a promise belongs to the request that made it.
   */
  async function sendSoon(): Promise<void> {
    if (pending.length === 0) return
    if (pending.length < BATCH_MAX) {
      const now = deps.now()
      if (now < lingerUntil + STUCK_MS && lingerUntil !== 0) return
      lingerUntil = now + lingerMs
      await deps.sleep(lingerMs)
      lingerUntil = 0
    }
    await sendSpans()
  }

  async function sendSpans(): Promise<void> {
    while (deps.spans && pending.length > 0) {
      const batch = pending.splice(0, BATCH_MAX)
      try {
        await deps.spans.export(batch.map((span) => cleanSpan(span, clean)))
      } catch (error) {
        // A collector that is down must not cost a turn: offered once more with the next flush, or dropped and said.
        if (isFault(error) && error.retryable && pending.length + batch.length <= PENDING_MAX) pending.unshift(...batch)
        else log({ event: 'telemetry.lost', sink: 'spans', items: batch.length, why: errorType(error) })
        return
      }
    }
  }
}

async function sendFaults(deps: SeeingDeps, due: FaultReport[], log: Seeing['log']): Promise<void> {
  for (const report of due) {
    try {
      await deps.faults?.send(report)
    } catch (error) {
      log({ event: 'telemetry.lost', sink: 'faults', items: 1, why: errorType(error) })
    }
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

function faultLine(report: FaultReport): LogEvent {
  const { where, name, code, message, fingerprint, occurrence, count, retryable, causes, stack } = report
  return {
    event: 'fault.reported',
    request_id: report.requestId,
    trace_id: report.traceId,
    where,
    name,
    code,
    message,
    fingerprint,
    occurrence,
    count,
    retryable,
    causes,
    stack,
  }
}
