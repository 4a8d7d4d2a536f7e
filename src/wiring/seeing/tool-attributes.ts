import type { SpanAttributes } from '../../observability/span-attributes.ts'

/** A tool's run by the GenAI conventions. Never its arguments, never its result. */
export const toolAttributes = (tool: string, callId: string): SpanAttributes => ({
  'gen_ai.operation.name': 'execute_tool',
  'gen_ai.tool.name': tool,
  'gen_ai.tool.type': 'function',
  'gen_ai.tool.call.id': callId,
})
