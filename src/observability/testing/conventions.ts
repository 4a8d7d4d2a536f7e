/**
 * What the OpenTelemetry conventions (GenAI, HTTP, database, messaging, as of 2026) say of the attributes we may use:
 * their types, and what each kind of span must carry. Written down by hand; a trace is judged by it in tests.
 */
type AttributeType = 'string' | 'int' | 'double' | 'boolean' | 'string[]'

const CONVENTIONS: Record<string, AttributeType> = {
  'gen_ai.operation.name': 'string',
  'gen_ai.provider.name': 'string',
  'gen_ai.agent.name': 'string',
  'gen_ai.agent.version': 'string',
  'gen_ai.conversation.id': 'string',
  'gen_ai.output.type': 'string',
  'gen_ai.prompt.name': 'string',
  'gen_ai.request.model': 'string',
  'gen_ai.request.max_tokens': 'int',
  'gen_ai.request.temperature': 'double',
  'gen_ai.request.stream': 'boolean',
  'gen_ai.response.model': 'string',
  'gen_ai.response.finish_reasons': 'string[]',
  'gen_ai.response.time_to_first_chunk': 'double',
  'gen_ai.usage.input_tokens': 'int',
  'gen_ai.usage.output_tokens': 'int',
  'gen_ai.tool.name': 'string',
  'gen_ai.tool.type': 'string',
  'gen_ai.tool.call.id': 'string',
  'gen_ai.data_source.id': 'string',
  'http.request.method': 'string',
  'http.response.status_code': 'int',
  'http.request.resend_count': 'int',
  'http.route': 'string',
  'url.scheme': 'string',
  'url.template': 'string',
  'server.address': 'string',
  'server.port': 'int',
  'error.type': 'string',
  'db.system.name': 'string',
  'db.operation.name': 'string',
  'db.collection.name': 'string',
  'db.response.returned_rows': 'int',
  'messaging.system': 'string',
  'messaging.operation.name': 'string',
  'messaging.operation.type': 'string',
  'messaging.destination.name': 'string',
  'messaging.batch.message_count': 'int',
  'session.id': 'string',
  'enduser.pseudo.id': 'string',
}
/** Ours, beside the conventions. */
const OWN = /^counterhand\.[a-z_]+$/

const OPERATIONS: Record<string, { kind: number; needs: string[]; named: (value: Values) => string }> = {
  invoke_agent: {
    kind: 1,
    needs: ['gen_ai.provider.name', 'gen_ai.agent.name', 'gen_ai.conversation.id'],
    named: (value) => `invoke_agent ${String(value['gen_ai.agent.name'])}`,
  },
  chat: {
    kind: 3,
    needs: ['gen_ai.provider.name', 'gen_ai.request.model'],
    named: (value) => `chat ${String(value['gen_ai.request.model'])}`,
  },
  execute_tool: {
    kind: 1,
    needs: ['gen_ai.tool.name', 'gen_ai.tool.call.id', 'gen_ai.tool.type'],
    named: (value) => `execute_tool ${String(value['gen_ai.tool.name'])}`,
  },
  retrieval: {
    kind: 1,
    needs: ['gen_ai.data_source.id', 'gen_ai.provider.name'],
    named: (value) => `retrieval ${String(value['gen_ai.data_source.id'])}`,
  },
}
/** What a span must carry once it carries the first. Kinds: 2 server, 3 client, 4 producer, 5 consumer. */
const GROUPS: { mark: string; kinds: number[]; needs: string[] }[] = [
  { mark: 'http.route', kinds: [2], needs: ['http.request.method', 'http.response.status_code'] },
  { mark: 'url.template', kinds: [3], needs: ['http.request.method', 'server.address', 'server.port'] },
  { mark: 'db.system.name', kinds: [3], needs: ['db.operation.name'] },
  {
    mark: 'messaging.system',
    kinds: [4, 5],
    needs: ['messaging.operation.name', 'messaging.operation.type', 'messaging.destination.name'],
  },
]

