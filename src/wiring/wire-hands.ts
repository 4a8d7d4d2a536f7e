import { openToolbox } from '../hands/toolbox/open-toolbox.ts'
import type { RunTool } from '../session/run-tools.ts'
import type { Parts } from './parts.ts'
import { chance, clock } from './platform.ts'

/** The hands of one session object. Each run is a child span of its turn. */
export function wireHands(parts: Parts, background: (work: Promise<unknown>) => void): RunTool {
  const toolbox = openToolbox({
    shop: parts.shop,
    searchKnowledge: parts.knowledge.search,
    openTicket: parts.store.tickets.openTicket,
    recordAction: parts.store.actions.recordAction,
    now: clock,
    random: chance.random,
    breakerFor: (tool) => parts.breakers(`tool:${tool}`),
    background,
    reportFault: (error, where) => parts.seeing.reportFault(error, { where }),
  })
  return (call, context, turn) =>
    turn.span(
      `execute_tool ${call.tool}`,
      { 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': call.tool },
      async (span) => {
        const outcome = await toolbox.run(call, context)
        if (!outcome.result.ok) span.fail(outcome.result.error.reason)
        return outcome
      }
    )
}
