import { Hono, type Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { html } from 'hono/html'
import { TOKEN_MAX_SECONDS } from '../contracts/claims.ts'
import { frame, show } from './screens/frame.ts'
import type { Staff } from './staff.ts'

export type SignInDeps = {
  /** Who this is, or null when it is nobody of the staff. */
  staffOf(authorization: string | undefined): Promise<Staff | null>
  /** Origins whose wp-admin may open the console. */
  isShop(origin: string): boolean
}

const COOKIE = 'counterhand_staff'
/** A token is about 500 bytes. */
const FORM_MAX_BYTES = 8 * 1024

/**
 * `POST /enter`: the shop's wp-admin sends a colleague here with a token in a form's body, never in a URL. The token
 * becomes a cookie that scripts cannot read and other sites cannot send. It ends when the token does.
 */
export function signInRoutes(deps: SignInDeps) {
  const app = new Hono()

  app.post('/enter', async (c) => {
    const token = deps.isShop(c.req.header('origin') ?? '') ? await readToken(c) : null
    const staff = token === null ? null : await deps.staffOf(`Bearer ${token}`)
    if (token === null || !staff) return askToSignIn(c)
    setCookie(c, COOKIE, token, { ...cookieOf(c), maxAge: TOKEN_MAX_SECONDS })
    // Not a redirect: a browser does not send a SameSite=Strict cookie along a chain that another site began.
    const next = html`<meta http-equiv="refresh" content="0;url=/ops" />`
    return show(c, frame({ title: 'Signed in', head: next, body: html`<p><a href="/ops">Open the console</a></p>` }))
  })

  app.post('/leave', (c) => {
    deleteCookie(c, COOKIE, cookieOf(c))
    return show(c, frame({ title: 'Signed out', body: html`<p>You are signed out of the console.</p>` }))
  })
  return app
}

/**
 * What the caller proves themselves with: the header of a program, or the cookie of a browser. A cookie is believed for
 * a change only from a page of our own: `Origin` is set by the browser, and no page can forge it.
 */
export function proofOf(c: Context): string | undefined {
  const header = c.req.header('authorization')
  if (header !== undefined) return header
  const token = getCookie(c, COOKIE)
  const isReading = c.req.method === 'GET' || c.req.method === 'HEAD'
  const isOurs = isReading || c.req.header('origin') === new URL(c.req.url).origin
  return token !== undefined && isOurs ? `Bearer ${token}` : undefined
}

const cookieOf = (c: Context) =>
  ({ path: '/ops', httpOnly: true, sameSite: 'Strict', secure: new URL(c.req.url).protocol === 'https:' }) as const

async function readToken(c: Context): Promise<string | null> {
  if (Number(c.req.header('content-length') ?? Infinity) > FORM_MAX_BYTES) return null
  if (!c.req.header('content-type')?.startsWith('application/x-www-form-urlencoded')) return null
  return new URLSearchParams(await c.req.text()).get('token')
}

/** For a person's browser; a program gets the code alone. */
export const askToSignIn = (c: Context) =>
  show(
    c,
    frame({
      title: 'Not signed in',
      body: html`<p>Open the console from your shop’s wp-admin: WooCommerce → Support console.</p>`,
    }),
    401
  )
