import { asId, type OrderNumber, type RequestId, type SessionId } from '../../base/ids.ts'
import { ok, refuse } from '../../base/result.ts'
import type { AnswerPart } from '../../contracts/answer.ts'
import type { Claims } from '../../contracts/claims.ts'
import type { Frame } from '../../contracts/frames.ts'
import type { OrderView } from '../../contracts/order.ts'
import type { QueueMessage } from '../../contracts/queue.ts'
import type { SayAsk } from '../../contracts/session-rpc.ts'
import type { ToolCall, ToolOutcome } from '../../contracts/tools.ts'
import { NO_SPAN } from '../../observability/span.ts'
import { planByRules } from '../../brain/plan/plan-by-rules.ts'
import { openMemory } from '../memory/memory.ts'
import type { Sql } from '../memory/sql.ts'
import { prepareTables } from '../memory/tables.ts'
import { FRAME_SKIP } from '../recovery.ts'
import { openSession, type SessionDeps } from '../session.ts'
import { openFrameLog, type Batch, type FrameStore } from '../stream/frame-log.ts'
import { openPipe } from '../stream/pipe.ts'
import type { ToolContext } from '../run-tools.ts'
import type { TurnFacts } from '../turn-facts.ts'
import { openNodeSql } from './node-sql.ts'

export const NOW = Date.UTC(2026, 0, 5, 12)
export const SESSION = asId<SessionId>('session-0000000001')

export const claims = (change: Partial<Claims> = {}): Claims => ({
  iss: 'counterhand',
  aud: 'counterhand-edge',
  sub: 'wp:7',
  sid: SESSION,
  roles: ['shopper'],
  iat: NOW / 1_000,
  exp: NOW / 1_000 + 900,
  ...change,
})
export const sayAsk = (text: string, change: Partial<SayAsk> = {}): SayAsk => ({
  claims: claims(),
  requestId: asId<RequestId>('request-1'),
  clientMessageId: `c-${text.replace(/\W+/g, '-').slice(0, 40)}`,
  text,
  page: null,
  streaming: true,
  follow: true,
  traceparent: null,
  ...change,
})
export const order = (change: Partial<OrderView> = {}): OrderView => ({
  number: asId<OrderNumber>('1042'),
  status: 'completed',
  total: { minor: 8900, currency: 'EUR' },
  refunded: { minor: 0, currency: 'EUR' },
  items: [{ name: 'Lamp', quantity: 1, total: { minor: 8900, currency: 'EUR' } }],
  createdAt: '2026-01-01T10:00:00Z',
  updatedAt: '2026-01-03T10:00:00Z',
  tracking: [],
  ...change,
})
export const end = (change: Partial<Extract<AnswerPart, { kind: 'end' }>> = {}): AnswerPart => ({
  kind: 'end',
  outcome: 'answered',
  next: 'nothing',
  hops: [],
  withheld: {},
  ...change,
})

/** A session's storage that outlives the object, as a Durable Object's does. */
export type Disk = { sql: Sql; streams: Map<string, Batch[]>; alarm: number | null }
export const emptyDisk = (): Disk => ({ sql: openNodeSql(), streams: new Map(), alarm: null })

type Hands = 'propose' | 'answerConsent' | 'checkCode' | 'readCardEnd'
type Given = Partial<Pick<SessionDeps, 'makePlan' | 'findFirstName' | 'runTool' | 'keepRating' | 'send' | Hands>> & {
  compose?: () => AsyncIterable<AnswerPart>
  disk?: Disk
  isShadow?: boolean
  now?: () => number
}

