import type { WriteCall } from '../../contracts/write-tools.ts'
import type { ProposalOutcome } from '../../contracts/write-tools.ts'
import type { Span } from '../../observability/span.ts'
import type { ToolContext } from '../run-tools.ts'
import type { Turn, TurnDeps, TurnEnd } from '../turn-loop.ts'
import { tellStatus } from '../tell.ts'
import { frameOf, sayProposal } from './say-proposal.ts'

/** Asks the hands for a change. They answer with a card, a fact or a refusal; nothing has happened then. */
export type Propose = (call: WriteCall, context: ToolContext, span: Span) => Promise<ProposalOutcome>

/** A turn whose plan is a proposal: no page is searched and no model writes, so no text can change what a card says. */
export async function proposeInTurn(
  deps: Pick<TurnDeps, 'propose' | 'now'>,
  turn: Turn,
  call: WriteCall,
  signal: AbortSignal
): Promise<Omit<TurnEnd, 'plan' | 'hops'>> {
  const { turnId, identity, ask, span } = turn
  tellStatus(turn, call)
  const startedMs = deps.now()
  const context = { identity, turnId, callId: `${turnId}.propose`, locale: ask.locale, signal }
  const outcome = await deps.propose(call, context, span)
  signal.throwIfAborted()
  const said = sayProposal(outcome, ask.locale)
  tellText(turn, said.text, deps.now())
  turn.emit(...said.parts.map(frameOf))
  return {
    text: said.text,
    sources: [],
    parts: said.parts,
    outcome: said.outcome,
    offerPerson: said.offerPerson,
    handedOver: null,
    openQuestion: said.openQuestion,
    outcomes: [],
    withheld: {},
    proposal: {
      call,
      waits: said.waits,
      durationMs: deps.now() - startedMs,
      reason: outcome.ok ? null : outcome.error.reason,
    },
  }
}

function tellText(turn: Turn, text: string, nowMs: number): void {
  const id = `${turn.replyId}.text`
  turn.draft.text = text
  turn.draft.firstTextAtMs = nowMs
  turn.emit({ type: 'text-start', id }, { type: 'text-delta', id, delta: text }, { type: 'text-end', id })
}
