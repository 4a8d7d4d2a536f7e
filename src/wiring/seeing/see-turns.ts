import type { Seeing } from '../../observability/open-seeing.ts'
import type { OpenSpan } from '../../observability/span.ts'
import type { TurnFacts } from '../../session/turn-facts.ts'

/** The one line a turn gets, and the end of its trace. Words of people are in neither. */
export function seeTurns(seeing: Seeing) {
  return {
    startTrace: (traceparent: string | null): OpenSpan =>
      seeing.start(
        'invoke_agent counterhand',
        {
          'gen_ai.operation.name': 'invoke_agent',
          'gen_ai.provider.name': 'counterhand',
          'gen_ai.agent.name': 'counterhand',
        },
        traceparent
      ),

    turnEnded(facts: TurnFacts, span: OpenSpan): void {
      const isFailed = facts.outcome === 'failed' || facts.outcome === 'out_of_time'
      const line = lineOf(facts, span)
      seeing.log(
        isFailed ? { event: 'turn.failed', ...line, fault: facts.outcome } : { event: 'turn.finished', ...line }
      )
      span.set({
        'gen_ai.conversation.id': facts.sessionId,
        'gen_ai.agent.version': facts.brainVersion,
        'gen_ai.usage.input_tokens': facts.inputTokens,
        'gen_ai.usage.output_tokens': facts.outputTokens,
        ...(facts.handoffReason === null ? {} : { 'counterhand.handoff_reason': facts.handoffReason }),
        'counterhand.turn': facts.turnNo,
        'counterhand.turn_id': facts.turnId,
        'counterhand.intent': facts.intent ?? 'none',
        'counterhand.outcome': facts.outcome,
        'counterhand.brain_version': facts.brainVersion,
        'counterhand.cost_usd': facts.costMicroUsd / 1_000_000,
      })
      span.end()
      measureTurn(seeing, facts)
      void seeing.flush()
    },
  }
}

/** The same turn in figures: its own, each provider's it tried, and the person it called. */
function measureTurn(seeing: Seeing, facts: TurnFacts): void {
  const where = { brain_version: facts.brainVersion, intent: facts.intent ?? 'none' }
  seeing.measure({
    point: 'turn',
    ...where,
    provider: facts.provider,
    detail: facts.outcome,
    latency_ms: facts.latencyMs,
    first_token_ms: facts.firstTextMs,
    input_tokens: facts.inputTokens,
    output_tokens: facts.outputTokens,
    cost_usd: facts.costMicroUsd / 1_000_000,
    tools: facts.tools.length,
    answerable: facts.answerable,
  })
  for (const hop of facts.hops) {
    seeing.measure({
      point: 'provider_call',
      ...where,
      provider: hop.provider,
      detail: hop.left ?? 'ok',
      latency_ms: hop.latencyMs,
      first_token_ms: hop.firstTokenMs,
      input_tokens: hop.inputTokens,
      output_tokens: hop.outputTokens,
      cost_usd: hop.costMicroUsd / 1_000_000,
    })
  }
  if (facts.handoffReason !== null) seeing.measure({ point: 'handoff', ...where, detail: facts.handoffReason })
}

const lineOf = (facts: TurnFacts, span: OpenSpan) => ({
  request_id: facts.requestId,
  session_id: facts.sessionId,
  turn_id: facts.turnId,
  ...(span.traceId === null ? {} : { trace_id: span.traceId }),
  turn: facts.turnNo,
  intent: facts.intent ?? 'none',
  ...(facts.confidence === null ? {} : { confidence: facts.confidence }),
  ...(facts.plannedBy === null ? {} : { planned_by: facts.plannedBy }),
  tools: facts.tools.map(({ tool, durationMs, ok, reason }) => ({
    name: tool,
    duration_ms: durationMs,
    outcome: ok ? 'ok' : (reason ?? 'refused'),
  })),
  provider: facts.provider,
  hops: facts.hops.map(({ purpose, provider, model, latencyMs, left }) => ({
    purpose,
    provider,
    model,
    latency_ms: latencyMs,
    left: left ?? 'no',
  })),
  token_usage: { input: facts.inputTokens, output: facts.outputTokens },
  cost_usd: facts.costMicroUsd / 1_000_000,
  outcome: facts.outcome,
  latency_ms: facts.latencyMs,
  ...(facts.firstTextMs === null ? {} : { first_token_ms: facts.firstTextMs }),
  brain_version: facts.brainVersion,
  withheld: facts.withheld,
  locale: facts.locale,
})
