import { sha256Hex } from '../../base/bytes.ts'
import { asId, type TicketId } from '../../base/ids.ts'
import type { Clock } from '../../base/time.ts'
import type { HandoffReason } from '../../contracts/tools.ts'
import type { ToolContext } from '../toolbox/tool.ts'

/** A row of `tickets`. `id` is made from session and turn: asking twice in one turn opens one ticket. */
export type TicketToOpen = {
  id: string
  sessionId: string
  turnId: string
  reason: string
  subject: string
  body: string
  state: 'open'
  openedAt: number
}
export type OpenTicketDeps = { openTicket(row: TicketToOpen): Promise<void>; now: Clock }

export async function openTicket(
  deps: OpenTicketDeps,
  ask: { reason: HandoffReason; subject: string; body: string },
  { identity, turnId }: ToolContext
): Promise<{ ticketId: TicketId }> {
  const hash = await sha256Hex(`${identity.sessionId}\n${turnId}`)
  const id = `tkt_${hash.slice(0, 20)}`
  await deps.openTicket({
    id,
    sessionId: identity.sessionId,
    turnId,
    reason: ask.reason,
    subject: ask.subject,
    body: ask.body,
    state: 'open',
    openedAt: deps.now(),
  })
  return { ticketId: asId(id) }
}
