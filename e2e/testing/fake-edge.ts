import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import type { AddressInfo } from 'node:net'
import type { WidgetConfig } from '../../src/contracts/session-token.ts'
import { openFakeSession, type FakeSession, type Script } from './fake-session.ts'
import { shopPage } from './shop-page.ts'

/** What a route answers instead of its own answer, `times` times. */
export type Trouble = { path: string; status: number; headers?: Record<string, string>; body?: string; times: number }
export type Call = { method: string; path: string; body: Record<string, unknown>; headers: IncomingMessage['headers'] }

export type FakeEdge = {
  shopUrl: string
  edgeUrl: string
  session: FakeSession
  calls: Call[]
  trouble: Trouble[]
  config: Partial<WidgetConfig>
  /** Requests the edge refuses at the socket, as if its machine were gone. */
  isDown: boolean
  /** Called when a consent or a code arrives. */
  onConsent(card: string, decision: string): void
  onCode(card: string, code: string): void
  /** Begins another session: what a sign-in elsewhere does. */
  renewSession(): void
  close(): Promise<void>
}

/**
 * A shop page and an edge on two ports of this machine, so that CORS is real: the edge speaks the same frames as the
 * Worker, from a script. Tests of the widget alone; the Worker has its own.
 */
export async function openFakeEdge(assets: string, script: Script): Promise<FakeEdge> {
  let sessionNo = 0
  const fake = {
    calls: [] as Call[],
    trouble: [] as Trouble[],
    config: {} as Partial<WidgetConfig>,
    isDown: false,
    onConsent: () => undefined,
    onCode: () => undefined,
  } as unknown as FakeEdge
  fake.renewSession = () => {
    sessionNo++
    fake.session = openFakeSession(script)
  }
  fake.renewSession()

  const edge = createServer((request, response) => void answerEdge(fake, assets, request, response))
  const shop = createServer((request, response) => {
    if (request.url === '/token') return void answerToken(fake, `session-${sessionNo}-0123456789`, request, response)
    response.setHeader('Content-Type', 'text/html; charset=utf-8')
    response.end(shopPage({ edge: fake.edgeUrl, tokenUrl: '/token', shopName: 'Lumen & Leaf', ...fake.config }))
  })
  const [edgePort, shopPort] = await Promise.all([listen(edge), listen(shop)])
  fake.edgeUrl = `http://127.0.0.1:${edgePort}`
  fake.shopUrl = `http://127.0.0.1:${shopPort}`
  fake.close = async () => {
    await Promise.all([stop(edge), stop(shop)])
  }
  return fake
}

const listen = (server: Server) =>
  new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port))
  })
const stop = (server: Server) =>
  new Promise<void>((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })

async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>)
}

const json = (response: ServerResponse, status: number, body: unknown) => {
  response.writeHead(status, { 'Content-Type': 'application/json' })
  response.end(JSON.stringify(body))
}

function answerTrouble(fake: FakeEdge, path: string, response: ServerResponse): boolean {
  const trouble = fake.trouble.find((each) => each.path === path && each.times > 0)
  if (!trouble) return false
  trouble.times--
  response.writeHead(trouble.status, { 'Content-Type': 'application/json', ...trouble.headers })
  response.end(trouble.body ?? JSON.stringify({ code: 'trouble', message: '', requestId: 'r-1' }))
  return true
}

async function answerToken(fake: FakeEdge, sessionId: string, request: IncomingMessage, response: ServerResponse) {
  const body = await readJson(request)
  fake.calls.push({ method: 'POST', path: '/token', body, headers: request.headers })
  if (answerTrouble(fake, '/token', response)) return
  const expires_at = Math.floor(Date.now() / 1_000) + 900
  json(response, 200, { token: `t-${sessionId}`, session_id: sessionId, expires_at, signed_in: false })
}

async function answerEdge(fake: FakeEdge, assets: string, request: IncomingMessage, response: ServerResponse) {
  if (fake.isDown) return request.socket.destroy()
  response.setHeader('Access-Control-Allow-Origin', fake.shopUrl)
  response.setHeader('Access-Control-Allow-Headers', 'Authorization, Content-Type, Last-Event-ID')
  response.setHeader('Access-Control-Expose-Headers', 'Retry-After')
  if (request.method === 'OPTIONS') return response.writeHead(204).end()
  const url = new URL(request.url ?? '/', 'http://edge')
  if (url.pathname.startsWith('/widget/')) return answerAsset(assets, url.pathname, response)
  const body = request.method === 'POST' ? await readJson(request) : {}
  fake.calls.push({ method: request.method ?? '', path: url.pathname, body, headers: request.headers })
  if (answerTrouble(fake, url.pathname, response)) return undefined
  return answerChat(fake, url, body, request, response)
}

function answerAsset(assets: string, path: string, response: ServerResponse): void {
  response.setHeader('Content-Type', 'text/javascript; charset=utf-8')
  try {
    response.end(readFileSync(join(assets, path)))
  } catch {
    response.writeHead(404).end() // Not built, or a name from before a deploy: what the test is about.
  }
}

function answerChat(
  fake: FakeEdge,
  url: URL,
  body: Record<string, unknown>,
  request: IncomingMessage,
  response: ServerResponse
): void {
  const { session } = fake
  const after = request.headers['last-event-id'] === undefined ? 0 : Number(request.headers['last-event-id'])
  switch (url.pathname) {
    case '/chat/history':
      return json(response, 200, session.history())
    case '/chat/send': {
      const from = session.frames.length
      session.say(String(body.message_id), String(body.text))
      if (!request.headers.accept?.includes('text/event-stream')) return json(response, 202, { turn_id: 't' })
      return stream(session, from, false, response)
    }
    case '/chat/stream': {
      const wait = url.searchParams.get('wait') === '1'
      if (!wait && !session.isRunning && after >= session.frames.length) return void response.writeHead(204).end()
      return stream(session, after, wait, response)
    }
    case '/chat/stop':
      session.stop()
      return json(response, 200, { stopped: true })
    case '/chat/human':
      session.mode = 'waiting'
      session.push({
        type: 'data-handoff',
        id: 'h',
        data: {
          mode: 'waiting',
          reason: 'asked_for_person',
          ticketId: 'T-7',
          text: 'A colleague will reply here soon.',
        },
      })
      return json(response, 200, { ticket_id: 'T-7' })
    case '/chat/rating':
      session.rated = true
      return json(response, 200, { kept: true })
    case '/chat/consent':
      fake.onConsent(String(body.card_id), String(body.decision))
      return json(response, 200, {})
    case '/chat/verify':
      fake.onCode(String(body.card_id), String(body.code))
      return json(response, 200, {})
    default:
      return json(response, 404, { code: 'not_found', message: 'No such door.', requestId: 'r' })
  }
}

/** Frames after `after`, then those to come. Each turn's end is told; a stream that is not held ends there. */
function stream(session: FakeSession, after: number, isHeld: boolean, response: ServerResponse): void {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' })
  let sent = after
  const flush = () => {
    for (const { id, frame } of session.frames.slice(sent)) {
      response.write(`id: ${id}\ndata: ${JSON.stringify(frame)}\n\n`)
      sent = id
    }
  }
  const end = () => {
    response.write('data: [DONE]\n\n')
    if (isHeld) return
    leave()
    response.end()
  }
  const cut = () => {
    leave()
    response.destroy()
  }
  const leavers = [session.watch(flush), session.onTurnEnd(end), session.onCut(cut)]
  const leave = () => leavers.forEach((each) => each())
  response.on('close', leave)
  flush()
  if (!session.isRunning && !isHeld) end()
}
