import { Hono, type Context } from 'hono'
import { sessionIdSchema } from '../../contracts/claims.ts'
import type { ApprovalRefusal } from '../../hands/approvals/decide-approval.ts'
import type { OpsDeps, OpsVariables } from '../ops-routes.ts'
import { conversationPage } from './conversation.ts'
import { inboxPage } from './inbox.ts'
import { show } from './frame.ts'

type Ops = Context<OpsVariables>

const REFUSED: Record<ApprovalRefusal['reason'], string> = {
  not_found: 'There is no such request.',
  own_session: 'Somebody else has to decide what you asked for yourself.',
  not_pending: 'This was decided already, or has lapsed.',
}

/** The console for people: pages and forms over the same verbs as the API beside it. */
export function screenRoutes(deps: OpsDeps) {
  const app = new Hono<OpsVariables>()
  const showInbox = async (c: Ops, said: string) => {
    const [approvals, tickets] = await Promise.all([deps.listApprovals(['pending']), deps.openTickets(100)])
    return show(c, inboxPage({ staff: c.get('staff'), approvals, tickets, said }))
  }
  const showConversation = async (c: Ops, id: string, said: string) =>
    show(c, conversationPage(id, await deps.readTranscript(id), said))

  app.get('/', (c) => showInbox(c, ''))
  app.post('/screens/approvals/:id', async (c) => {
    const decision = new URLSearchParams(await c.req.text()).get('decision')
    if (decision !== 'approve' && decision !== 'decline') return showInbox(c, 'Choose approve or decline.')
    const ask = { id: c.req.param('id'), decision, staff: c.get('staff') } as const
    // A colleague who closes the page has decided all the same.
    const decided = await deps.decideApproval(ask, new AbortController().signal)
    return showInbox(c, decided.ok ? `The request is ${decided.value.state}.` : REFUSED[decided.error.reason])
  })
  app.get('/screens/conversations/:id', async (c) => {
    const id = sessionIdSchema.safeParse(c.req.param('id'))
    return id.success ? showConversation(c, id.data, '') : showInbox(c, 'There is no such conversation.')
  })
  app.post('/screens/conversations/:id/reply', async (c) => {
    const id = sessionIdSchema.safeParse(c.req.param('id'))
    const text = new URLSearchParams(await c.req.text()).get('text')?.trim() ?? ''
    if (!id.success) return showInbox(c, 'There is no such conversation.')
    if (text === '' || text.length > 4_000) return showConversation(c, id.data, 'Write 1 to 4,000 characters.')
    const sent = await deps.session(id.data).staffSays({ staff: c.get('staff').subject, text })
    return showConversation(c, id.data, sent.ok ? 'Sent.' : 'The conversation cannot be reached right now.')
  })
  app.post('/screens/conversations/:id/release', async (c) => {
    const id = sessionIdSchema.safeParse(c.req.param('id'))
    if (!id.success) return showInbox(c, 'There is no such conversation.')
    const released = await deps.session(id.data).release({ staff: c.get('staff').subject })
    if (!released.ok) return showConversation(c, id.data, 'The conversation cannot be reached right now.')
    await deps.closeTicketsOf(id.data)
    return showInbox(c, 'The assistant has the conversation again.')
  })
  return app
}
