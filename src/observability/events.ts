import type { FieldsOf } from './fields.ts'

/** Any line may carry these. `session_id` and `subject` leave as keyed hashes. */
const COMMON = { 'request_id?': 'hex', 'session_id?': 'id', 'turn_id?': 'hex', 'trace_id?': 'hex' } as const

const TURN = {
  turn: 'number',
  intent: 'word',
  'confidence?': 'number',
  'planned_by?': 'word',
  tools: [{ name: 'word', duration_ms: 'number', outcome: 'word' }],
  provider: 'word',
  'model?': 'word',
  'hops?': [{ purpose: 'word', provider: 'word', model: 'word', latency_ms: 'number', left: 'word' }],
  token_usage: { input: 'number', output: 'number' },
  cost_usd: 'number',
  outcome: 'word',
  latency_ms: 'number',
  'first_token_ms?': 'number',
  'brain_version?': 'word',
  'handoff_reason?': 'word',
  'withheld?': 'counts',
  'locale?': 'word',
} as const

/**
 * Every line the house may write. A field not named here does not leave; a name ending in `?` may be left out.
 * Add an event here and the compiler asks its writer for exactly these fields.
 */
export const EVENTS = {
  'turn.finished': { ...COMMON, ...TURN },
  'turn.failed': { ...COMMON, ...TURN, fault: 'word' },
  'turn.recovered': { ...COMMON, turn: 'number', how: 'word' },
  'turn.stopped': { ...COMMON, turn: 'number', by: 'word' },
  'tool.ran': { ...COMMON, tool: 'word', duration_ms: 'number', outcome: 'word', 'attempts?': 'number' },
  'provider.left': { ...COMMON, provider: 'word', model: 'word', why: 'word', latency_ms: 'number' },
  /** `step` is percent of sessions. `made` false: advised only, the flag is off. */
  'provider.shifted': { ...COMMON, from: 'word', to: 'word', step: 'number', made: 'flag' },
  'red_team.ran': { ...COMMON, cases: 'number', failed: 'number' },
  /** `breached`: guardrails on which it is worse, or `none`. */
  'release.judged': {
    ...COMMON,
    settled: 'word',
    tried: 'word',
    verdict: 'word',
    breached: 'word',
    rolled_back: 'flag',
  },
  'breaker.moved': { ...COMMON, name: 'word', from: 'word', to: 'word' },
  'session.opened': { ...COMMON, 'level?': 'word', 'locale?': 'word' },
  'session.expired': { ...COMMON, turns: 'number' },
  'session.handed_over': { ...COMMON, reason: 'word', 'ticket_id?': 'word' },
  'session.released': { ...COMMON, 'staff?': 'id' },
  'session.rated': { ...COMMON, score: 'number', 'brain_version?': 'word', 'intent?': 'word' },
  'request.refused': { ...COMMON, route: 'word', method: 'word', status: 'number', code: 'word' },
  'request.answered': { ...COMMON, route: 'word', method: 'word', status: 'number', duration_ms: 'number' },
  'webhook.received': {
    ...COMMON,
    source: 'word',
    topic: 'word',
    outcome: 'word',
    'delivery?': 'id',
    'age_ms?': 'number',
  },
  'job.done': { ...COMMON, kind: 'word', duration_ms: 'number', 'attempts?': 'number' },
  'job.retried': { ...COMMON, kind: 'word', attempts: 'number', delay_s: 'number', fault: 'word' },
  'job.parked': { ...COMMON, kind: 'word', attempts: 'number', fault: 'word' },
  'job.redriven': { ...COMMON, kind: 'word', 'staff?': 'id' },
  'cron.ran': { ...COMMON, cron: 'word', job: 'word', duration_ms: 'number', outcome: 'word', 'rows?': 'number' },
  'crawl.started': { ...COMMON, 'run_id?': 'hex', host: 'word' },
  'crawl.finished': {
    ...COMMON,
    'run_id?': 'hex',
    host: 'word',
    outcome: 'word',
    pages: 'number',
    changed: 'number',
    failed: 'number',
    'chunks?': 'number',
    duration_ms: 'number',
  },
  'search.missed': { ...COMMON, intent: 'word', answerable: 'number', mode: 'word', 'language?': 'word' },
  'ticket.opened': { ...COMMON, ticket_id: 'word', reason: 'word', sink: 'word' },
  'notice.sent': { ...COMMON, channel: 'word', outcome: 'word', 'notice_id?': 'word' },
  'mail.sent': { ...COMMON, template: 'word', outcome: 'word' },
  'action.audited': { ...COMMON, action: 'word', outcome: 'word', 'order?': 'id', 'reason?': 'word' },
  'retention.swept': { ...COMMON, table: 'word', rows: 'number' },
  'person.erased': { ...COMMON, subject: 'id', places: 'counts' },
  'flag.read_failed': { ...COMMON, flag: 'word', fell_back_to: 'word' },
  'ready.checked': { ...COMMON, dependency: 'word', state: 'word', latency_ms: 'number' },
  'fault.reported': {
    ...COMMON,
    where: 'word',
    name: 'word',
    code: 'word',
    message: 'text',
    fingerprint: 'word',
    occurrence: 'word',
    count: 'number',
    'retryable?': 'flag',
    'causes?': 'words',
    'stack?': 'words',
  },
  'telemetry.lost': { ...COMMON, sink: 'word', items: 'number', why: 'word' },
  'worker.started': { ...COMMON, environment: 'word', 'version?': 'word', 'brain_version?': 'word' },
} as const

export type EventName = keyof typeof EVENTS
/** One line, said as an object: `{ event: 'turn.finished', … }`. */
export type LogEvent = { [Name in EventName]: { event: Name } & FieldsOf<(typeof EVENTS)[Name]> }[EventName]
export type LogEventOf<Name extends EventName> = Extract<LogEvent, { event: Name }>

const WARNINGS: ReadonlySet<EventName> = new Set([
  'turn.failed',
  'turn.recovered',
  'provider.left',
  'breaker.moved',
  'job.retried',
  'flag.read_failed',
  'telemetry.lost',
])
const ERRORS: ReadonlySet<EventName> = new Set(['job.parked', 'fault.reported'])

export const levelOf = (event: EventName): 'info' | 'warn' | 'error' =>
  ERRORS.has(event) ? 'error' : WARNINGS.has(event) ? 'warn' : 'info'
