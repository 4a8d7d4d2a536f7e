import type { IncomingMessage, ServerResponse } from 'node:http'
import { LLMock } from '@copilotkit/aimock'
import type { AnswerPart, ComposeAsk } from '../../contracts/answer.ts'
import type { ModelPort } from '../../contracts/model.ts'
import { openOpenAiModel } from '../../outside/models/open-openai-model.ts'
import { DEFAULT_PRICES } from '../budgets/price-table.ts'
import { compose } from '../compose/compose.ts'
import type { ComposeDeps } from '../compose/compose-deps.ts'
import { PROVEN_VERSION } from '../versions/brain-version.ts'
import { arrangePlans } from './plan-faults.ts'

/** Budgets of the fault table: a tenth of the real ones, so that the table runs in seconds. */
export const FAULT_BUDGETS = {
  ...PROVEN_VERSION.budgets,
  firstTokenMs: 1_000,
  stallMs: 400,
  turnMs: 2_500,
  reserveMs: 50,
}
/** What the second provider says whenever it is reached. */
export const SECOND_SAYS = 'It is {{order.status}} and the total is {{order.total}}.'
const GOOD =
  'Order {{order.number}} is {{order.status}}. It went out with {{order.carrier}}, tracking {{order.tracking}}.'

export type FaultCase = {
  name: string
  /** Which link gave the end of the answer. */
  link: 'first' | 'second' | 'kb-only'
  /** Why the first was left, as the hop says it; null when it was not. */
  left: RegExp | null
  arrange?: (mock: LLMock, model: string) => void
  /** Answered by hand instead: what the mock does not play. */
  odd?: keyof typeof odd
  /** Another server altogether. */
  host?: string
}

