import { isFault } from '../../base/fault.ts'
import { pause } from '../../base/resilience/timers.ts'
import { fullJitter, withRetry } from '../../base/resilience/with-retry.ts'
import { withTimeout } from '../../base/resilience/with-timeout.ts'
import { around, type Wrap } from '../../base/resilience/wrap.ts'
import { refuse, type Result } from '../../base/result.ts'
import type { Clock } from '../../base/time.ts'
import type { SearchKnowledge } from '../../contracts/knowledge.ts'
import type { ToolCall, ToolName, ToolOutcome, ToolRefusal } from '../../contracts/tools.ts'
import { createTicket } from '../desk/create-ticket.ts'
import { notifyHuman } from '../desk/notify-human.ts'
import type { TicketToOpen } from '../desk/open-ticket.ts'
import { kbSearch } from '../knowledge/kb-search.ts'
import { getOrderStatus } from '../orders/get-order-status.ts'
import { listOrders } from '../orders/list-orders.ts'
import type { OrderReads } from '../orders/order-reads.ts'
import { TOOL_BUDGET, untilNextBeatMs } from './budgets.ts'
import { refusalOfFault } from './refusal-of-fault.ts'
import { sealTool, type Effect, type SealedTool, type ToolContext, type Trace } from './tool.ts'

/** One row per exit path of every run. `input` is already free of persons' words. */
export type ActionRow = {
  id: string
  sessionId: string
  turnId: string
  tool: string
  actor: string
  effect: 'reads' | 'writes' | 'moves_money'
  input: Trace
  status: 'done' | 'refused' | 'failed'
  reason: string | null
  durationMs: number
  at: number
}

export type ToolboxDeps = {
  shop: OrderReads
  searchKnowledge: SearchKnowledge
  /** Safe to repeat by `id`. Resolves once the row is kept. */
  openTicket(row: TicketToOpen): Promise<void>
  recordAction(row: ActionRow): Promise<void>
  now: Clock
  random(): number
  breakerFor(tool: ToolName): Wrap
  /** Runs on after the answer is given: `ctx.waitUntil`. */
  background(work: Promise<unknown>): void
  reportFault(error: unknown, where: string): void
}

export type Toolbox = { run(call: ToolCall, context: ToolContext): Promise<ToolOutcome> }

/**
 * schema → permission → consent → idempotency claim → breaker, timeout, retry → act → audit row, every time.
 * These tools need no consent and claim nothing: reads are safe to repeat and tickets are keyed by their turn.
 * Tools that change an order are in the write desk, which runs the same order with both steps in it.
 */
export function openToolbox(deps: ToolboxDeps): Toolbox {
  const tools: Record<ToolName, SealedTool> = {
    kb_search: sealTool(kbSearch(deps.searchKnowledge)),
    get_order_status: sealTool(getOrderStatus(deps)),
    list_orders: sealTool(listOrders(deps)),
    create_ticket: sealTool(createTicket(deps)),
    notify_human: sealTool(notifyHuman(deps)),
  }
  return {
    async run(call, context) {
      const startedMs = deps.now()
      const tool = Object.hasOwn(tools, call.tool) ? tools[call.tool] : null
      const ended = tool ? await runTool(deps, tool, call, context) : refused({ reason: 'bad_input' })
      if (tool?.needs === 'nobody') await keepSecret(ended.result, deps.now() - startedMs, context.signal)
      const durationMs = deps.now() - startedMs
      await audit(deps, { call, context, effect: tool?.effect ?? 'reads', ended, durationMs })
      if (ended.bug) throw ended.bug.error
      // The tool's own schema and output type tie `input` to `result`; TypeScript cannot follow that through the table.
      return {
        tool: call.tool,
        callId: context.callId,
        input: call.input,
        durationMs,
        result: ended.result,
      } as ToolOutcome
    },
  }
}

type Ended = { result: Result<unknown, ToolRefusal>; trace: Trace; bug: { error: unknown } | null }

const refused = (refusal: ToolRefusal, trace: Trace = {}): Ended => ({ result: refuse(refusal), trace, bug: null })

async function runTool(deps: ToolboxDeps, tool: SealedTool, call: ToolCall, context: ToolContext): Promise<Ended> {
  const prepared = tool.prepare(call.input)
  if (!prepared) return refused({ reason: 'bad_input' })
  const { trace } = prepared
  if (tool.needs !== 'nobody' && context.identity.customerId === null) return refused({ reason: 'unauthorized' }, trace)

  const patiently = around(
    deps.breakerFor(call.tool),
    withTimeout(TOOL_BUDGET.totalMs),
    withRetry(
      TOOL_BUDGET.tries,
      fullJitter(TOOL_BUDGET.backoff, () => deps.random())
    ),
    withTimeout(TOOL_BUDGET.attemptMs)
  )
  try {
    const result = await patiently((signal) => prepared.attempt({ ...context, signal }))(context.signal)
    return { result, trace, bug: null }
  } catch (error) {
    deps.reportFault(error, `tool ${call.tool}`)
    if (isFault(error)) return refused(refusalOfFault(error), trace)
    return { ...refused({ reason: 'upstream_failed' }, trace), bug: { error } }
  }
}

/** See `REFUSAL_BEAT_MS`. Only the two answers a stranger could tell apart wait for it. */
async function keepSecret(result: Ended['result'], elapsedMs: number, signal: AbortSignal): Promise<void> {
  if (result.ok || (result.error.reason !== 'not_found' && result.error.reason !== 'unauthorized')) return
  await pause(untilNextBeatMs(elapsedMs), signal)
}

type Audit = { call: ToolCall; context: ToolContext; effect: Effect; ended: Ended; durationMs: number }

async function audit(deps: ToolboxDeps, { call, context, effect, ended, durationMs }: Audit): Promise<void> {
  const { result } = ended
  const kept = deps
    .recordAction({
      id: `act_${context.identity.sessionId}_${context.callId}`,
      sessionId: context.identity.sessionId,
      turnId: context.turnId,
      tool: call.tool,
      actor: context.identity.subject,
      effect: effect === 'tells_staff' ? 'writes' : effect,
      input: ended.trace,
      status: result.ok ? 'done' : ended.bug || result.error.reason === 'upstream_failed' ? 'failed' : 'refused',
      reason: result.ok ? null : result.error.reason,
      durationMs,
      at: deps.now(),
    })
    // A read that could not be written down was still only a read; a lost row is reported, not hidden.
    .catch((error: unknown) => deps.reportFault(error, 'audit'))
  if (effect === 'reads') deps.background(kept)
  else await kept
}
