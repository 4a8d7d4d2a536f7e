import { tracing } from 'cloudflare:workers'
import type { Settings } from '../../env.ts'
import type { NativeTracing } from '../../observability/native-spans.ts'
import { openSeeing, SEES_NOTHING, type FaultSink, type Seeing } from '../../observability/open-seeing.ts'
import type { PointSink } from '../../observability/points.ts'
import { openOtlp, readHeaders } from '../../outside/otlp/client.ts'
import { openSentry } from '../../outside/sentry/client.ts'
import { chance, clock } from '../platform.ts'

const LEVELS = { info: 'log', warn: 'warn', error: 'error' } as const

/** Lines to the console, spans to OTLP where an endpoint is set and to the platform otherwise, faults to Sentry where a DSN is. */
/** What seeing needs beside the settings: where points go, and who counts faults by the hour. */
export type SeeingGiven = { points: PointSink | null; countFault: FaultSink['send'] }

export function wireSeeing(settings: Settings, { points, countFault }: SeeingGiven): Seeing {
  if (settings.TELEMETRY === 'off') return SEES_NOTHING
  const { OTLP_ENDPOINT, OTLP_HEADERS, SENTRY_DSN, ENVIRONMENT, BRAIN_VERSION } = settings
  const resource = { serviceName: 'counterhand', serviceVersion: BRAIN_VERSION, environment: ENVIRONMENT }
  const sentry = SENTRY_DSN
    ? openSentry({
        dsn: SENTRY_DSN,
        environment: ENVIRONMENT,
        release: BRAIN_VERSION,
        fetch: (...ask) => fetch(...ask),
      })
    : null
  return openSeeing({
    now: clock,
    chance,
    write: (line, level) => console[LEVELS[level]](line),
    idKey: settings.LOG_ID_KEY ?? 'embedded-shop-ids',
    sampleRate: settings.TRACE_SAMPLE_RATE,
    spans: OTLP_ENDPOINT
      ? openOtlp({
          endpoint: OTLP_ENDPOINT,
          headers: readHeaders(OTLP_HEADERS),
          resource,
          fetch: (...ask) => fetch(...ask),
        })
      : null,
    native: nativeTracing(),
    points,
    faults: {
      async send(report) {
        await Promise.all([sentry?.send(report), countFault(report)])
      },
    },
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  })
}

/** workerd before 2026-11-17 has `tracing` without `withActiveSpan`; spans are then not recorded at all. */
function nativeTracing(): NativeTracing | null {
  const known = tracing as Partial<NativeTracing> | undefined
  return typeof known?.withActiveSpan === 'function' ? (known as NativeTracing) : null
}
