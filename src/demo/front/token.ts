import { Hono, type Context } from 'hono'
import * as z from 'zod'
import type { Chance, Clock } from '../../base/time.ts'
import { TOKEN_AUDIENCE, TOKEN_ISSUER, TOKEN_MAX_SECONDS, type Claims } from '../../contracts/claims.ts'
import { tokenAskSchema, type TokenAnswer } from '../../contracts/session-token.ts'
import type { DemoWorld } from '../world/open-world.ts'
import type { DemoCustomer } from '../world/shapes.ts'
import { freshSessionId, ownsSessionId } from './session-ids.ts'
import { fullName, isOwnPage, signedIn, visitorId } from './visit.ts'

export type TokenDeps = {
  world: Pick<DemoWorld, 'customers'>
  mintToken: (claims: Claims) => Promise<string>
  now: Clock
  chance: Chance
  shopOrigin: string
  /** Tags session ids. Any secret of the demo's own. */
  secret: string
}

/** What a shopper's token says. `seconds` is now, in seconds since the epoch. */
export const claimsFor = (
  who: DemoCustomer | null,
  subject: string,
  sid: string,
  seconds: number,
  jti: string
): Claims => ({
  iss: TOKEN_ISSUER,
  aud: TOKEN_AUDIENCE,
  sub: subject,
  sid,
  ...(who && { email: who.email, name: fullName(who) }),
  locale: 'en-IE',
  roles: ['shopper'],
  iat: seconds,
  nbf: seconds,
  exp: seconds + TOKEN_MAX_SECONDS,
  jti,
})

const subjectOf = (who: DemoCustomer | null, visitor: () => string) => (who ? `wp:${who.id}` : `anon:${visitor()}`)
/** WordPress gives its first user, the shop's owner, the id 1; the demo's customers start higher. */
const STAFF_SUBJECT = 'wp:1'
const refused = (c: Context, status: 400 | 403 | 404, code: string, message: string) =>
  c.json({ code, message }, status)
const sessionAskSchema = z.strictObject({ as: z.string().max(60).nullable() })

/** The shopkeeper, for `/ops`. In a real shop WordPress mints this for whoever may manage it. */
export async function staffSession({ secret, chance, now, mintToken }: Omit<TokenDeps, 'world' | 'shopOrigin'>) {
  const sessionId = await freshSessionId(secret, STAFF_SUBJECT, () => chance.uuid())
  const claims = claimsFor(null, STAFF_SUBJECT, sessionId, Math.floor(now() / 1000), chance.uuid())
  const token = await mintToken({ ...claims, name: 'Shopkeeper', roles: ['shopper', 'staff'] })
  return { token, sessionId, expiresAt: claims.exp }
}

export function tokenRoutes(deps: TokenDeps) {
  const { world, chance } = deps
  const app = new Hono()
  app.use('*', async (c, next) => {
    await next()
    c.header('cache-control', 'no-store')
  })

  const mint = async (who: DemoCustomer | null, subject: string, sessionId: string): Promise<TokenAnswer> => {
    const claims = claimsFor(who, subject, sessionId, Math.floor(deps.now() / 1000), chance.uuid())
    const name = who ? fullName(who) : null
    const token = await deps.mintToken(claims)
    return { token, session_id: sessionId, expires_at: claims.exp, signed_in: who !== null, name }
  }

  // What the widget asks. The cookies decide who; the session asked for is given only if it is theirs.
  app.post('/token', async (c) => {
    if (!isOwnPage(c, deps.shopOrigin, true)) return refused(c, 403, 'wrong_origin', 'Ask from a page of this shop.')
    const ask = tokenAskSchema.safeParse(await c.req.json().catch(() => null))
    if (!ask.success) return refused(c, 400, 'bad_request', 'Send {"session_id": …} or {}.')
    const who = signedIn(c, await world.customers())
    const subject = subjectOf(who, () => visitorId(c, chance))
    const held = ask.data.session_id
    const isTheirs = held ? await ownsSessionId(deps.secret, subject, held) : false
    const sessionId = isTheirs ? held! : await freshSessionId(deps.secret, subject, () => chance.uuid())
    return c.json(await mint(who, subject, sessionId))
  })

  // What a test, an eval or a load asks: no cookies, a new session every time.
  app.post('/session', async (c) => {
    if (!isOwnPage(c, deps.shopOrigin, false)) return refused(c, 403, 'wrong_origin', 'Ask from a page of this shop.')
    const ask = sessionAskSchema.safeParse(await c.req.json().catch(() => null))
    if (!ask.success) return refused(c, 400, 'bad_request', 'Send {"as": "<login>"} or {"as": null}.')
    const login = ask.data.as
    const who = (await world.customers()).find((each) => each.login === login) ?? null
    if (login === 'staff') return c.json(await staffSession(deps))
    if (login !== null && !who) return refused(c, 404, 'no_such_customer', 'There is no customer with this login.')
    const subject = subjectOf(who, () => chance.uuid().replaceAll('-', ''))
    const sessionId = await freshSessionId(deps.secret, subject, () => chance.uuid())
    const { token, expires_at } = await mint(who, subject, sessionId)
    return c.json({ token, sessionId, expiresAt: expires_at })
  })
  return app
}
