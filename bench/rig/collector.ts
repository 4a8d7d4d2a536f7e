import { createServer } from 'node:http'
import { parentPort } from 'node:worker_threads'

/** An OTLP receiver in a thread of its own: counts requests and bytes, keeps nothing. */
if (parentPort) {
  const seen = { requests: 0, bytes: 0 }
  const server = createServer((request, response) => {
    request.on('data', (chunk: Buffer) => (seen.bytes += chunk.length))
    request.on('end', () => {
      seen.requests++
      response.end('{}')
    })
  })
  parentPort.on('message', () => parentPort!.postMessage({ ...seen }))
  server.listen(0, '127.0.0.1', () => parentPort!.postMessage((server.address() as { port: number }).port))
}
