import type { HourFacts, MetricName, MetricRow } from '../../contracts/metrics.ts'
import { addTo } from './histogram.ts'

type Dimensions = Partial<Pick<MetricRow, 'brainVersion' | 'provider' | 'intent' | 'detail'>>
type Add = (metric: MetricName, dimensions: Dimensions, value: number, isSpread?: boolean) => void
type Turn = HourFacts['turns'][number]

/** What these metrics are made from is kept, so an hour can be told again whenever something came late. */
export const COMPUTED: readonly MetricName[] = [
  'turn',
  'first_token',
  'session',
  'handoff',
  'provider_call',
  'provider_cost',
  'tokens_in',
  'tokens_out',
  'cost',
  'rating',
  'search_miss',
  'refund',
  'kb_age',
]

/** An hour told from what the store knows of it: no I/O, no clock. The same facts give the same rows. */
export function rollUpHour(hour: number, facts: HourFacts, endMs: number): MetricRow[] {
  const rows = new Map<string, MetricRow>()
  const add: Add = (metric, dimensions, value, isSpread = false) => {
    const { brainVersion = '', provider = '', intent = '', detail = '' } = dimensions
    const key = JSON.stringify([metric, brainVersion, provider, intent, detail])
    const empty = { hour, metric, brainVersion, provider, intent, detail, count: 0, sum: 0, max: 0, steps: {} }
    const row = rows.get(key) ?? empty
    rows.set(key, row)
    row.count++
    row.sum += value
    row.max = Math.max(row.max, value)
    if (isSpread) addTo(row.steps, value)
  }
  for (const turn of facts.turns) addTurn(add, turn)
  addSessions(add, facts)
  for (const { reason } of facts.calls) add('handoff', { detail: reason, intent: 'none' }, 1)
  for (const { score, intent, brainVersion } of facts.ratings) {
    add('rating', { brainVersion, intent: intent ?? 'none', detail: String(score) }, score)
  }
  for (const { decision, intent } of facts.refunds) add('refund', { detail: decision, intent }, 1)
  if (facts.pagesReadAt !== null) add('kb_age', {}, Math.max(0, Math.round((endMs - facts.pagesReadAt) / 1_000)))
  return [...rows.values()]
}

/** What was said while a person had the conversation is not the assistant's. */
const isOurs = (turn: Turn): boolean => turn.outcome !== 'with_person'

function addTurn(add: Add, turn: Turn): void {
  if (!isOurs(turn)) return
  const { brainVersion, provider } = turn
  const intent = turn.intent ?? 'none'
  const where = { brainVersion, provider, intent }
  add('turn', { ...where, detail: turn.outcome }, turn.latencyMs, true)
  if (turn.firstTokenMs !== null) add('first_token', where, turn.firstTokenMs, true)
  if (turn.inputTokens > 0) add('tokens_in', where, turn.inputTokens)
  if (turn.outputTokens > 0) add('tokens_out', where, turn.outputTokens)
  if (turn.costMicroUsd > 0) add('cost', where, turn.costMicroUsd)
  if (turn.handoffReason !== null) add('handoff', { ...where, detail: turn.handoffReason }, 1)
  if (turn.outcome === 'not_known') add('search_miss', where, 1)
  for (const hop of turn.hops) {
    const tried = { brainVersion, provider: hop.provider, intent }
    add('provider_call', { ...tried, detail: hop.left ?? 'ok' }, Math.round(hop.latencyMs), true)
    if (hop.costMicroUsd > 0) add('provider_cost', tried, Math.round(hop.costMicroUsd))
  }
}

/** A conversation counts where its last turn of the hour was; it is contained when nobody was called in that hour. */
function addSessions(add: Add, { turns, calls }: HourFacts): void {
  const handedOver = new Set(calls.map((call) => call.sessionId))
  const last = new Map<string, Turn>()
  for (const turn of turns.filter(isOurs).toSorted((a, b) => a.at - b.at)) {
    last.set(turn.sessionId, turn)
    if (turn.handoffReason !== null || turn.outcome === 'handed_over') handedOver.add(turn.sessionId)
  }
  for (const { sessionId, brainVersion, provider, intent } of last.values()) {
    const detail = handedOver.has(sessionId) ? 'handed_over' : 'contained'
    add('session', { brainVersion, provider, intent: intent ?? 'none', detail }, 1)
  }
}