/** A session over a disk. Made again over the same disk, it is what wakes after a crash. */
export function rig(given: Given = {}) {
  const disk = given.disk ?? emptyDisk()
  const [sent, facts, faults, ran] = [[] as QueueMessage[], [] as TurnFacts[], [] as unknown[], [] as string[]]
  let uuids = 0
  prepareTables(disk.sql)
  const memory = openMemory(disk.sql)
  const store: FrameStore = {
    append: (id, batch) => void disk.streams.set(id, [...(disk.streams.get(id) ?? []), structuredClone(batch)]),
    end: () => undefined,
    read: async (id) => structuredClone(disk.streams.get(id) ?? []),
    forget: (id) => void disk.streams.delete(id),
  }
  const crashed = memory.unfinishedTurns().some((turn) => turn.state === 'running')
  const nextFrame = memory.lastFrame() + 1 + (crashed ? FRAME_SKIP : 0)
  const frames = openFrameLog({ store, keepSpan: memory.keepSpan, spansAfter: memory.spansAfter, nextFrame })
  const session = openSession({
    sessionId: SESSION,
    brainVersion: () => 'v1',
    mayStream: () => true,
    isShadow: async () => given.isShadow ?? false,
    timeZone: 'UTC',
    memory,
    frames,
    store,
    now: given.now ?? (() => NOW),
    chance: { uuid: () => `${String(++uuids).padStart(8, '0')}-0000-4000-8000-000000000000`, random: () => 0.5 },
    openPipe,
    makePlan: given.makePlan ?? (async (ask) => ({ plan: planByRules(ask).plan, hops: [] })),
    runTool: async (call, context) => {
      ran.push(`${call.tool} ${JSON.stringify(call.input)}`)
      return (given.runTool ?? answerTool)(call, context, NO_SPAN)
    },
    compose: async (_ask, emit) => {
      for await (const part of given.compose?.() ?? greeting()) emit(part)
    },
    propose: given.propose ?? (async () => refuse({ reason: 'not_proven' })),
    answerConsent: given.answerConsent ?? (async () => refuse({ reason: 'card_not_open' })),
    checkCode: given.checkCode ?? (async () => ({ kind: 'not_open' })),
    readCardEnd: given.readCardEnd ?? (async () => null),
    send: given.send ?? (async (message) => void sent.push(message)),
    keepRating: given.keepRating ?? (async () => undefined),
    wakeAt: async (ms) => void (disk.alarm = ms),
    forgetAll: async () => disk.streams.clear(),
    takeActions: () => [],
    questionMissed: () => undefined,
    findFirstName: given.findFirstName ?? (async () => null),
    startTrace: () => NO_SPAN,
    turnEnded: (line) => void facts.push(line),
    reportFault: (error) => void faults.push(error),
  })
  return { session, disk, memory, frames, sent, facts, faults, ran }
}

async function* greeting(): AsyncIterable<AnswerPart> {
  yield { kind: 'text', text: 'Hello ' }
  yield { kind: 'text', text: 'there.' }
  yield end()
}

async function answerTool(call: ToolCall, { callId }: ToolContext): Promise<ToolOutcome> {
  const given = { callId, durationMs: 1 }
  switch (call.tool) {
    case 'kb_search':
      return { ...call, ...given, result: ok({ passages: [], answerable: 0, mode: 'lexical' }) }
    case 'get_order_status':
      return { ...call, ...given, result: ok(order({ number: asId<OrderNumber>(call.input.order_id) })) }
    case 'list_orders':
      return { ...call, ...given, result: ok({ orders: [order()], more: false }) }
    case 'create_ticket':
    case 'notify_human':
      return { ...call, ...given, result: ok({ ticketId: asId(`ticket-${callId}`) }) } as ToolOutcome
  }
}

export type Event = { id: number; frame: Frame }
/** Reads SSE bytes to their end, or until `until` has seen enough. */
export async function readEvents(
  stream: ReadableStream<Uint8Array> | null,
  until?: (events: Event[]) => boolean
): Promise<Event[]> {
  if (!stream) throw new Error('no stream')
  const events: Event[] = []
  const decoder = new TextDecoder()
  let text = ''
  for await (const bytes of stream) {
    text += decoder.decode(bytes, { stream: true })
    for (let cut = text.indexOf('\n\n'); cut >= 0; cut = text.indexOf('\n\n')) {
      const block = text.slice(0, cut)
      text = text.slice(cut + 2)
      const match = /^id: (\d+)\ndata: (.*)$/.exec(block)
      if (match) events.push({ id: Number(match[1]), frame: JSON.parse(match[2]!) as Frame })
    }
    if (until?.(events)) return events
  }
  return events
}
export const textOf = (events: Event[]): string =>
  events.map(({ frame }) => (frame.type === 'text-delta' ? frame.delta : '')).join('')
export const typesOf = (events: Event[]): string[] => events.map(({ frame }) => frame.type)

/** A gate a fake can wait at, so a test decides when time passes. */
export function gate() {
  let open!: () => void
  const opened = new Promise<void>((resolve) => (open = resolve))
  return { open, opened }
}
