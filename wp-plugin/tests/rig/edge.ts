import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { verifyRequest } from '../../../src/base/signed-call/verify-call.ts'
import { signResponse } from '../../../src/base/signed-call/sign-call.ts'
import type { CallKey } from '../../../src/base/signed-call/scheme.ts'
import {
  edgeRoutes,
  type EdgeLimits,
  type PingReply,
  eventBatchSchema,
  privacyAskSchema,
  type PluginEvent,
} from '../../../src/contracts/plugin-api.ts'
import { callKeys } from './shop.ts'

/** The edge as the plugin sees it: takes signed calls, answers signed, and can be told to fail in every way. */
export type FakeEdge = {
  url: string
  /** `ok`, `down` (503), `html`, `unsigned`, `wrong_key` (does not know our key), `wrong_secret`. */
  mode: string
  events: PluginEvent[]
  asked: string[]
  /** What it says it enforces. */
  limits: EdgeLimits
  heard: { path: string; headers: IncomingMessage['headers']; body: string }[]
  close(): Promise<void>
}

const LIMITS: EdgeLimits = {
  writes_enabled: true,
  currency: 'EUR',
  minor_digits: 2,
  refunds: { enabled: true, stage: 'shadow', window_days: 10, soft_limit_minor: 3_000, ceiling_minor: 20_000 },
  retention_days: 90,
}

export async function startEdge(): Promise<FakeEdge> {
  const seen = new Set<string>()
  const burnNonce = async (keyId: string, nonce: string) => {
    const isNew = !seen.has(keyId + nonce)
    seen.add(keyId + nonce)
    return isNew
  }
  const edge: FakeEdge = {
    url: '',
    mode: 'ok',
    events: [],
    asked: [],
    limits: LIMITS,
    heard: [],
    close: async () => undefined,
  }
  const keysOf = (): CallKey[] => {
    if (edge.mode === 'wrong_key') return [{ id: 'another-key', secret: callKeys[0].secret }]
    return edge.mode === 'wrong_secret' ? [{ id: callKeys[0].id, secret: 'x'.repeat(40) }] : [...callKeys]
  }

  async function answer(path: string, method: string, body: string, headers: Headers) {
    if (path === '/healthz') return { status: 200, body: '{"ok":true}', headers: {} }
    if (edge.mode === 'html') return { status: 200, body: '<h1>Welcome to nginx</h1>', headers: {} }
    const nowMs = Date.now()
    const verified = await verifyRequest({ keys: keysOf(), burnNonce }, { method, path, body, headers, nowMs })
    if (!verified.ok) return { status: 401, body: JSON.stringify({ code: verified.error.reason }), headers: {} }
    const text = JSON.stringify(reply(edge, path, JSON.parse(body)))
    const { key, nonce } = verified.value
    const signature = await signResponse({ status: 200, body: text, nowMs, nonce }, key)
    return { status: 200, body: text, headers: edge.mode === 'unsigned' ? {} : signature }
  }

  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks).toString()
    const path = new URL(request.url ?? '/', 'http://edge').pathname
    edge.heard.push({ path, headers: request.headers, body })
    if (edge.mode === 'down') return void response.writeHead(503).end('down')
    const headers = new Headers(
      Object.entries(request.headers).flatMap(([name, value]) => (value ? [[name, String(value)]] : [])) as [
        string,
        string,
      ][]
    )
    const sent = await answer(path, request.method ?? 'GET', body, headers)
    response.writeHead(sent.status, { 'content-type': 'application/json', ...sent.headers }).end(sent.body)
  }
  const server = createServer((request, response) => void take(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (!address || typeof address === 'string') throw new Error('no port')
  edge.url = `http://127.0.0.1:${address.port}`
  edge.close = () =>
    new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return edge
}

function reply(edge: FakeEdge, path: string, body: unknown): unknown {
  edge.asked.push(path)
  if (path === edgeRoutes.ping) {
    const time = Math.floor(Date.now() / 1_000)
    return { ok: true, contract: 1, time, key_id: callKeys[0].id, limits: edge.limits } satisfies PingReply
  }
  if (path === edgeRoutes.events) {
    const batch = eventBatchSchema.parse(body)
    edge.events.push(...batch.events)
    return { up_to: Math.max(0, ...edge.events.map((event) => event.seq)) }
  }
  const ask = privacyAskSchema.parse(body)
  if (path === edgeRoutes.privacyExport) {
    const fields = [{ name: 'Text', value: `Hello from ${ask.email} <script>` }]
    return { items: [{ group: 'Conversations', id: 'turn-1', fields }] }
  }
  return { receipt: `r-${ask.customer_id ?? 'guest'}`, erased: { messages: 3 }, kept: { refunds: 1 } }
}
