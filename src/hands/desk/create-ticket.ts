import { ok } from '../../base/result.ts'
import { toolInputs } from '../../contracts/tools.ts'
import { defineTool } from '../toolbox/tool.ts'
import { openTicket, type OpenTicketDeps } from './open-ticket.ts'

export const createTicket = (deps: OpenTicketDeps) =>
  defineTool({
    name: 'create_ticket',
    version: 1,
    tells: 'Writes a ticket for a person to answer later.',
    input: toolInputs.create_ticket,
    effect: 'tells_staff',
    needs: 'nobody',
    traceOf: ({ reason, body }) => ({ reason, body_chars: body.length }),
    permit: async () => ok(null),
    act: async (ask, _, context) => ok(await openTicket(deps, ask, context)),
  })
