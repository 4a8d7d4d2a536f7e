import { ok } from '../../base/result.ts'
import { unreachable } from '../../base/unreachable.ts'
import { toolInputs, type HandoffReason } from '../../contracts/tools.ts'
import { defineTool } from '../toolbox/tool.ts'
import { openTicket, type OpenTicketDeps } from './open-ticket.ts'

export const notifyHuman = (deps: OpenTicketDeps) =>
  defineTool({
    name: 'notify_human',
    version: 1,
    tells: 'Calls a person into this conversation.',
    input: toolInputs.notify_human,
    effect: 'tells_staff',
    needs: 'nobody',
    traceOf: ({ reason, note }) => ({ reason, note_chars: note.length }),
    permit: async () => ok(null),
    act: async ({ reason, note }, _, context) =>
      ok(await openTicket(deps, { reason, subject: subjectOf(reason), body: note }, context)),
  })

/** For staff, so it is in the house's language, not the shopper's. */
function subjectOf(reason: HandoffReason): string {
  switch (reason) {
    case 'asked_for_person':
      return 'A shopper asks for a person'
    case 'not_sure':
      return 'The assistant is not sure what is meant'
    case 'no_answer_found':
      return "The shop's pages hold no answer"
    case 'complaint':
      return 'A complaint'
    case 'needs_approval':
      return 'A request waits for approval'
    case 'tool_failed':
      return 'A look-up failed'
    case 'provider_down':
      return 'No model answers'
    case 'refund_in_doubt':
      return 'A refund is in doubt'
    case 'draft_to_check':
      return 'A drafted answer waits to be sent'
    default:
      return unreachable(reason)
  }
}
