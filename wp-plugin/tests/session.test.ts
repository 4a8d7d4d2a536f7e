import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { jwtVerify } from 'jose'
import { claimsSchema } from '../../src/contracts/claims.ts'
import { tokenAnswerSchema } from '../../src/contracts/session-token.ts'
import { openShop, rig, RIG_KEY, siteUrl, tokenKey } from './rig/shop.ts'

before(openShop)

/** A browser's cookies, as far as these tests need them. */
type Jar = Map<string, string>
const cookiesOf = (jar: Jar) => [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
function keep(jar: Jar, response: Response): void {
  for (const line of response.headers.getSetCookie()) {
    const [pair = '', ...rest] = line.split(';')
    const name = pair.slice(0, pair.indexOf('='))
    const isGone = rest.some((part) => /expires=.*19[67]\d|max-age=0/i.test(part)) || pair.endsWith('=') || pair.endsWith('=%20')
    if (isGone) jar.delete(name)
    else jar.set(name, pair.slice(pair.indexOf('=') + 1))
  }
}

async function ask(jar: Jar, body: unknown = {}, headers: Record<string, string> = {}) {
  const response = await fetch(`${siteUrl}/wp-json/counterhand/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: siteUrl, cookie: cookiesOf(jar), ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  keep(jar, response)
  return { status: response.status, headers: response.headers, body: (await response.json()) as Record<string, unknown> }
}
async function visit(jar: Jar, sessionId: string | null = null) {
  const answer = await ask(jar, { session_id: sessionId })
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  const parsed = tokenAnswerSchema.parse(answer.body)
  const { payload, protectedHeader } = await jwtVerify(parsed.token, new TextEncoder().encode(tokenKey.secret))
  return { ...parsed, claims: claimsSchema.parse(payload), header: protectedHeader, headers: answer.headers }
}
async function signIn(jar: Jar, login: string, role = 'customer'): Promise<number> {
  const response = await fetch(`${siteUrl}/index.php?rest_route=/rig/v1/do`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-rig': RIG_KEY },
    body: JSON.stringify({ verb: 'user', args: [login, role] }),
  })
  keep(jar, response)
  return ((await response.json()) as { value: number }).value
}
const nonceOf = async (jar: Jar) =>
  (await fetch(`${siteUrl}/wp-admin/admin-ajax.php?action=rest-nonce`, { headers: { cookie: cookiesOf(jar) } })).text()

describe('a guest', () => {
  it('gets a token of fifteen minutes for one session, by a cookie that scripts cannot read', async () => {
    const jar: Jar = new Map()
    const first = await visit(jar)
    assert.match(first.claims.sub, /^anon:[0-9a-f]{32}$/)
    assert.deepEqual([first.header.alg, first.header.kid], ['HS256', tokenKey.id])
    assert.deepEqual([first.claims.sid, first.claims.roles, first.signed_in], [first.session_id, ['shopper'], false])
    assert.equal(first.claims.exp - first.claims.iat, 900)
    assert.match(String(first.headers.get('cache-control')), /no-store/)
    const cookie = first.headers.getSetCookie().find((line) => line.startsWith('counterhand_visitor='))
    assert.match(cookie ?? '', /HttpOnly/i)
    assert.match(cookie ?? '', /SameSite=Lax/i)
    const renewed = await visit(jar, first.session_id)
    assert.deepEqual([renewed.claims.sub, renewed.session_id], [first.claims.sub, first.session_id])
  })

  it('never gets the session of another visitor', async () => {
    const [mine, theirs]: [Jar, Jar] = [new Map(), new Map()]
    const own = await visit(mine)
    const other = await visit(theirs, own.session_id)
    assert.notEqual(other.session_id, own.session_id)
    assert.notEqual(other.claims.sub, own.claims.sub)
  })

  it('with a made-up cookie or session id gets fresh ones', async () => {
    const jar: Jar = new Map([['counterhand_visitor', '<script>']])
    const first = await visit(jar, 'A'.repeat(38))
    assert.match(first.claims.sub, /^anon:[0-9a-f]{32}$/)
    assert.notEqual(first.session_id, 'A'.repeat(38))
  })
})

describe('a customer', () => {
  it('is known by the login cookie; logging in and out changes who is asking', async () => {
    const jar: Jar = new Map()
    const asGuest = await visit(jar)
    const id = await signIn(jar, 'ada')
    const signedIn = await visit(jar, asGuest.session_id)
    assert.deepEqual([signedIn.claims.sub, signedIn.claims.email, signedIn.name], [`wp:${id}`, 'ada@example.com', 'Ada'])
    assert.notEqual(signedIn.session_id, asGuest.session_id)
    jar.forEach((_, name) => /^wordpress_/.test(name) && jar.delete(name))
    const after = await visit(jar, signedIn.session_id)
    assert.match(after.claims.sub, /^anon:/)
    assert.notEqual(after.session_id, signedIn.session_id)
    const other: Jar = new Map()
    const otherId = await signIn(other, 'ben')
    const taken = await visit(other, signedIn.session_id)
    assert.deepEqual([taken.claims.sub, taken.session_id === signedIn.session_id], [`wp:${otherId}`, false])
  })

  it('logging out by WordPress drops the visitor cookie as well', async () => {
    const jar: Jar = new Map()
    await visit(jar)
    await signIn(jar, 'ada')
    const page = await fetch(`${siteUrl}/wp-login.php?action=logout`, { headers: { cookie: cookiesOf(jar) } })
    const nonce = /_wpnonce=([0-9a-f]+)/.exec(await page.text())?.[1]
    const out = await fetch(`${siteUrl}/wp-login.php?action=logout&_wpnonce=${nonce}`, { redirect: 'manual', headers: { cookie: cookiesOf(jar) } })
    keep(jar, out)
    assert.equal(jar.has('counterhand_visitor'), false)
    assert.match((await visit(jar)).claims.sub, /^anon:/)
  })

  it('may send a nonce, and a stale one is refused rather than ignored', async () => {
    const jar: Jar = new Map()
    const id = await signIn(jar, 'ada')
    const good = await ask(jar, {}, { 'x-wp-nonce': await nonceOf(jar) })
    assert.equal(good.status, 200)
    const stale = await ask(jar, {}, { 'x-wp-nonce': '0123456789' })
    assert.deepEqual([stale.status, stale.body['code']], [403, 'rest_cookie_invalid_nonce'])
    assert.equal(id > 0, true)
  })
})

describe('refuses', () => {
  for (const [name, headers] of [
    ['another origin', { origin: 'https://evil.example' }],
    ['a null origin', { origin: 'null' }],
    ['another port', { origin: 'http://127.0.0.1:1' }],
    ['a cross-site request', { 'sec-fetch-site': 'cross-site' }],
    ['a same-site request of another host', { 'sec-fetch-site': 'same-site' }],
  ] as [string, Record<string, string>][]) {
    it(name, async () => {
      const jar: Jar = new Map()
      await signIn(jar, 'ada')
      const answer = await ask(jar, {}, headers)
      assert.deepEqual([answer.status, answer.body['code'], answer.body['token']], [403, 'cross_site', undefined])
    })
  }
  for (const body of ['{"session_id":5}', '{"session_id":"short"}', '{"extra":1}', '[1]', '"text"']) {
    it(`the body ${body}`, async () => assert.equal((await ask(new Map(), body)).status, 400))
  }
  it('more new conversations than the shop allows, but no renewal', async () => {
    await rig('settings', { rate_limit: 2 })
    const jar: Jar = new Map()
    const first = await visit(jar)
    const answers = [await ask(new Map()), await ask(new Map()), await ask(new Map())]
    assert.equal(answers.some((each) => each.status === 429 && each.headers.get('retry-after') === '60'), true)
    assert.equal((await visit(jar, first.session_id)).session_id, first.session_id)
    await rig('settings', { rate_limit: 0 })
  })
  it('staff routes to guests, customers and whoever has no nonce', async () => {
    const jar: Jar = new Map()
    await signIn(jar, 'cleo', 'subscriber')
    const nonce = await nonceOf(jar)
    const admin: Jar = new Map()
    await signIn(admin, 'rita', 'shop_manager')
    for (const [path, method] of [
      ['admin/test-connection', 'POST'],
      ['staff/token', 'POST'],
      ['staff/transcripts/plugin-test-session-01', 'GET'],
    ] as const) {
      const url = `${siteUrl}/wp-json/counterhand/v1/${path}`
      const status = async (headers: Record<string, string>) => (await fetch(url, { method, headers })).status
      assert.deepEqual(
        [await status({}), await status({ cookie: cookiesOf(jar), 'x-wp-nonce': nonce }), await status({ cookie: cookiesOf(admin) })],
        [401, 403, 401],
        path
      )
    }
    const token = await fetch(`${siteUrl}/wp-json/counterhand/v1/staff/token`, { method: 'POST', headers: { cookie: cookiesOf(admin), 'x-wp-nonce': await nonceOf(admin) } })
    const { payload } = await jwtVerify(((await token.json()) as { token: string }).token, new TextEncoder().encode(tokenKey.secret))
    assert.deepEqual(claimsSchema.parse(payload).roles, ['staff'])
  })
})
