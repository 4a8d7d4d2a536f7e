import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { OtlpSpan } from './conventions.ts'

/** An OTLP/HTTP receiver on this machine: keeps every body it is sent. */
export async function openCollector() {
  const bodies: string[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8')
    request.on('data', (part: string) => (body += part))
    request.on('end', () => {
      bodies.push(body)
      response.end('{}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const spans = (): OtlpSpan[] =>
    bodies.flatMap((body) => {
      const { resourceSpans = [] } = JSON.parse(body) as { resourceSpans?: { scopeSpans: { spans: OtlpSpan[] }[] }[] }
      return resourceSpans.flatMap((resource) => resource.scopeSpans.flatMap((scope) => scope.spans))
    })
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bodies,
    spans,
    /** All spans of one trace, once those of these names have come; what there is after ten seconds. */
    async traceOf(traceId: string, names: string[]): Promise<OtlpSpan[]> {
      for (let tries = 0; tries < 100; tries++) {
        const trace = spans().filter((span) => span.traceId === traceId)
        if (names.every((name) => trace.some((span) => span.name === name))) return trace
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
      return spans().filter((span) => span.traceId === traceId)
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
