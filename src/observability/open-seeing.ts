import type { Chance, Clock } from '../base/time.ts'
import { EVENTS, levelOf, type EventName, type LogEvent } from './events.ts'
import { openFaultReports, type FaultFacts, type FaultReport } from './fault-reports.ts'
import { cleanFields, type Clean } from './fields.ts'
import { openHashId, type HashId } from './hash-id.ts'
import { startNative, type NativeTracing } from './native-spans.ts'
import { toDataPoint, type Point, type PointSink } from './points.ts'
import { startRoot } from './record-spans.ts'
import { runIn } from './run-in.ts'
import { scrub } from './scrub/scrub.ts'
import { errorType, NO_SPAN, type OpenSpan, type Span } from './span.ts'
import type { SpanAttributes } from './span-attributes.ts'
import { openSpanOutbox, type SpanSink } from './span-outbox.ts'
import { readTraceparent } from './traceparent.ts'

export type { SpanSink } from './span-outbox.ts'
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
  points?: PointSink | null
  sleep(ms: number): Promise<void>
  /** How long a flush waits for company, so that turns side by side share one request. 1,000 unless told. */
  lingerMs?: number
}

/**
 * A W3C `traceparent`. A bare header may come from anybody: its trace is joined, its `sampled` flag not obeyed. One of
 * `ours` was written by ourselves a moment ago, into a queue: what was kept there is kept here.
 */
export type Caller = string | null | undefined | { ours: string | null | undefined }

export type Seeing = {
  log(event: LogEvent): void
  /** A trace of its own, or the next part of the caller's when `traceparent` is a valid header. */
  span<T>(name: string, attributes: SpanAttributes, run: (span: Span) => Promise<T>, caller?: Caller): Promise<T>
  start(name: string, attributes: SpanAttributes, caller?: Caller): OpenSpan
  /** Logs and reports a fault, its first and last occurrence only. Never throws. */
  reportFault(error: unknown, facts: FaultFacts): void
  /** One point for Analytics Engine, where it is bound. Costs no I/O here: the platform sends it later. */
  measure(point: Point): void
  /** Sends what has gathered. For `waitUntil`: it never throws and never makes a turn wait. */
  flush(options?: { everything?: boolean }): Promise<void>
  hashId: HashId
}

/** For measuring what seeing costs: nothing is written, traced or reported. Ids are hashed all the same. */
export const SEES_NOTHING: Seeing = {
  log: () => {},
  start: () => NO_SPAN,
  span: (_name, _attributes, run) => run(NO_SPAN),
  reportFault: () => {},
  measure: () => {},
  flush: async () => {},
  hashId: openHashId('nothing-is-seen-here'),
}

export function openSeeing(deps: SeeingDeps): Seeing {
  const hashId = openHashId(deps.idKey)
  const clean: Clean = { scrub, hashId }
  const writeLine = (event: EventName, fields: Record<string, unknown>) => {
    const level = levelOf(event)
    deps.write(JSON.stringify({ at: new Date(deps.now()).toISOString(), level, event, ...fields }), level)
  }
  const log = (event: LogEvent) => writeLine(event.event, cleanFields(EVENTS[event.event], event, clean))
  const { start, flushSpans } = wireSpans(deps, clean, log)
  const measure = (point: Point) => {
    const data = deps.points ? toDataPoint(point, clean) : null
    if (data) deps.points?.writeDataPoint(data)
  }
  const { reportFault, flushFaults } = wireFaults({ ...deps, measure }, clean, log, writeLine)
  return {
    log,
    start,
    measure,
    hashId,
    span: (name, attributes, run, caller) => runIn(start(name, attributes, caller), run),
    reportFault,
    async flush({ everything = false } = {}) {
      await Promise.all([flushFaults(everything), flushSpans(everything)])
    },
  }
}

/** Recorded for OTLP, else handed to the platform, else nothing at all. */
function wireSpans(deps: SeeingDeps, clean: Clean, log: Seeing['log']) {
  const { native, spans: sink } = deps
  if (!sink) {
    const start: Seeing['start'] = (name, attributes) =>
      native ? startNative(native, clean, name, attributes) : NO_SPAN
    return { start, flushSpans: async () => {} }
  }
  const outbox = openSpanOutbox({
    sink,
    clean,
    now: deps.now,
    sleep: deps.sleep,
    lingerMs: deps.lingerMs ?? 1_000,
    lost: (items, why) => log({ event: 'telemetry.lost', sink: 'spans', items, why }),
  })
  const recording = { now: deps.now, chance: deps.chance, sampleRate: deps.sampleRate, keepTrace: outbox.keep }
  const start: Seeing['start'] = (name, attributes, caller) => {
    const isOurs = typeof caller === 'object' && caller !== null
    const parent = readTraceparent(isOurs ? caller.ours : caller)
    return startRoot(recording, name, attributes, parent, isOurs && parent?.sampled === true)
  }
  return { start, flushSpans: (everything: boolean) => (everything ? outbox.send() : outbox.sendSoon()) }
}

type WriteLine = (event: EventName, fields: Record<string, unknown>) => void

function wireFaults(
  deps: SeeingDeps & Pick<Seeing, 'measure'>,
  clean: Clean,
  log: Seeing['log'],
  writeLine: WriteLine
) {
  const reports = openFaultReports({ now: deps.now, clean })
  const due: FaultReport[] = []
  const tell = (report: FaultReport) => {
    const fields = cleanFields(EVENTS['fault.reported'], faultLine(report), clean)
    // The report's session id is a hash already; hashing it again would part this line from its turn's.
    writeLine('fault.reported', { ...fields, session_id: report.sessionId })
    if (deps.faults) due.push(report)
  }
  return {
    reportFault(error: unknown, facts: FaultFacts) {
      const report = reports.note(error, facts)
      deps.measure({ point: 'fault', detail: `${facts.where} ${errorType(error)}` })
      if (report) tell(report)
    },
    async flushFaults(everything: boolean) {
      for (const report of reports.settle(everything)) tell(report)
      for (const report of due.splice(0)) {
        try {
          await deps.faults?.send(report)
        } catch (error) {
          log({ event: 'telemetry.lost', sink: 'faults', items: 1, why: errorType(error) })
        }
      }
    },
  }
}

function faultLine(report: FaultReport): LogEvent {
  const { where, name, code, message, fingerprint, occurrence, count, retryable, causes, stack } = report
  const what = { where, name, code, message, fingerprint, occurrence, count, retryable, causes, stack }
  return { event: 'fault.reported', request_id: report.requestId, trace_id: report.traceId, ...what }
}
