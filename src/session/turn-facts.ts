import type { Intent } from '../contracts/intent.ts'
import type { ModelHop } from '../contracts/model.ts'
import type { ActionRecord, TurnRecord } from '../contracts/turn-record.ts'
import type { HandoffReason } from '../contracts/tools.ts'
import type { MessageRow, TurnRow } from './memory/memory.ts'
import { ordersSeen, type TurnEnd } from './turn-loop.ts'

/** How a turn ended, for the one log line it gets and for the store. */
export type TurnFacts = {
  requestId: string
  sessionId: string
  turnId: string
  turnNo: number
  attempt: number
  intent: Intent | null
  plannedBy: 'rules' | 'model' | null
  confidence: number | null
  answerable: number | null
  tools: { tool: string; durationMs: number; ok: boolean; reason: string | null }[]
  hops: ModelHop[]
  provider: string
  inputTokens: number
  outputTokens: number
  costMicroUsd: number
  outcome: string
  handoffReason: HandoffReason | null
  withheld: Record<string, number>
  latencyMs: number
  firstTextMs: number | null
  brainVersion: string
  locale: string
}

export type FactsGiven = {
  sessionId: string
  turn: TurnRow
  end: TurnEnd | null
  outcome: string
  startedMs: number
  endedMs: number
  firstTextAtMs: number | null
  brainVersion: string
  locale: string
}

const sum = (hops: ModelHop[], key: 'inputTokens' | 'outputTokens' | 'costMicroUsd') =>
  hops.reduce((total, hop) => total + hop[key], 0)

const stepOf = ({ tool, durationMs, result }: TurnEnd['outcomes'][number]) => ({
  tool: tool as string,
  durationMs,
  ok: result.ok,
  reason: result.ok ? null : (result.error.reason as string),
})
const proposalStep = ({ call, durationMs, reason }: NonNullable<TurnEnd['proposal']>) => ({
  tool: call.tool as string,
  durationMs,
  ok: reason === null,
  reason,
})

export function turnFacts(given: FactsGiven): TurnFacts {
  const { turn, end } = given
  const hops = end?.hops ?? []
  const found = end?.outcomes.find((each) => each.tool === 'kb_search' && each.result.ok)
  return {
    requestId: turn.requestId,
    sessionId: given.sessionId,
    turnId: turn.turnId,
    turnNo: turn.turnNo,
    attempt: turn.attempt,
    intent: end?.plan.intent ?? null,
    plannedBy: end?.plan.by ?? null,
    confidence: end?.plan.confidence ?? null,
    answerable: found?.tool === 'kb_search' && found.result.ok ? found.result.value.answerable : null,
    tools: [...(end?.outcomes ?? []).map(stepOf), ...(end?.proposal ? [proposalStep(end.proposal)] : [])],
    hops,
    // The provider whose words were shown; `none` when rules and extracts answered alone.
    provider: hops.findLast((hop) => hop.purpose === 'compose' && hop.left === null)?.provider ?? 'none',
    inputTokens: sum(hops, 'inputTokens'),
    outputTokens: sum(hops, 'outputTokens'),
    costMicroUsd: sum(hops, 'costMicroUsd'),
    outcome: given.outcome,
    handoffReason: end?.handedOver?.reason ?? null,
    withheld: end?.withheld ?? {},
    latencyMs: given.endedMs - given.startedMs,
    firstTextMs: given.firstTextAtMs === null ? null : given.firstTextAtMs - given.startedMs,
    brainVersion: given.brainVersion,
    locale: given.locale,
  }
}

/** A draft is recorded and never remembered: what is not in the session cannot be shown to its shopper. */
export type RecordedRow = Omit<MessageRow, 'role'> & { role: MessageRow['role'] | 'draft' }

/** The same turn as the store keeps it. */
export function turnRecord(
  facts: TurnFacts,
  person: { subject: string; email: string | null },
  rows: RecordedRow[],
  end: TurnEnd | null,
  actions: ActionRecord[]
): TurnRecord {
  return {
    sessionId: facts.sessionId,
    turnId: facts.turnId,
    turnNo: facts.turnNo,
    subject: person.subject,
    email: person.email,
    locale: facts.locale,
    messages: rows.map(({ id, role, body, sources, at }) => ({
      // Message ids are unique within a session only; the store holds all sessions.
      id: `${facts.sessionId}.${id}`,
      role,
      text: body,
      sources: sources.map(({ title, url }) => ({ title, url })),
      atMs: at,
    })),
    actions,
    orders: end ? ordersSeen(end).map((order) => order.number) : [],
    intent: facts.intent,
    outcome: facts.outcome,
    brainVersion: facts.brainVersion,
    provider: facts.provider,
    latencyMs: facts.latencyMs,
    firstTokenMs: facts.firstTextMs,
    inputTokens: facts.inputTokens,
    outputTokens: facts.outputTokens,
    costMicroUsd: facts.costMicroUsd,
    handoffReason: facts.handoffReason,
    hops: facts.hops.slice(0, HOPS_MAX).map(hopRecord),
  }
}

/** More tries than this in a turn is a bug; the record says the first ones. */
const HOPS_MAX = 20

const hopRecord = ({ purpose, provider, model, latencyMs, firstTokenMs, costMicroUsd, left }: ModelHop) => ({
  purpose,
  provider: provider.slice(0, 80),
  model: model.slice(0, 120),
  latencyMs,
  firstTokenMs,
  costMicroUsd,
  // The code alone: what follows it is a vendor's own words, which may quote the prompt.
  left: left === null ? null : (/^\w+/.exec(left)?.[0] ?? 'odd').slice(0, 60),
})
