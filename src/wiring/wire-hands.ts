import { cachedSearch } from '../kb/search/cached-search.ts'
import { openToolbox } from '../hands/toolbox/open-toolbox.ts'
import type { RunTool } from '../session/run-tools.ts'
import type { ActionRecord } from '../contracts/turn-record.ts'
import type { Parts } from './parts.ts'
import { chance, clock } from './platform.ts'
import { toolAttributes } from './seeing/tool-attributes.ts'
import { openTicket } from './wire-desk.ts'

/** `takeActions` hands over the audit rows of reads since it was last asked. */
export type Hands = { runTool: RunTool; takeActions(): ActionRecord[] }

/**
 * The hands of one session object. Each run is a child span of its turn. Audit rows of reads travel with the turn's
 * record, so that an answer waits for no database; what writes is written down before it acts, and at once.
 */
export function wireHands(parts: Parts, background: (work: Promise<unknown>) => void): Hands {
  let held: ActionRecord[] = []
  const toolbox = openToolbox({
    shop: parts.shop,
    // One a session: what one shopper asked must not show in how fast another is answered.
    searchKnowledge: cachedSearch(parts.knowledge.search, clock),
    openTicket: (row) => openTicket(parts, row),
    recordAction: async (row) => {
      if (row.effect === 'reads') held.push(row)
      else await parts.store.actions.recordAction(row)
    },
    now: clock,
    random: chance.random,
    breakerFor: (tool) => parts.breakers(`tool:${tool}`),
    background,
    reportFault: (error, where) => parts.seeing.reportFault(error, { where }),
  })
  const takeActions = () => {
    const taken = held
    held = []
    return taken
  }
  const runTool: RunTool = (call, context, turn) =>
    turn.span(`execute_tool ${call.tool}`, toolAttributes(call.tool, context.callId), async (span) => {
      const outcome = await toolbox.run(call, context)
      span.set({ 'counterhand.tool_outcome': outcome.result.ok ? 'ok' : outcome.result.error.reason })
      if (!outcome.result.ok) span.fail(outcome.result.error.reason)
      return outcome
    })
  return { runTool, takeActions }
}
