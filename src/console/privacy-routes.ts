import { Hono } from 'hono'
import * as z from 'zod'
import { personSchema, type Person } from '../contracts/erasure.ts'
import type { PrivacyExport } from '../contracts/plugin-api.ts'
import type { OpsVariables } from './ops-routes.ts'

export type PrivacyDeps = {
  privacy: {
    export(person: Person): Promise<PrivacyExport>
    erase(
      id: string,
      person: Person
    ): Promise<{
      receipt: string
      removed: Record<string, number>
      kept: Record<string, { count: number; why: string }>
    }>
    publicKey(): Promise<object>
  }
}

const namesSomebody = (person: Person) => Object.values(person).some((each) => each !== null)
const exportSchema = personSchema.refine(namesSomebody)
/** `request_id` is the asker's own: sent again it goes on with the same request and answers with the same receipt. */
const eraseSchema = z
  .strictObject({ ...personSchema.shape, request_id: z.string().regex(/^[\w-]{1,80}$/) })
  .refine(({ request_id: _, ...person }) => namesSomebody(person))

/** Personal-data requests. For admins: what is erased here is gone. */
export function privacyRoutes({ privacy }: PrivacyDeps) {
  const app = new Hono<OpsVariables>()

  app.use(async function adminsOnly(c, next) {
    if (!c.get('staff').isAdmin) return c.json({ code: 'forbidden', message: 'This needs an administrator.' }, 403)
    return next()
  })
  app.post('/export', async (c) => {
    const person = exportSchema.safeParse(await c.req.json().catch(() => null))
    return person.success ? c.json(await privacy.export(person.data)) : c.json(WHOM, 400)
  })
  app.post('/erase', async (c) => {
    const body = eraseSchema.safeParse(await c.req.json().catch(() => null))
    if (!body.success) return c.json(WHOM, 400)
    const { request_id, ...person } = body.data
    return c.json(await privacy.erase(`ops-${request_id}`, person))
  })
  app.get('/receipt-key', async (c) => c.json(await privacy.publicKey()))
  return app
}

const WHOM = {
  code: 'bad_request',
  message: 'Name an email, a customer_id or a session_id; to erase, a request_id too.',
}
