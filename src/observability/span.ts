import type { SpanAttributes } from './span-attributes.ts'
import type { KeepReason } from './decide-keep.ts'

export type SpanKind = 'internal' | 'server' | 'client' | 'producer' | 'consumer'

/** A span that is over, with its attributes already cleaned: what a sink receives. Times are ms since the epoch. */
export type SpanRecord = {
  traceId: string
  spanId: string
  parentSpanId: string | null
  name: string
  kind: SpanKind
  startMs: number
  endMs: number
  attributes: Record<string, unknown>
  /** Null is fine; a word such as `upstream_timeout` is not. */
  error: string | null
}

/**
 * One piece of work being timed. Handed down by hand: whoever wants a child asks its parent, so the hot path pays for
 * no async-context machinery and two turns in one object never mix.
 */
export type Span = {
  readonly traceId: string | null
  /** Runs inside a child span and ends it however that goes; a throw is marked on it and rethrown. */
  span<T>(name: string, attributes: SpanAttributes, run: (span: Span) => Promise<T>): Promise<T>
  /** A child the caller ends itself, for work that is not one function (a stream). */
  start(name: string, attributes: SpanAttributes): OpenSpan
  /** A child whose times are already known. */
  record(name: string, attributes: SpanAttributes, times: { startMs: number; endMs: number; error?: string }): void
  set(attributes: SpanAttributes): void
  /** Marks the span failed, and its trace worth keeping. `type` is a word of ours, never a message. */
  fail(type: string): void
  /** This trace leaves whatever the sampling says. */
  keep(reason: KeepReason): void
  /** For calls that go out: the W3C header, or null when nothing is recorded. */
  traceparent(): string | null
}
export type OpenSpan = Span & { end(): void }

/** When nobody listens: runs the work and remembers nothing. */
export const NO_SPAN: OpenSpan = {
  traceId: null,
  span: (_name, _attributes, run) => run(NO_SPAN),
  start: () => NO_SPAN,
  record: () => {},
  set: () => {},
  fail: () => {},
  keep: () => {},
  traceparent: () => null,
  end: () => {},
}

/** What GenAI and HTTP conventions call a client or a server, from the attributes that say so. */
export function kindOf(attributes: SpanAttributes): SpanKind {
  if (attributes['http.route'] !== undefined) return 'server'
  if (attributes['messaging.operation.name'] === 'send') return 'producer'
  if (attributes['messaging.operation.name'] !== undefined) return 'consumer'
  const operation = attributes['gen_ai.operation.name']
  if (operation === 'chat' || operation === 'embeddings' || operation === 'generate_content') return 'client'
  if (attributes['db.system.name'] !== undefined || attributes['http.request.method'] !== undefined) return 'client'
  return 'internal'
}

/** The word a span carries for what was thrown: a fault's code, else the error's class name. */
export function errorType(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'thrown'
  const { code, name } = error as { code?: unknown; name?: unknown }
  return typeof code === 'string' ? code : typeof name === 'string' ? name : 'thrown'
}
