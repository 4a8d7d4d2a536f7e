import { Hono } from 'hono'
import * as z from 'zod'
import type { Result } from '../base/result.ts'
import type { DeadLetter } from '../store/delivery/dead-letters.ts'
import type { OpsVariables } from './ops-routes.ts'

export type JobDeps = {
  listLetters(state: DeadLetter['state'], limit: number): Promise<DeadLetter[]>
  findLetter(id: string): Promise<DeadLetter | null>
  redrive(id: string, by: string): Promise<Result<{ kind: string }, { reason: 'not_found' | 'unreadable' }>>
}

const stateSchema = z.enum(['parked', 'redriven']).catch('parked')
const idSchema = z.string().regex(/^dead_[0-9a-f]{20}$/)
const NOT_FOUND = { code: 'not_found', message: 'There is no such letter.' }

/** What the queue gave up on. `npm run jobs -- dead` is this door for people. */
export function jobRoutes(deps: JobDeps) {
  const app = new Hono<OpsVariables>()
  app.get('/', async (c) => {
    const letters = await deps.listLetters(stateSchema.parse(c.req.query('state')), 200)
    return c.json({ letters: letters.map((letter) => lineOf(letter)) })
  })
  app.get('/:id', async (c) => {
    const id = idSchema.safeParse(c.req.param('id'))
    const letter = id.success ? await deps.findLetter(id.data) : null
    return letter ? c.json({ ...lineOf(letter), message: withoutWords(letter) }) : c.json(NOT_FOUND, 404)
  })
  app.post('/:id/redrive', async (c) => {
    const id = idSchema.safeParse(c.req.param('id'))
    if (!id.success) return c.json(NOT_FOUND, 404)
    const driven = await deps.redrive(id.data, c.get('staff').subject)
    if (driven.ok) return c.json({ state: 'redriven', kind: driven.value.kind })
    if (driven.error.reason === 'not_found') return c.json(NOT_FOUND, 404)
    return c.json({ code: 'unreadable', message: 'This release no longer knows what the message means.' }, 409)
  })
  return app
}

const timeOf = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString())

const lineOf = ({ id, kind, state, times, parkedAt, redrivenAt }: DeadLetter) => ({
  id,
  kind,
  state,
  times,
  parked_at: timeOf(parkedAt),
  redriven_at: timeOf(redrivenAt),
})

/** What was said is for whoever opens the conversation, not for whoever looks after the queue. */
function withoutWords({ kind, body, sessionId }: DeadLetter): unknown {
  return sessionId === null ? body : { kind, session_id: sessionId }
}
