import { Toucan } from 'toucan-js'
import { Fault } from '../../base/fault.ts'
import type { FaultSink } from '../../observability/open-seeing.ts'
import { toSentryEvent } from './to-sentry.ts'

export type SentryDeps = {
  dsn: string
  environment: string
  release: string
  fetch: typeof fetch
  timeoutMs?: number
}
type ToucanOptions = ConstructorParameters<typeof Toucan>[0]

/**
 * One Toucan per report: it is a scope, and two shoppers must not share one. Integrations are off, so nothing is read
 * from requests, and `beforeSend` puts back exactly what we built: what the SDK adds on its way does not leave.
 * Throws a Fault; nothing is retried, the log line has been written already.
 */
export function openSentry(deps: SentryDeps): FaultSink {
  return {
    async send(report) {
      let status: number | null = null
      const fetcher: typeof fetch = async (input, init) => {
        const response = await deps.fetch(input, init as RequestInit)
        status = response.status
        return response
      }
      const built = toSentryEvent(report, deps)
      const toucan = new Toucan({
        dsn: deps.dsn,
        environment: deps.environment,
        release: deps.release,
        defaultIntegrations: false,
        integrations: [],
        transportOptions: { fetcher },
        beforeSend: (event) => ({ ...built, event_id: event.event_id ?? '', type: undefined }),
      } as ToucanOptions)
      toucan.captureEvent({ message: report.code })
      await toucan.getClient()?.flush(deps.timeoutMs ?? 3_000)
      throwUnlessAccepted(status)
    },
  }
}

function throwUnlessAccepted(status: number | null): void {
  if (status === null) throw new Fault('upstream_unreachable', { retryable: true, detail: 'sentry' })
  if (status < 400) return
  throw new Fault(status >= 500 ? 'upstream_5xx' : 'upstream_4xx', { retryable: false, detail: `sentry ${status}` })
}
