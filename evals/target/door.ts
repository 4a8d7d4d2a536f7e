import type { Frame } from '../../src/contracts/frames.ts'
import type { World } from './world.ts'

export type Visit = { token: string; sessionId: string; login: string | null }

/** What one message brought back, as a shopper's browser sees it. */
export type Heard = {
  status: number
  frames: Frame[]
  text: string
  sources: string[]
  outcome: string | null
  offersPerson: boolean
  handoffMode: string | null
  firstTextMs: number | null
  totalMs: number
}

export type Door = ReturnType<typeof openDoor>

const json = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})

/** Everything a scenario may do to a running Worker, over HTTP only. `origin` such as `http://127.0.0.1:8787`. */
export function openDoor(origin: string) {
  const pages = new Map<string, string>()
  return {
    origin,
    async visit(login: string | null): Promise<Visit> {
      const response = await fetch(`${origin}/demo/session`, json({ as: login }))
      if (!response.ok) throw new Error(`no session for ${login ?? 'a visitor'}: HTTP ${response.status}`)
      return { ...((await response.json()) as { token: string; sessionId: string }), login }
    },
    async world(): Promise<World> {
      return (await (await fetch(`${origin}/demo/world.json`)).json()) as World
    },
    async mails(): Promise<unknown[]> {
      return ((await (await fetch(`${origin}/demo/mailbox.json`)).json()) as { mails: unknown[] }).mails
    },
    /** The words of a page, fetched once. */
    async page(url: string): Promise<string> {
      const address = new URL(new URL(url).pathname, origin).href
      const known = pages.get(address)
      if (known !== undefined) return known
      const text = (await (await fetch(address)).text()).replace(/<[^>]*>/g, ' ')
      pages.set(address, text)
      return text
    },
    setWeather: (faults: string) => fetch(`${origin}/demo/faults`, json({ faults })).then(drain),
    clearWeather: () => fetch(`${origin}/demo/faults`, { method: 'DELETE' }).then(drain),
    moveOrder: (number: string, status: string) =>
      fetch(`${origin}/demo/orders/${number}`, json({ status })).then(drain),
    say: (visit: Visit, text: string, streaming = true) => say(origin, visit, text, streaming),
  }
}

const drain = async (response: Response) => void (await response.arrayBuffer())
const PATIENCE_MS = 30_000

/** One message, its whole stream. A rate limit is waited out: it is not what a scenario is about. */
async function say(origin: string, visit: Visit, text: string, streaming: boolean): Promise<Heard> {
  const body = { session_id: visit.sessionId, message_id: crypto.randomUUID(), text, streaming }
  for (;;) {
    const started = performance.now()
    const response = await fetch(`${origin}/chat/send`, {
      ...json(body),
      headers: {
        authorization: `Bearer ${visit.token}`,
        'content-type': 'application/json',
        accept: 'text/event-stream',
      },
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    if (response.status === 429) {
      await drain(response)
      const seconds = Number(response.headers.get('retry-after') ?? 1)
      await new Promise((resolve) => setTimeout(resolve, Math.min(60, Math.max(1, seconds)) * 1_000))
      continue
    }
    return listen(response, started)
  }
}

async function listen(response: Response, started: number): Promise<Heard> {
  const frames: Frame[] = []
  let firstTextMs: number | null = null
  let rest = ''
  if (!response.ok) await drain(response)
  else {
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      const blocks = (rest + chunk).split('\n\n')
      rest = blocks.pop() ?? ''
      for (const block of blocks) {
        const frame = readBlock(block)
        if (!frame) continue
        if (frame.type === 'text-delta') firstTextMs ??= performance.now() - started
        frames.push(frame)
      }
    }
  }
  return { ...summarise(frames), status: response.status, frames, firstTextMs, totalMs: performance.now() - started }
}

function readBlock(block: string): Frame | null {
  const data = /(?:^|\n)data: (\{.*\})/.exec(block)?.[1]
  return data === undefined ? null : (JSON.parse(data) as Frame)
}

function summarise(frames: Frame[]) {
  const finish = frames.findLast((frame) => frame.type === 'finish')
  const handoff = frames.findLast((frame) => frame.type === 'data-handoff')
  return {
    text: frames.map((frame) => (frame.type === 'text-delta' ? frame.delta : '')).join(''),
    sources: frames.flatMap((frame) => (frame.type === 'source-url' ? [frame.url] : [])),
    outcome: finish?.messageMetadata?.outcome ?? null,
    offersPerson: finish?.messageMetadata?.offerPerson ?? false,
    handoffMode: handoff?.data.mode ?? null,
  }
}
