import type { Kind, ValueOf } from './fields.ts'

/**
 * Every attribute a span may carry, by the OpenTelemetry GenAI, HTTP and general conventions; ours begin with `counterhand.`.
 * Prompts, answers, tool arguments and tool results have keys in the conventions and none here: they never leave.
 */
export const SPAN_ATTRIBUTES = {
  'gen_ai.operation.name': 'word',
  'gen_ai.provider.name': 'word',
  'gen_ai.agent.name': 'word',
  'gen_ai.agent.version': 'word',
  'gen_ai.conversation.id': 'id',
  'gen_ai.output.type': 'word',
  'gen_ai.prompt.name': 'word',
  'gen_ai.request.model': 'word',
  'gen_ai.request.max_tokens': 'number',
  'gen_ai.request.temperature': 'number',
  'gen_ai.request.stream': 'flag',
  'gen_ai.response.model': 'word',
  'gen_ai.response.finish_reasons': 'words',
  /** Seconds. */
  'gen_ai.response.time_to_first_chunk': 'number',
  'gen_ai.usage.input_tokens': 'number',
  'gen_ai.usage.output_tokens': 'number',
  'gen_ai.tool.name': 'word',
  'gen_ai.tool.type': 'word',
  'gen_ai.tool.call.id': 'hex',
  'gen_ai.data_source.id': 'word',
  'http.request.method': 'word',
  'http.response.status_code': 'number',
  'http.request.resend_count': 'number',
  'http.route': 'word',
  'url.scheme': 'word',
  /** A path with its ids taken out. */
  'url.template': 'word',
  'server.address': 'word',
  'server.port': 'number',
  'error.type': 'word',
  'db.system.name': 'word',
  'db.operation.name': 'word',
  'db.collection.name': 'word',
  'db.response.returned_rows': 'number',
  'messaging.system': 'word',
  'messaging.operation.name': 'word',
  'messaging.operation.type': 'word',
  'messaging.destination.name': 'word',
  'messaging.batch.message_count': 'number',
  'session.id': 'id',
  'enduser.pseudo.id': 'id',
  'counterhand.request_id': 'hex',
  'counterhand.turn': 'number',
  'counterhand.turn_id': 'hex',
  'counterhand.intent': 'word',
  'counterhand.confidence': 'number',
  'counterhand.planned_by': 'word',
  'counterhand.outcome': 'word',
  'counterhand.handoff_reason': 'word',
  'counterhand.tool_outcome': 'word',
  'counterhand.brain_version': 'word',
  'counterhand.cost_usd': 'number',
  'counterhand.left': 'word',
  /** The AI gateway's own id of a call, to find it there. */
  'counterhand.gateway_log_id': 'word',
  'counterhand.job_kind': 'word',
  'counterhand.attempts': 'number',
  'counterhand.search_mode': 'word',
  'counterhand.passages': 'number',
  'counterhand.answerable': 'number',
  'counterhand.speculative': 'flag',
  'counterhand.kept_because': 'word',
} as const satisfies Record<string, Kind>

export type SpanAttributes = {
  -readonly [Key in keyof typeof SPAN_ATTRIBUTES]?: ValueOf<(typeof SPAN_ATTRIBUTES)[Key]> | undefined
}

/** Which attributes the conventions want as `double` even when the number is whole. */
export const DOUBLES: ReadonlySet<string> = new Set([
  'gen_ai.request.temperature',
  'gen_ai.response.time_to_first_chunk',
  'counterhand.confidence',
  'counterhand.answerable',
  'counterhand.cost_usd',
])
