import { Hono } from 'hono'
import * as z from 'zod'
import type { DemoWorld } from '../world/open-world.ts'
import { isOwnPage } from './visit.ts'

const textSchema = z.string().max(5_000)
const plantSchema = z.strictObject({
  order: z
    .strictObject({
      number: z.string().max(20),
      note: textSchema.optional(),
      lineName: textSchema.optional(),
      tracking: textSchema.optional(),
    })
    .optional(),
  customer: z.strictObject({ login: z.string().max(40), firstName: textSchema }).optional(),
  page: z
    .strictObject({
      slug: z.string().regex(/^[a-z0-9-]{1,60}$/),
      section: z.enum(['guides', 'product']),
      title: z.string().max(200),
      text: textSchema,
      review: textSchema.default(''),
    })
    .optional(),
})

/** `POST /demo/plant`: strangers' words where strangers write, for the red team. Demo mode only, like all of `/demo`. */
export function plantRoute({ world, shopOrigin }: { world: Pick<DemoWorld, 'plant'>; shopOrigin: string }) {
  return new Hono().post('/plant', async (c) => {
    if (!isOwnPage(c, shopOrigin, false))
      return c.json({ code: 'wrong_origin', message: 'Ask from a page of this shop.' }, 403)
    const ask = plantSchema.safeParse(await c.req.json().catch(() => null))
    if (!ask.success) return c.json({ code: 'bad_request', message: 'Send an order, a customer or a page.' }, 400)
    await world.plant(ask.data)
    return c.json({ planted: true })
  })
}
