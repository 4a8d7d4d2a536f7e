import type { HistoryBody, HistoryMessage } from '../../src/contracts/chat-api.ts'
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
  /** Told after a click or a code, so not one stream with a start and an end. */
  isBetweenTurns?: boolean
}

export type Mail = { to: string; subject: string; text: string }
export type CardAnswer = { cardId: string; decision: 'accept' | 'decline' } | { cardId: string; code: string }

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
    /** Newest first. */
    async mails(): Promise<Mail[]> {
      return ((await (await fetch(`${origin}/demo/mailbox.json`)).json()) as { mails: Mail[] }).mails
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
    /** The click on a card, or a code typed into one, and what is told of it between turns. */
    answerCard: (visit: Visit, answer: CardAnswer) => answerCard(origin, visit, answer),
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

/** How long a card's end may take to be told. */
const TOLD_WITHIN_MS = 4_000

async function answerCard(origin: string, visit: Visit, answer: CardAnswer): Promise<Heard> {
  const { cardId, ...rest } = answer
  const headers = { authorization: `Bearer ${visit.token}`, 'content-type': 'application/json' }
  const read = async () => {
    const response = await fetch(`${origin}/chat/history?session_id=${visit.sessionId}`, { headers })
    return ((await response.json()) as HistoryBody).messages
  }
  const known = new Set((await read()).map((message) => message.id))
  const started = performance.now()
  const path = 'code' in rest ? '/chat/verify' : '/chat/consent'
  const body = { session_id: visit.sessionId, card_id: cardId, ...rest }
  const response = await fetch(origin + path, { ...json(body), headers })
  await drain(response)
  let told: HistoryMessage[] = []
  while (response.ok && told.length === 0 && performance.now() - started < TOLD_WITHIN_MS) {
    told = (await read()).filter((message) => !known.has(message.id))
    if (told.length === 0) await new Promise((resolve) => setTimeout(resolve, 50))
  }
  const frames = told.flatMap(framesOf)
  const totalMs = performance.now() - started
  return { ...summarise(frames), status: response.status, frames, firstTextMs: null, totalMs, isBetweenTurns: true }
}

/** A kept message as the frames it was told by. */
const framesOf = ({ id, text, parts }: HistoryMessage): Frame[] => [
  { type: 'text-start', id },
  { type: 'text-delta', id, delta: text },
  { type: 'text-end', id },
  ...parts.map((part) => ({ ...part, id }) as Frame),
]

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
