import { cleanFlat, type Clean } from './fields.ts'
import { runIn } from './run-in.ts'
import { NO_SPAN, type OpenSpan } from './span.ts'
import { SPAN_ATTRIBUTES, type SpanAttributes } from './span-attributes.ts'

type NativeValue = string | number | boolean | undefined

/** The part of `cloudflare:workers`' `tracing` we use. Wiring passes the real one. */
export type NativeTracing = {
  startActiveSpan<T>(name: string, callback: (span: NativeSpan) => T): T
  startSpan(name: string): NativeSpan
  withActiveSpan<T>(span: NativeSpan, callback: () => T): T
}
export type NativeSpan = {
  readonly isTraced: boolean
  setAttributes(attributes: Record<string, NativeValue>): unknown
  setStatus(status: { code: 'unset' | 'ok' | 'error'; message?: string }): unknown
  spanContext(): { traceId: string; spanId: string }
  end(): void
}

/**
 * The platform records, samples and exports. Cleaned as they are set, because nothing of ours stands between these
 * spans and the outside. A trace the platform does not sample costs one check.
 */
export function startNative(native: NativeTracing, clean: Clean, name: string, attributes: SpanAttributes): OpenSpan {
  return wrap(native, clean, native.startSpan(name), attributes)
}

function wrap(native: NativeTracing, clean: Clean, span: NativeSpan, attributes: SpanAttributes): OpenSpan {
  const set = (more: SpanAttributes) => {
    if (span.isTraced) span.setAttributes(toNative(cleanFlat(SPAN_ATTRIBUTES, more, clean)))
  }
  const child = (name: string, more: SpanAttributes) =>
    wrap(
      native,
      clean,
      native.withActiveSpan(span, () => native.startSpan(name)),
      more
    )
  set(attributes)
  const self: OpenSpan = {
    ...NO_SPAN,
    traceId: span.isTraced ? span.spanContext().traceId : null,
    start: child,
    span: (name, more, run) => runIn(child(name, more), run),
    record(name, more, { error }) {
      // The platform cannot date a span back, so a finished piece of work shows as a point with its facts.
      const opened = child(name, more)
      if (error) opened.fail(error)
      opened.end()
    },
    set,
    fail(type) {
      set({ 'error.type': type })
      span.setStatus({ code: 'error' })
    },
    end: () => span.end(),
  }
  return self
}

function toNative(attributes: Record<string, unknown>): Record<string, NativeValue> {
  const out: Record<string, NativeValue> = {}
  for (const [key, value] of Object.entries(attributes)) {
    out[key] = Array.isArray(value) ? value.join(',') : ((value as NativeValue) ?? undefined)
  }
  return out
}