type Raw = (request: IncomingMessage, response: ServerResponse) => void
const odd = {
  html: (_, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Welcome</h1>'),
  json: (_, response) =>
    void response
      .writeHead(200, { 'content-type': 'application/json' })
      .end('{"choices":[{"message":{"content":"It is {{order.status}}."},"finish_reason":"stop"}]}'),
  garbled: (_, response) =>
    void response
      .writeHead(200, { 'content-type': 'text/event-stream' })
      .end('data: {"choices":[{"delta":{"content":"Order 1042 "}}]}\n\ndata: {"choi\n\n'),
  errorInside: (_, response) =>
    void response
      .writeHead(200, { 'content-type': 'text/event-stream' })
      .end('data: {"error":{"message":"overloaded"}}\n\n'),
  silent: (_, response) => response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders(),
  /** Takes the question and never answers at all. */
  mute: () => undefined,
  hugeEvent: (_, response) =>
    void response.writeHead(200, { 'content-type': 'text/event-stream' }).end(`data: ${'x'.repeat(3_000_000)}`),
} satisfies Record<string, Raw>

const error = (status: number, retryAfter?: number) => (mock: LLMock, model: string) =>
  void mock.on(
    { endpoint: 'chat', model },
    { error: { message: 'no' }, status, ...(retryAfter === undefined ? {} : { retryAfter }) }
  )

const says =
  (content: string, opts: Parameters<LLMock['on']>[2] = {}, over: { finishReason?: string } = {}) =>
  (mock: LLMock, model: string) =>
    void mock.on({ endpoint: 'chat', model }, { content, ...over }, opts)

export const FAULT_CASES: FaultCase[] = [
  { name: 'healthy', link: 'first', left: null, arrange: says(GOOD) },
  { name: 'one chunk per character', link: 'first', left: null, arrange: says(GOOD, { chunkSize: 1 }) },
  {
    name: 'slow first token',
    link: 'second',
    left: /no first word/,
    arrange: says(GOOD, { streamingProfile: { ttft: 5_000, tps: 100 } }),
  },
  { name: 'stall mid-stream', link: 'second', left: /stalled/, arrange: says(GOOD, { latency: 450, chunkSize: 30 }) },
  {
    name: 'cut mid-sentence',
    link: 'second',
    left: /upstream_(garbled|unreachable)/,
    arrange: says(GOOD, { truncateAfterChunks: 9, chunkSize: 8, latency: 10 }),
  },
  {
    name: 'dropped connection',
    link: 'second',
    left: /upstream_(garbled|unreachable)/,
    arrange: says(GOOD, { latency: 30, chunkSize: 6, disconnectAfterMs: 100 }),
  },
  { name: '429 with Retry-After', link: 'second', left: /upstream_rate_limited/, arrange: error(429, 7) },
  { name: '500', link: 'second', left: /upstream_5xx/, arrange: error(500) },
  { name: '529 overloaded', link: 'second', left: /upstream_5xx/, arrange: error(529) },
  { name: '401 bad key', link: 'second', left: /upstream_refused/, arrange: error(401) },
  { name: 'empty answer', link: 'second', left: /empty answer/, arrange: says('') },
  {
    name: 'content filter',
    link: 'second',
    left: /content_filter/,
    arrange: says('', {}, { finishReason: 'content_filter' }),
  },
  {
    name: '3 MB answer',
    link: 'first',
    left: null,
    arrange: says('It is {{order.status}}. '.repeat(130_000), { chunkSize: 20_000 }),
  },
  {
    name: 'unbacked amount, twice',
    link: 'kb-only',
    left: /withheld_value/,
    arrange: says('Order 1042 costs €99.00 today.'),
  },
  { name: 'wrong content type', link: 'second', left: /content-type text\/html/, odd: 'html' },
  { name: 'whole JSON instead of a stream', link: 'first', left: null, odd: 'json' },
  { name: 'invalid chunk', link: 'second', left: /not JSON/, odd: 'garbled' },
  { name: 'error inside the stream', link: 'second', left: /overloaded/, odd: 'errorInside' },
  { name: 'silence', link: 'second', left: /no first word/, odd: 'silent' },
  { name: '3 MB event', link: 'second', left: /larger than any/, odd: 'hugeEvent' },
  { name: 'DNS failure', link: 'second', left: /upstream_unreachable/, host: 'http://no-such-host.invalid' },
]
export async function startFaultServer(): Promise<LLMock> {
  const mock = new LLMock({ port: 0, host: '127.0.0.1' })
  mock.on({ endpoint: 'chat', model: 'second' }, { content: SECOND_SAYS })
  FAULT_CASES.forEach((each, at) => each.arrange?.(mock, `case-${at}`))
  arrangePlans(mock)
  for (const [name, answer] of Object.entries(odd)) {
    mock.mount(`/odd/${name}`, {
      handleRequest: (request, response) => {
        answer(request, response)
        return Promise.resolve(true)
      },
    })
  }
  await mock.start()
  return mock
}

export function modelOfCase(
  mock: LLMock,
  { odd, host }: FaultCase,
  at: number,
  fetch: typeof globalThis.fetch
): ModelPort {
  const baseUrl = odd ? `${mock.url}/odd/${odd}/v1` : `${host ?? mock.url}/v1`
  return openOpenAiModel({
    baseUrl,
    apiKey: 'k',
    model: `case-${at}`,
    provider: 'first',
    fetch,
    now: () => performance.now(),
  })
}

export type Heard = { text: string; end: Extract<AnswerPart, { kind: 'end' }>; tookMs: number; firstMs: number | null }

export async function runCase(mock: LLMock, fault: FaultCase, ask: ComposeAsk): Promise<Heard> {
  const second = openOpenAiModel({
    baseUrl: `${mock.url}/v1`,
    apiKey: 'k',
    model: 'second',
    provider: 'second',
    fetch,
    now: () => performance.now(),
  })
  const deps: ComposeDeps = {
    version: { ...PROVEN_VERSION, budgets: FAULT_BUDGETS },
    models: { small: [modelOfCase(mock, fault, FAULT_CASES.indexOf(fault), fetch), second], large: [] },
    prices: DEFAULT_PRICES,
    now: () => performance.now(),
    isAllowedLink: (url) => url.startsWith('https://shop.example/'),
  }
  const startedMs = performance.now()
  let text = ''
  let firstMs: number | null = null
  let end: Heard['end'] | null = null
  for await (const part of compose(deps, { ...ask, nowMs: startedMs }, new AbortController().signal)) {
    if (part.kind === 'text') {
      firstMs ??= performance.now() - startedMs
      text += part.text
    } else if (part.kind === 'end') end = part
  }
  return { text, end: end!, tookMs: performance.now() - startedMs, firstMs }
}
