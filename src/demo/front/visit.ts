import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { Chance } from '../../base/time.ts'
import type { DemoCustomer } from '../world/shapes.ts'

const LOGIN = 'demo_login'
const VISITOR = 'demo_visitor'
const NOTE_SEEN = 'demo_note_seen'
const WEEK_SECONDS = 7 * 86_400

export const fullName = (customer: DemoCustomer): string => `${customer.firstName} ${customer.lastName}`

const isHttps = (c: Context) => new URL(c.req.url).protocol === 'https:'

function keep(c: Context, name: string, value: string, maxAge: number): void {
  setCookie(c, name, value, { path: '/', httpOnly: true, sameSite: 'Lax', secure: isHttps(c), maxAge })
}

/** Whoever the cookie names, or nobody. The demo takes the cookie's word: signing in as anybody is its purpose. */
export function signedIn(c: Context, customers: DemoCustomer[]): DemoCustomer | null {
  const login = getCookie(c, LOGIN)
  return customers.find((customer) => customer.login === login) ?? null
}

/** A random name for a visitor without an account, kept in a cookie no script can read. */
export function visitorId(c: Context, chance: Pick<Chance, 'uuid'>): string {
  const known = getCookie(c, VISITOR)
  if (known && /^[a-f0-9]{32}$/.test(known)) return known
  const fresh = chance.uuid().replaceAll('-', '')
  keep(c, VISITOR, fresh, WEEK_SECONDS)
  return fresh
}

/** Signs in, or out with null. The visitor changes too: whoever sits down next finds no stranger's conversation. */
export function changeLogin(c: Context, login: string | null, chance: Pick<Chance, 'uuid'>): void {
  keep(c, LOGIN, login ?? '', login === null ? 0 : WEEK_SECONDS)
  keep(c, VISITOR, chance.uuid().replaceAll('-', ''), WEEK_SECONDS)
}

/** Whether the note about cookies was waved away. */
export const hasSeenNote = (c: Context): boolean => getCookie(c, NOTE_SEEN) === '1'
export const markNoteSeen = (c: Context): void => keep(c, NOTE_SEEN, '1', WEEK_SECONDS)

/**
 * True for a request a page of this shop made. Browsers send Origin on every POST. A request without one is not
 * from a browser; `strict` refuses that too.
 */
export function isOwnPage(c: Context, shopOrigin: string, strict: boolean): boolean {
  const origin = c.req.header('origin')
  if (origin === undefined) return !strict
  return origin === shopOrigin || origin === new URL(c.req.url).origin
}
