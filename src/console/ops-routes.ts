import { Hono, type MiddlewareHandler } from 'hono'
import * as z from 'zod'
import type { Attachment } from '../contracts/attachment.ts'
import { sessionIdSchema } from '../contracts/claims.ts'
import type { SessionDoor } from '../contracts/session-rpc.ts'
import { approvalRoutes, type ApprovalDeps } from './approval-routes.ts'
import { jobRoutes, type JobDeps } from './job-routes.ts'
import { privacyRoutes, type PrivacyDeps } from './privacy-routes.ts'
import { knowledgeRoutes, type KnowledgeDeskDeps } from './knowledge-routes.ts'
import { metricsRoutes, type MetricsDeps } from './metrics-routes.ts'
import { screenRoutes } from './screens/screen-routes.ts'
import { askToSignIn, proofOf, signInRoutes, type SignInDeps } from './sign-in.ts'
import type { Staff } from './staff.ts'

export type OpsVariables = { Variables: { staff: Staff } }
export type OpsDeps = ApprovalDeps &
  KnowledgeDeskDeps &
  JobDeps &
  PrivacyDeps &
  MetricsDeps &
  SignInDeps & {
    session(id: string): Pick<SessionDoor, 'release' | 'staffSays'>
    openTickets(
      limit: number
    ): Promise<{ id: string; sessionId: string; reason: string; subject: string; body: string; openedAt: number }[]>
    closeTicketsOf(sessionId: string): Promise<void>
    listFiles(sessionId: string): Promise<Attachment[]>
    /** The bytes of one file, or null. */
    readFile(sessionId: string, id: string): Promise<{ attachment: Attachment; body: ReadableStream } | null>
    readTranscript(sessionId: string): Promise<{ role: string; body: string; at: number }[]>
  }

const replySchema = z.strictObject({ text: z.string().trim().min(1).max(4_000) })

/** The staff door. Everything behind it is refused to whoever is not staff, with one answer for all reasons. */
export function opsRoutes(deps: OpsDeps) {
  const app = new Hono<OpsVariables>()
  app.route('/', signInRoutes(deps))
  app.use(staffOnly(deps))
  app.route('/', screenRoutes(deps))

  app.route('/approvals', approvalRoutes(deps))
  app.route('/dead', jobRoutes(deps))
  app.route('/knowledge', knowledgeRoutes(deps))
  app.route('/privacy', privacyRoutes(deps))
  app.route('/metrics', metricsRoutes(deps))
  app.get('/tickets', async (c) => c.json({ tickets: await deps.openTickets(100) }))
  app.get('/sessions/:id/transcript', async (c) => {
    const id = sessionIdSchema.safeParse(c.req.param('id'))
    return id.success ? c.json({ messages: await deps.readTranscript(id.data) }) : c.json(NOT_FOUND, 404)
  })
  app.get('/sessions/:id/attachments', async (c) => {
    const id = sessionIdSchema.safeParse(c.req.param('id'))
    return id.success ? c.json({ attachments: await deps.listFiles(id.data) }) : c.json(NOT_FOUND, 404)
  })
  /** As a download, whatever it is: a file from outside never opens as a page of ours. */
  app.get('/sessions/:id/attachments/:file', async (c) => {
    const id = sessionIdSchema.safeParse(c.req.param('id'))
    const file = id.success ? await deps.readFile(id.data, c.req.param('file')) : null
    if (!file) return c.json(NOT_FOUND, 404)
    const { name, type } = file.attachment
    c.header('content-type', type)
    c.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
    c.header('x-content-type-options', 'nosniff')
    c.header('content-security-policy', "sandbox; default-src 'none'")
    return c.body(file.body)
  })
  app.post('/sessions/:id/reply', async (c) => {
    const id = sessionIdSchema.safeParse(c.req.param('id'))
    const body = replySchema.safeParse(await c.req.json().catch(() => null))
    if (!id.success) return c.json(NOT_FOUND, 404)
    if (!body.success) return c.json({ code: 'bad_request', message: 'text: 1 to 4,000 characters' }, 400)
    const said = await deps.session(id.data).staffSays({ staff: c.get('staff').subject, text: body.data.text })
    return said.ok ? c.json({ message_id: said.value.messageId }, 201) : c.json(UNAVAILABLE, 503)
  })
  /** Gives the conversation back to the assistant, and closes what was opened for it. */
  app.post('/sessions/:id/release', async (c) => {
    const id = sessionIdSchema.safeParse(c.req.param('id'))
    if (!id.success) return c.json(NOT_FOUND, 404)
    const released = await deps.session(id.data).release({ staff: c.get('staff').subject })
    if (!released.ok) return c.json(UNAVAILABLE, 503)
    await deps.closeTicketsOf(id.data)
    return c.json(released.value)
  })
  return app
}

const NOT_FOUND = { code: 'not_found', message: 'There is no such conversation.' }
const UNAVAILABLE = { code: 'unavailable', message: 'The conversation cannot be reached right now.' }

function staffOnly(deps: Pick<OpsDeps, 'staffOf'>): MiddlewareHandler<OpsVariables> {
  return async function staffDoor(c, next) {
    const staff = await deps.staffOf(proofOf(c))
    if (!staff && c.req.header('accept')?.startsWith('text/html')) return askToSignIn(c)
    if (!staff) return c.json({ code: 'unauthorized', message: 'Sign in as staff.' }, 401)
    c.set('staff', staff)
    c.header('cache-control', 'no-store')
    return next()
  }
}
