import { Hono } from 'hono'
import * as z from 'zod'
import type { OpsVariables } from './ops-routes.ts'

/** What staff see of the shop's knowledge, and the table of words that admins edit. Gaps were scrubbed when kept. */
export type KnowledgeDeskDeps = {
  knowledge: {
    listSynonyms(): Promise<{ id: number; words: string[] }[]>
    addSynonyms(words: string[]): Promise<number>
    removeSynonyms(id: number): Promise<void>
    listGaps(limit: number): Promise<{ key: string; question: string; times: number; lastAt: number }[]>
    /** Answered by a page now, or not ours to answer. Asked again, it comes back. */
    closeGap(key: string): Promise<void>
  }
}

const wordSchema = z.string().trim().min(1).max(60)
const groupSchema = z.strictObject({ words: z.array(wordSchema).min(2).max(12) })
const idSchema = z.coerce.number().int().min(1)
const keySchema = z.string().regex(/^[\w-]{1,64}$/)
const GAPS_SHOWN = 100

/** Reading is for all staff; how every shopper's question is read is changed by admins alone. */
export function knowledgeRoutes({ knowledge }: KnowledgeDeskDeps) {
  const app = new Hono<OpsVariables>()
  app.get('/gaps', async (c) => c.json({ gaps: await knowledge.listGaps(GAPS_SHOWN) }))
  app.get('/synonyms', async (c) => c.json({ groups: await knowledge.listSynonyms() }))
  app.use(async function adminsOnly(c, next) {
    if (c.get('staff').isAdmin) return next()
    return c.json({ code: 'forbidden', message: 'This is for administrators of the shop.' }, 403)
  })
  app.post('/synonyms', async (c) => {
    const body = groupSchema.safeParse(await c.req.json().catch(() => null))
    if (!body.success) return c.json({ code: 'bad_request', message: 'words: 2 to 12, of 60 characters each' }, 400)
    return c.json({ id: await knowledge.addSynonyms(body.data.words) }, 201)
  })
  app.delete('/synonyms/:id', async (c) => {
    const id = idSchema.safeParse(c.req.param('id'))
    if (!id.success) return c.json({ code: 'not_found', message: 'There is no such group.' }, 404)
    await knowledge.removeSynonyms(id.data)
    return c.body(null, 204)
  })
  app.delete('/gaps/:key', async (c) => {
    const key = keySchema.safeParse(c.req.param('key'))
    if (!key.success) return c.json({ code: 'not_found', message: 'There is no such question.' }, 404)
    await knowledge.closeGap(key.data)
    return c.body(null, 204)
  })
  return app
}
