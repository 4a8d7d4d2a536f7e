import type { ModelDelta, ModelPort } from '../../src/contracts/model.ts'
import { within } from '../../src/observability/current-span.ts'
import type { Seeing } from '../../src/observability/open-seeing.ts'
import { storing } from '../../src/store/open-d1.ts'
import type { TurnFacts } from '../../src/session/turn-facts.ts'
import { seeTurns } from '../../src/wiring/seeing/see-turns.ts'
import { toolAttributes } from '../../src/wiring/seeing/tool-attributes.ts'
import { sendJobs, tracedJobs } from '../../src/wiring/seeing/traced-jobs.ts'
import { tracedModel } from '../../src/wiring/seeing/traced-model.ts'
import { tracedSearch } from '../../src/wiring/seeing/traced-search.ts'

/**
 * Everything that is seen of one ordinary turn and nothing else of it: the same spans, line and figures as the Worker's,
 * by the same functions, around work that does nothing. What it costs with seeing on, less what it costs with it off, is
 * what seeing costs.
 */
export async function seeOneTurn(seeing: Seeing, turnNo: number): Promise<void> {
  const edge = seeing.start('POST /chat/send', { 'http.request.method': 'POST', 'http.route': '/chat/send' })
  const header = await within(edge, async () => edge.traceparent())
  edge.set({ 'http.response.status_code': 200 })
  edge.end()

  const turns = seeTurns(seeing)
  const turn = turns.startTrace(header)
  await turn.span('execute_tool kb_search', toolAttributes('kb_search', `t${turnNo}-0a1b2c3d.1`), async (span) => {
    await search({ query: 'q', topK: 5, history: [] }, new AbortController().signal)
    span.set({ 'counterhand.tool_outcome': 'ok' })
  })
  await turn.span('plan', {}, async (span) =>
    span.set({
      'counterhand.intent': 'refund_return',
      'counterhand.confidence': 0.9,
      'counterhand.planned_by': 'rules',
    })
  )
  await turn.span('compose', {}, async (span) => {
    const model = tracedModel(MODEL, span, Date.now)
    for await (const _ of model.stream({ messages: [], maxTokens: 400, temperature: 0 }, new AbortController().signal));
  })
  turn.start('finishTurn', { 'db.system.name': 'sqlite', 'db.operation.name': 'finishTurn' }).end()
  const traceparent = turn.traceparent() ?? undefined
  turns.turnEnded(factsOf(turnNo), turn)

  let sent: string | undefined
  const JOBS = { send: async (message: { traceparent?: string }) => void (sent = message.traceparent) }
  await sendJobs({ env: { JOBS } as never, seeing }, [{ kind: 'knock', v: 1, traceparent } as never])
  await tracedJobs(seeing)({ kind: 'turn.record', attempts: 1, traceparents: [sent] }, async () => {
    await storing('keepTurns', async () => undefined)
    await storing('recordActions', async () => undefined)
  })
}

const search = tracedSearch(async () => {
  for (const verb of ['kb.read_lexicon', 'kb.list_synonyms', 'kb.cut']) await storing(verb, async () => undefined)
  return { passages: [], answerable: 0.7, mode: 'lexical' }
})

const USAGE = { inputTokens: 900, outputTokens: 40, estimated: false }
const MODEL: ModelPort = {
  provider: 'primary',
  model: 'fake',
  generateJson: async () => ({ value: {}, usage: USAGE }),
  async *stream(): AsyncIterable<ModelDelta> {
    for (let token = 0; token < 40; token++) yield { kind: 'text', text: 'word ' }
    yield { kind: 'end', reason: 'stop', usage: USAGE }
  },
}

const hex = (turnNo: number) => turnNo.toString(16).padStart(8, '0')
const factsOf = (turnNo: number): TurnFacts => ({
  requestId: `0bce7a85-4209-41a2-a0ac-43bb${hex(turnNo)}`,
  sessionId: `bench-session-${Math.floor(turnNo / 8)}`,
  turnId: `t${(turnNo % 8) + 1}-${hex(turnNo)}`,
  turnNo: (turnNo % 8) + 1,
  attempt: 1,
  intent: 'refund_return',
  plannedBy: 'rules',
  confidence: 0.9949446429031924,
  answerable: 0.71,
  tools: [{ tool: 'kb_search', durationMs: 12, ok: true, reason: null }],
  hops: [
    {
      purpose: 'compose',
      provider: 'primary',
      model: 'fake',
      latencyMs: 230,
      firstTokenMs: 40,
      inputTokens: 900,
      outputTokens: 40,
      costMicroUsd: 12,
      left: null,
    },
  ],
  provider: 'primary',
  inputTokens: 900,
  outputTokens: 40,
  costMicroUsd: 12,
  outcome: 'answered',
  handoffReason: null,
  withheld: {},
  latencyMs: 300,
  firstTextMs: 80,
  brainVersion: 'v1',
  locale: 'en',
})
