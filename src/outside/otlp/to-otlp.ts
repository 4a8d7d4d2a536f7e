import type { SpanRecord } from '../../observability/span.ts'
import { DOUBLES } from '../../observability/span-attributes.ts'

/** What every span of this deployment has in common. */
export type Resource = { serviceName: string; serviceVersion: string; environment: string }

type AnyValue =
  | { stringValue: string }
  | { boolValue: boolean }
  /** 64-bit whole numbers are strings in OTLP's JSON. */
  | { intValue: string }
  | { doubleValue: number }
  | { arrayValue: { values: AnyValue[] } }
type KeyValue = { key: string; value: AnyValue }

const KINDS = { internal: 1, server: 2, client: 3, producer: 4, consumer: 5 } as const
const STATUS_ERROR = 2
const SCOPE = { name: 'counterhand', version: '1' }

/** One `ExportTraceServiceRequest` in OTLP's JSON encoding: camelCase keys, hex ids, times as strings of nanoseconds. */
export function toOtlp(spans: readonly SpanRecord[], resource: Resource): Record<string, unknown> {
  const attributes = toKeyValues({
    'service.name': resource.serviceName,
    'service.version': resource.serviceVersion,
    'deployment.environment.name': resource.environment,
    'telemetry.sdk.name': 'counterhand',
    'telemetry.sdk.language': 'webjs',
  })
  return {
    resourceSpans: [{ resource: { attributes }, scopeSpans: [{ scope: SCOPE, spans: spans.map(toSpan) }] }],
  }
}

function toSpan(span: SpanRecord): Record<string, unknown> {
  return {
    traceId: span.traceId,
    spanId: span.spanId,
    ...(span.parentSpanId ? { parentSpanId: span.parentSpanId } : {}),
    name: span.name,
    kind: KINDS[span.kind],
    startTimeUnixNano: toNanos(span.startMs),
    endTimeUnixNano: toNanos(span.endMs),
    attributes: toKeyValues(span.attributes),
    // An ordinary span leaves its status unset; `ok` is for a person who overrules an error.
    ...(span.error === null ? {} : { status: { code: STATUS_ERROR, message: span.error } }),
  }
}

/** Milliseconds to nanoseconds past 2^53, so as text: whole part and six digits of the fraction. */
const toNanos = (ms: number): string => {
  const whole = Math.floor(ms)
  return `${whole}${String(Math.round((ms - whole) * 1e6)).padStart(6, '0')}`
}

function toKeyValues(attributes: Record<string, unknown>): KeyValue[] {
  const out: KeyValue[] = []
  for (const key in attributes) {
    const value = toAnyValue(attributes[key], DOUBLES.has(key))
    if (value) out.push({ key, value })
  }
  return out
}

function toAnyValue(value: unknown, isDouble: boolean): AnyValue | null {
  if (typeof value === 'string') return { stringValue: value }
  if (typeof value === 'boolean') return { boolValue: value }
  if (typeof value === 'number') {
    return isDouble || !Number.isInteger(value) ? { doubleValue: value } : { intValue: String(value) }
  }
  if (!Array.isArray(value)) return null
  const values = value.map((item) => toAnyValue(item, false)).filter((item) => item !== null)
  return { arrayValue: { values } }
}
