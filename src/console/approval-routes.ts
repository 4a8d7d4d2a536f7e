import { Hono, type Context } from 'hono'
import * as z from 'zod'
import type { Result } from '../base/result.ts'
import { unreachable } from '../base/unreachable.ts'
import type { ApprovalDecided, ApprovalRefusal } from '../hands/approvals/decide-approval.ts'
import type { ApprovalCase } from '../hands/approvals/sweep-approvals.ts'
import type { OpsVariables } from './ops-routes.ts'
import type { Staff } from './staff.ts'

export type ApprovalDeps = {
  listApprovals(states: ApprovalCase['state'][]): Promise<ApprovalCase[]>
  decideApproval(
    ask: { id: string; decision: 'approve' | 'decline'; staff: Staff },
    signal: AbortSignal
  ): Promise<Result<ApprovalDecided, ApprovalRefusal>>
}

const decisionSchema = z.strictObject({ decision: z.enum(['approve', 'decline']) })
const idSchema = z.string().regex(/^[\w-]{1,100}$/)

/** What waits for a colleague. Who decides is read from the token alone; nobody decides what they asked for themselves. */
export function approvalRoutes(deps: ApprovalDeps) {
  const app = new Hono<OpsVariables>()

  app.get('/', async (c) => c.json({ approvals: await deps.listApprovals(['pending', 'approved']) }))

  app.post('/:id', async (c) => {
    const id = idSchema.safeParse(c.req.param('id'))
    const body = decisionSchema.safeParse(await c.req.json().catch(() => null))
    if (!id.success) return answerRefusal(c, { reason: 'not_found' })
    if (!body.success) return c.json({ code: 'bad_request', message: 'decision: approve or decline' }, 400)
    const ask = { id: id.data, decision: body.data.decision, staff: c.get('staff') }
    // A colleague who closes the page has decided all the same.
    const decided = await deps.decideApproval(ask, new AbortController().signal)
    if (!decided.ok) return answerRefusal(c, decided.error)
    return c.json({ state: decided.value.state, end: decided.value.end })
  })

  return app
}

function answerRefusal(c: Context<OpsVariables>, refusal: ApprovalRefusal): Response {
  switch (refusal.reason) {
    case 'not_found':
      return c.json({ code: 'not_found', message: 'There is no such request.' }, 404)
    case 'own_session':
      return c.json({ code: 'own_session', message: 'Somebody else has to decide what you asked for yourself.' }, 403)
    case 'not_pending':
      return c.json(
        { code: 'not_pending', message: 'This was decided already, or has lapsed.', state: refusal.state },
        409
      )
    default:
      return unreachable(refusal)
  }
}
