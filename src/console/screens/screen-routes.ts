import { Hono, type Context } from 'hono'
import { sessionIdSchema } from '../../contracts/claims.ts'
import type { OpsDeps, OpsVariables } from '../ops-routes.ts'
import { conversationPage } from './conversation.ts'
import { inboxPage } from './inbox.ts'
import { show } from './frame.ts'

type Ops = Context<OpsVariables>

/** What a page may say of the form that led to it. A closed list: an address cannot put words on a page. */
const SAYINGS = {
  choose: 'Choose approve or decline.',
  approved: 'Approved. The customer is told.',
  declined: 'Declined. The customer is told.',
  not_found: 'There is no such request.',
  own_session: 'Somebody else has to decide what you asked for yourself.',
  not_pending: 'This was decided already, or has lapsed.',
  no_talk: 'There is no such conversation.',
  too_long: 'Write 1 to 4,000 characters.',
  sent: 'Sent. It stands below in a moment.',
  unreachable: 'The conversation cannot be reached right now.',
  released: 'The assistant has the conversation again.',
} as const
type Saying = keyof typeof SAYINGS
const sayingOf = (c: Ops): string => {
  const key = c.req.query('said') ?? ''
  return Object.hasOwn(SAYINGS, key) ? SAYINGS[key as Saying] : ''
}

/** On to a page after a form, so that a reload does not send the form again. */
const goOn = (c: Ops, path: string, said: Saying): Response => c.redirect(`${path}?said=${said}`, 303)
const inbox = '/ops'
const talkPath = (id: string): string => `/ops/screens/conversations/${id}`
const readForm = async (c: Ops): Promise<URLSearchParams> => new URLSearchParams(await c.req.text())

/** The console for people: pages and forms over the same verbs as the API beside it. */
export function screenRoutes(deps: OpsDeps) {
  const app = new Hono<OpsVariables>()
  const talkOf = (c: Ops): string | null => sessionIdSchema.safeParse(c.req.param('id')).data ?? null

  app.get('/', async (c) => {
    const [approvals, tickets] = await Promise.all([deps.listApprovals(['pending']), deps.openTickets(100)])
    return show(c, inboxPage({ staff: c.get('staff'), approvals, tickets, said: sayingOf(c) }))
  })
  app.post('/screens/approvals/:id', async (c) => {
    const decision = (await readForm(c)).get('decision')
    if (decision !== 'approve' && decision !== 'decline') return goOn(c, inbox, 'choose')
    const ask = { id: c.req.param('id'), decision, staff: c.get('staff') } as const
    // A colleague who closes the page has decided all the same.
    const decided = await deps.decideApproval(ask, new AbortController().signal)
    return goOn(c, inbox, decided.ok ? (decision === 'approve' ? 'approved' : 'declined') : decided.error.reason)
  })
  app.get('/screens/conversations/:id', async (c) => {
    const id = talkOf(c)
    if (id === null) return goOn(c, inbox, 'no_talk')
    const [messages, files] = await Promise.all([deps.readTranscript(id), deps.listFiles(id)])
    return show(c, conversationPage(id, messages, files, sayingOf(c)))
  })
  app.post('/screens/conversations/:id/reply', async (c) => {
    const id = talkOf(c)
    if (id === null) return goOn(c, inbox, 'no_talk')
    const text = (await readForm(c)).get('text')?.trim() ?? ''
    if (text === '' || text.length > 4_000) return goOn(c, talkPath(id), 'too_long')
    const sent = await deps.session(id).staffSays({ staff: c.get('staff').subject, text })
    return goOn(c, talkPath(id), sent.ok ? 'sent' : 'unreachable')
  })
  app.post('/screens/conversations/:id/release', async (c) => {
    const id = talkOf(c)
    if (id === null) return goOn(c, inbox, 'no_talk')
    const released = await deps.session(id).release({ staff: c.get('staff').subject })
    if (!released.ok) return goOn(c, talkPath(id), 'unreachable')
    await deps.closeTicketsOf(id)
    return goOn(c, inbox, 'released')
  })
  return app
}
