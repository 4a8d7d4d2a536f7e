import { Fault } from '../../base/fault.ts'
import type { SpanSink } from '../../observability/open-seeing.ts'
import { toOtlp, type Resource } from './to-otlp.ts'

export type OtlpDeps = {
  /** The collector's base address, or the whole address of its traces route. */
  endpoint: string
  /** Already read from secrets: `api-key=…,x-team=…` through `readHeaders`. */
  headers: Record<string, string>
  resource: Resource
  fetch: typeof fetch
  timeoutMs?: number
}

/** OTLP/HTTP with JSON. Throws a Fault; only what the specification calls retryable says so. */
export function openOtlp(deps: OtlpDeps): SpanSink {
  const address = tracesAddress(deps.endpoint)
  return {
    async export(spans) {
      const body = JSON.stringify(toOtlp(spans, deps.resource))
      const response = await post(deps, address, body)
      // The body is drained so the connection is free again; a partial success is a collector's own affair.
      await response.body?.cancel()
      if (response.ok) return
      const { status } = response
      if (status === 429) throw new Fault('upstream_rate_limited', { retryable: true, detail: 'otlp 429' })
      const retryable = status === 502 || status === 503 || status === 504
      throw new Fault(status >= 500 ? 'upstream_5xx' : 'upstream_4xx', { retryable, detail: `otlp ${status}` })
    },
  }
}

async function post(deps: OtlpDeps, address: string, body: string): Promise<Response> {
  const signal = AbortSignal.timeout(deps.timeoutMs ?? 5_000)
  try {
    const headers = { ...deps.headers, 'content-type': 'application/json' }
    // A collector has no business sending us elsewhere with our headers.
    return await deps.fetch(address, { method: 'POST', headers, body, signal, redirect: 'manual' })
  } catch (cause) {
    throw new Fault(signal.aborted ? 'upstream_timeout' : 'upstream_unreachable', { retryable: true, cause })
  }
}

/** `https://collector:4318` → `https://collector:4318/v1/traces`; an address that names the route is kept. */
export function tracesAddress(endpoint: string): string {
  const url = new URL(endpoint)
  if (!url.pathname.endsWith('/v1/traces')) url.pathname = `${url.pathname.replace(/\/+$/, '')}/v1/traces`
  return url.href
}

/** The convention's header list: `key=value,key=value`, values percent-encoded. */
export function readHeaders(list: string | undefined): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const pair of (list ?? '').split(',')) {
    const at = pair.indexOf('=')
    if (at > 0) headers[pair.slice(0, at).trim().toLowerCase()] = decodeURIComponent(pair.slice(at + 1).trim())
  }
  return headers
}
