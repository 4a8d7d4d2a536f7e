import type { FaultReport } from '../../observability/fault-reports.ts'

/** The part of Sentry's event payload we fill. Every string in it came out of the scrubber. */
export type SentryEvent = {
  platform: 'javascript'
  level: 'error'
  logger: 'counterhand'
  timestamp: number
  environment: string
  release: string
  fingerprint: string[]
  exception: { values: { type: string; value: string; stacktrace?: { frames: Frame[] } }[] }
  tags: Record<string, string>
  extra: { count: number; first_at: string; last_at: string; causes: string[] }
}
type Frame = { function?: string; filename: string; lineno?: number; colno?: number }

export function toSentryEvent(report: FaultReport, where: { environment: string; release: string }): SentryEvent {
  const tags: Record<string, string> = {
    where: report.where,
    code: report.code,
    occurrence: report.occurrence,
    retryable: String(report.retryable),
  }
  if (report.requestId) tags['request_id'] = report.requestId
  if (report.sessionId) tags['session_id'] = report.sessionId
  if (report.traceId) tags['trace_id'] = report.traceId
  const frames = report.stack.map(readFrame).reverse()
  const thrown = { type: report.name, value: report.message, ...(frames.length > 0 ? { stacktrace: { frames } } : {}) }
  return {
    platform: 'javascript',
    level: 'error',
    logger: 'counterhand',
    timestamp: report.lastMs / 1_000,
    environment: where.environment,
    release: where.release,
    fingerprint: [report.fingerprint],
    exception: { values: [thrown] },
    tags,
    extra: {
      count: report.count,
      first_at: new Date(report.firstMs).toISOString(),
      last_at: new Date(report.lastMs).toISOString(),
      causes: report.causes,
    },
  }
}

/** `payBack (file:12:5)` or `file:12:5`. Sentry wants the outermost call first; the caller reverses. */
function readFrame(line: string): Frame {
  const match = /^(?:(.*?) \()?(.*?)(?::(\d+))?(?::(\d+))?\)?$/.exec(line)
  const [, name, filename = line, lineno, colno] = match ?? []
  return {
    ...(name ? { function: name } : {}),
    filename,
    ...(lineno ? { lineno: Number(lineno) } : {}),
    ...(colno ? { colno: Number(colno) } : {}),
  }
}
