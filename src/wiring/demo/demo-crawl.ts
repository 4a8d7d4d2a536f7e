import type { Parts } from '../parts.ts'

/** `POST /demo/crawl`: indexes the embedded shop's pages now, one JSON line for each step. Absent outside demo mode. */
export function demoCrawl(parts: Parts): Response {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
  const writer = writable.getWriter()
  const encoder = new TextEncoder()
  const tell = (line: unknown) => void writer.write(encoder.encode(`${JSON.stringify(line)}\n`)).catch(() => undefined)
  void parts.knowledge
    .crawlNow(tell)
    .then((report) => tell(report))
    .catch((error: unknown) => {
      parts.seeing.reportFault(error, { where: 'demo-crawl' })
      tell({ failed: true })
    })
    .finally(() => void writer.close().catch(() => undefined))
  return new Response(readable, { headers: { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' } })
}
