import type { Span } from '../observability/span.ts'
import type { TurnId } from '../base/ids.ts'
import type { Identity } from '../contracts/identity.ts'
import type { ToolCall, ToolOutcome } from '../contracts/tools.ts'

export type ToolContext = {
  identity: Identity
  turnId: TurnId
  callId: string
  locale: string
  signal: AbortSignal
}
export type RunTool = (call: ToolCall, context: ToolContext, span: Span) => Promise<ToolOutcome>
export type StartedTools = { begin(call: ToolCall): Promise<ToolOutcome> }

type TurnOfTools = { turnId: TurnId; identity: Identity; ask: { locale: string }; span: Span }

/**
 * Begins each distinct call once a turn, so a plan that asks for what was already begun on a guess gets that same
 * run. A guess nobody uses is dropped; its failure is not an error of the turn.
 */
export function startTools(runTool: RunTool, turn: TurnOfTools, signal: AbortSignal): StartedTools {
  const begun = new Map<string, Promise<ToolOutcome>>()
  return {
    begin(call) {
      const key = `${call.tool} ${JSON.stringify(call.input)}`
      const running = begun.get(key)
      if (running) return running
      const callId = `${turn.turnId}.${begun.size + 1}`
      const outcome = runTool(
        call,
        {
          identity: turn.identity,
          turnId: turn.turnId,
          callId,
          locale: turn.ask.locale,
          signal,
        },
        turn.span
      )
      // An unused guess that fails must not become an unhandled rejection; whoever awaits `outcome` still hears it.
      outcome.catch(() => undefined)
      begun.set(key, outcome)
      return outcome
    },
  }
}
