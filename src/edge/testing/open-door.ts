import { join } from 'node:path'
import { createTestHarness } from 'wrangler'
import { SignJWT } from 'jose'
import type { Frame } from '../../contracts/frames.ts'

const root = join(import.meta.dirname, '../../..')
process.env.WRANGLER_SEND_METRICS = 'false'
process.env.CLOUDFLARE_CF_FETCH_ENABLED = 'false'

export const DEMO_KEY = { kid: 'embedded', secret: 'the-embedded-shop-signs-with-this-on-loopback-only' }
export type Visit = { token: string; sessionId: string }
export type Event = { id: number; frame: Frame }
export type Door = Awaited<ReturnType<typeof openDoor>>

/** A real local Worker, from outside: the same bundle, real D1, Queues and Durable Objects, the embedded shop indexed. */
export async function openDoor(vars: Record<string, string> = {}, given: { indexed?: boolean; env?: string } = {}) {
  const server = createTestHarness({
    root,
    workers: [{ configPath: './wrangler.toml', vars, ...(given.env ? { env: given.env } : {}) }],
  })
  const { url } = await server.listen()
  const worker = server.getWorker()
  await worker.applyD1Migrations('DB')
  const origin = url.origin
  if (given.indexed ?? true) await (await fetch(`${origin}/demo/crawl`, { method: 'POST' })).text()

  const visitAs = async (login: string | null): Promise<Visit> => {
    const response = await fetch(`${origin}/demo/session`, json({ as: login }))
    if (!response.ok) throw new Error(`no session for ${login}: ${response.status}`)
    return (await response.json()) as Visit
  }
  const send = (
    visit: Visit,
    text: string,
    change: { id?: string; stream?: boolean; signal?: AbortSignal; body?: object } = {}
  ) =>
    fetch(`${origin}/chat/send`, {
      ...json({ session_id: visit.sessionId, message_id: change.id ?? crypto.randomUUID(), text, ...change.body }),
      headers: {
        authorization: `Bearer ${visit.token}`,
        'content-type': 'application/json',
        accept: change.stream === false ? 'application/json' : 'text/event-stream',
      },
      ...(change.signal ? { signal: change.signal } : {}),
    })
  /** One whole turn, as a shopper sees it. */
  const ask = async (visit: Visit, text: string) => {
    const response = await send(visit, text)
    if (!response.ok) throw new Error(`refused: ${response.status} ${await response.text()}`)
    return answerOf(await readEvents(response))
  }
  const get = (visit: Visit, path: string, headers: Record<string, string> = {}) =>
    fetch(`${origin}${path}`, { headers: { authorization: `Bearer ${visit.token}`, ...headers } })
  const post = (visit: Visit, path: string, body: object) =>
    fetch(`${origin}${path}`, {
      ...json(body),
      headers: { authorization: `Bearer ${visit.token}`, 'content-type': 'application/json' },
    })
  const setWeather = (faults: string, latencyMs = 0) => fetch(`${origin}/demo/faults`, json({ faults, latencyMs }))

  /** As the shopkeeper would: the order changes, and the shop's webhook knocks at our door. */
  const moveOrder = (number: string, status: string) => fetch(`${origin}/demo/orders/${number}`, json({ status }))

  return { server, worker, origin, visitAs, send, ask, get, post, setWeather, moveOrder, close: () => server.close() }
}

export const json = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})

/** A token of our own making, right in every way but what `change` says. */
export async function mint(
  change: Record<string, unknown> = {},
  header: { alg?: string; kid?: string } = {},
  secret = DEMO_KEY.secret
): Promise<string> {
  const now = Math.floor(Date.now() / 1_000)
  const claims = {
    iss: 'counterhand',
    aud: 'counterhand-edge',
    sub: 'wp:101',
    sid: 'session-made-by-a-test',
    roles: ['shopper'],
    iat: now,
    exp: now + 600,
    ...change,
  }
  return new SignJWT(JSON.parse(JSON.stringify(claims)) as Record<string, string>)
    .setProtectedHeader({ alg: header.alg ?? 'HS256', kid: header.kid ?? DEMO_KEY.kid })
    .sign(new TextEncoder().encode(secret))
}

/** Reads frames to the end of the response, or until `until` says enough. */
export async function readEvents(response: Response, until?: (events: Event[]) => boolean): Promise<Event[]> {
  const events: Event[] = []
  let text = ''
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    text += chunk
    const blocks = text.split('\n\n')
    text = blocks.pop() ?? ''
    for (const block of blocks) {
      const match = /^id: (\d+)\ndata: (\{.*\})$/.exec(block)
      if (match) events.push({ id: Number(match[1]), frame: JSON.parse(match[2]!) as Frame })
    }
    if (until?.(events)) break
  }
  return events
}

export type Answer = ReturnType<typeof answerOf>
export function answerOf(events: Event[]) {
  const frames = events.map((event) => event.frame)
  const finish = frames.findLast((frame) => frame.type === 'finish')
  return {
    events,
    text: frames.map((frame) => (frame.type === 'text-delta' ? frame.delta : '')).join(''),
    statuses: frames.flatMap((frame) => (frame.type === 'data-status' ? [frame.data.text] : [])),
    sources: frames.flatMap((frame) => (frame.type === 'source-url' ? [frame.url] : [])),
    orders: frames.flatMap((frame) => (frame.type === 'data-order' ? [frame.data] : [])),
    handoff: frames.flatMap((frame) => (frame.type === 'data-handoff' ? [frame.data] : [])).at(-1) ?? null,
    outcome: finish?.messageMetadata?.outcome ?? null,
    offersPerson: finish?.messageMetadata?.offerPerson ?? false,
  }
}