type Values = Record<string, unknown>
export type OtlpSpan = {
  traceId: string
  spanId: string
  parentSpanId?: string
  name: string
  kind: number
  startTimeUnixNano: string
  endTimeUnixNano: string
  attributes: { key: string; value: Record<string, unknown> }[]
  status?: { code: number; message?: string }
}

/** Everything about a span as it came over the wire that the conventions do not allow, one sentence each. */
export function flawsOf(span: OtlpSpan): string[] {
  const flaws: string[] = []
  const flaw = (text: string) => void flaws.push(`${span.name}: ${text}`)
  if (!/^[0-9a-f]{32}$/.test(span.traceId) || !/^[0-9a-f]{16}$/.test(span.spanId)) flaw('ids are not lower-case hex')
  if (!/^\d{19}$/.test(span.startTimeUnixNano) || !/^\d{19}$/.test(span.endTimeUnixNano))
    flaw('times are no nanoseconds')
  if (BigInt(span.endTimeUnixNano) < BigInt(span.startTimeUnixNano)) flaw('ends before it starts')
  const values: Values = {}
  for (const { key, value } of span.attributes) {
    const type = OWN.test(key) ? null : CONVENTIONS[key]
    if (type === undefined) flaw(`${key} is in no convention`)
    if (type && typeOf(value) !== type) flaw(`${key} is ${typeOf(value)}, not ${type}`)
    values[key] = Object.values(value)[0]
  }
  const operation = values['gen_ai.operation.name']
  const rule = typeof operation === 'string' ? OPERATIONS[operation] : null
  if (rule === undefined) flaw(`${String(operation)} is no operation`)
  if (rule) {
    if (rule.kind !== span.kind) flaw(`kind ${span.kind}`)
    if (rule.named(values) !== span.name) flaw(`is to be named ${rule.named(values)}`)
  }
  const groups = GROUPS.filter((group) => values[group.mark] !== undefined)
  for (const group of groups) if (!group.kinds.includes(span.kind)) flaw(`kind ${span.kind} with ${group.mark}`)
  const needs = [...(rule?.needs ?? []), ...groups.flatMap((group) => group.needs)]
  for (const key of needs) if (values[key] === undefined) flaw(`${key} is missing`)
  if (span.status?.code === 2 && values['error.type'] === undefined) flaw('failed without error.type')
  return flaws
}

function typeOf(value: Record<string, unknown>): AttributeType | 'unknown' {
  if ('stringValue' in value) return 'string'
  if ('boolValue' in value) return 'boolean'
  if ('doubleValue' in value) return 'double'
  if ('arrayValue' in value) return 'string[]'
  // A 64-bit number as a JSON number would lose digits on the way.
  return typeof value.intValue === 'string' ? 'int' : 'unknown'
}

/** The tree as text, two blanks a level, children in the order they began: `name 12ms`. */
export function drawTree(spans: OtlpSpan[], isTimed = true): string {
  const known = new Set(spans.map((span) => span.spanId))
  const childrenOf = (id: string | undefined) =>
    spans
      .filter((span) => (id === undefined ? !known.has(span.parentSpanId ?? '') : span.parentSpanId === id))
      .toSorted((a, b) => Number(BigInt(a.startTimeUnixNano) - BigInt(b.startTimeUnixNano)))
  const draw = (span: OtlpSpan, depth: number): string[] => [
    `${'  '.repeat(depth)}${span.name}${isTimed ? ` ${durationMs(span)}ms` : ''}`,
    ...childrenOf(span.spanId).flatMap((child) => draw(child, depth + 1)),
  ]
  return childrenOf(undefined)
    .flatMap((root) => draw(root, 0))
    .join('\n')
}

export const durationMs = (span: OtlpSpan): number =>
  Number((BigInt(span.endTimeUnixNano) - BigInt(span.startTimeUnixNano)) / 1_000n) / 1_000
