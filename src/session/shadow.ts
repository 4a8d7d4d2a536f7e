import { asId, type TicketId } from '../base/ids.ts'
import { ok, refuse } from '../base/result.ts'
import { Fault } from '../base/fault.ts'
import type { RunTool } from './run-tools.ts'
import type { MessageRow, TurnRow } from './memory/memory.ts'
import type { RecordedRow } from './turn-facts.ts'
import { runTurn, type Turn, type TurnDeps, type TurnEnd } from './turn-loop.ts'

/** Opens the ticket a shadowed conversation waits on. Throws where nobody could be called: then none may be claimed. */
export async function callForDraft(deps: Pick<TurnDeps, 'runTool'>, turn: Turn, signal: AbortSignal): Promise<string> {
  const note = 'The assistant is in shadow mode: its drafts are in the conversation, and only what you send is shown.'
  const { turnId, identity, ask, span } = turn
  const context = { identity, turnId, callId: `${turnId}.shadow`, locale: ask.locale, signal }
  const called = await deps.runTool({ tool: 'notify_human', input: { reason: 'draft_to_check', note } }, context, span)
  if (called.tool === 'notify_human' && called.result.ok) return called.result.value.ticketId
  throw new Fault('store_unavailable', { retryable: true, detail: 'notify_human' })
}

/**
 * The turn as it would have been, for a colleague to read and never for the shopper: nothing is emitted, a proposal is
 * written down and not made (it could mail a code), and a person is not called twice. Reads are real.
 */
export async function draftTurn(
  deps: TurnDeps,
  turn: Turn,
  ticketId: string,
  signal: AbortSignal
): Promise<{ end: TurnEnd; text: string }> {
  const runTool: RunTool = async (call, context, span) =>
    call.tool === 'notify_human'
      ? { ...call, callId: context.callId, durationMs: 0, result: ok({ ticketId: asId<TicketId>(ticketId) }) }
      : deps.runTool(call, context, span)
  const unheard: Turn = {
    ...turn,
    streaming: false,
    emit: () => undefined,
    draft: { text: '', firstTextAtMs: null, isOpen: false },
  }
  const end = await runTurn(
    { ...deps, runTool, propose: async () => refuse({ reason: 'writes_disabled' }) },
    unheard,
    signal
  )
  if (!end.proposal) return { end, text: end.text }
  const { tool, input } = end.proposal.call
  return { end, text: `[would ask on a card: ${tool}, order ${input.order_id}]` }
}

/** As a row of the record; the session itself never holds it. */
export const draftRow = (turn: TurnRow, body: string, sources: MessageRow['sources'], at: number): RecordedRow => ({
  id: turn.replyId,
  turnNo: turn.turnNo,
  role: 'draft',
  body,
  sources,
  parts: [],
  state: 'done',
  at,
})
