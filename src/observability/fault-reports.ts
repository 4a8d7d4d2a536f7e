import { isFault } from '../base/fault.ts'
import type { Clock } from '../base/time.ts'
import { cleanKind, type Clean } from './fields.ts'
import { errorType } from './span.ts'

/** What the reporter knows about where it happened. `where` is a word of ours: `hands.get_order_status`. */
export type FaultFacts = {
  where: string
  requestId?: string | undefined
  sessionId?: string | undefined
  turnId?: string | undefined
  traceId?: string | null | undefined
}

/** A fault as sinks receive it: scrubbed, ids hashed, no arguments and no bodies. */
export type FaultReport = {
  fingerprint: string
  occurrence: 'first' | 'last'
  count: number
  firstMs: number
  lastMs: number
  where: string
  name: string
  code: string
  message: string
  retryable: boolean
  /** Class names or codes of the `cause` chain, outermost first. */
  causes: string[]
  /** `function file:line:column`, innermost call first. */
  stack: string[]
  requestId: string | null
  sessionId: string | null
  traceId: string | null
}

const QUIET_MS = 60_000
const TOLD_MAX = 200
const STACK_MAX = 12

export type FaultReports = {
  /** The report to send now, or null when this fault is already known: its last occurrence comes with `settle`. */
  note(error: unknown, facts: FaultFacts): FaultReport | null
  /** The last occurrence of every fault that has been quiet for a minute (all of them with `everything`). */
  settle(everything?: boolean): FaultReport[]
}

/** First and last, not the eight between. An evicted isolate takes its unsettled lasts with it; firsts are never lost. */
export function openFaultReports(deps: { now: Clock; clean: Clean }): FaultReports {
  const told = new Map<string, FaultReport>()
  return {
    note(error, facts) {
      const now = deps.now()
      const report = describe(error, facts, deps.clean, now)
      const seen = told.get(report.fingerprint)
      if (seen) {
        const { count, firstMs } = seen
        told.set(report.fingerprint, { ...report, occurrence: 'last', count: count + 1, firstMs })
        return null
      }
      // A storm of distinct faults must not become a leak; forgetting means telling some of them again.
      if (told.size >= TOLD_MAX) told.clear()
      told.set(report.fingerprint, report)
      return report
    },
    settle(everything = false) {
      const settled: FaultReport[] = []
      for (const [fingerprint, report] of told) {
        if (!everything && deps.now() - report.lastMs < QUIET_MS) continue
        told.delete(fingerprint)
        if (report.count > 1) settled.push(report)
      }
      return settled
    },
  }
}

function describe(error: unknown, facts: FaultFacts, clean: Clean, now: number): FaultReport {
  const text = (value: string) => cleanKind('text', value, clean) as string
  const word = (value: string) => cleanKind('word', value, clean) as string
  const hex = (value: string | null | undefined) => (value ? (cleanKind('hex', value, clean) as string) : null)
  const { message, stack, name } = shapeOf(error)
  const where = word(facts.where)
  const code = word(errorType(error))
  return {
    fingerprint: fingerprintOf(error, where, code),
    occurrence: 'first',
    count: 1,
    firstMs: now,
    lastMs: now,
    where,
    name: word(name),
    code,
    message: text(message),
    retryable: isFault(error) && error.retryable,
    causes: causesOf(error).map(word),
    stack: framesOf(stack).map(text),
    requestId: hex(facts.requestId),
    sessionId: facts.sessionId ? clean.hashId(facts.sessionId) : null,
    traceId: hex(facts.traceId),
  }
}

function shapeOf(error: unknown): { name: string; message: string; stack: string } {
  if (error instanceof Error) return { name: error.name, message: error.message, stack: error.stack ?? '' }
  return { name: 'thrown', message: typeof error === 'string' ? error : '', stack: '' }
}

function causesOf(error: unknown): string[] {
  const causes: string[] = []
  let cause = error instanceof Error ? error.cause : undefined
  while (cause !== undefined && cause !== null && causes.length < 5) {
    causes.push(errorType(cause))
    cause = cause instanceof Error ? cause.cause : undefined
  }
  return causes
}

/** Function and place only: the first lines of a stack repeat the message, which is cleaned on its own. */
function framesOf(stack: string): string[] {
  return stack
    .split('\n')
    .filter((line) => /^\s*at /.test(line))
    .slice(0, STACK_MAX)
    .map((line) => line.trim().slice(3))
}

/**
 * Same code at the same place is the same fault. What differs between shoppers (digits, quoted words) is left out, and
 * of the message only a hash stays. `where` and `code` are clean already.
 */
function fingerprintOf(error: unknown, where: string, code: string): string {
  if (isFault(error)) return `${where}:${code}`
  const shape = shapeOf(error)
    .message.replace(/["'`][^"'`]*["'`]|\S*[\d@]\S*/g, '*')
    .slice(0, 200)
  return `${where}:${code}:${shortHash(shape)}`
}

/** FNV-1a, 32 bits: to tell apart, not to hide. */
function shortHash(text: string): string {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return (hash >>> 0).toString(16).padStart(8, '0')
}
