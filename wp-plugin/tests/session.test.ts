import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { openShop, siteUrl, tokenKey } from './rig/shop.ts'
import { ask, cookiesOf, keep, nonceOf, signIn, visit, type Jar } from './rig/visitor.ts'

before(openShop)

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
    assert.deepEqual(
      [signedIn.claims.sub, signedIn.claims.email, signedIn.name],
      [`wp:${id}`, 'ada@example.com', 'Ada']
    )
    assert.notEqual(signedIn.session_id, asGuest.session_id)
    jar.forEach((_, name) => name.startsWith('wordpress_') && jar.delete(name))
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
    const out = await fetch(`${siteUrl}/wp-login.php?action=logout&_wpnonce=${nonce}`, {
      redirect: 'manual',
      headers: { cookie: cookiesOf(jar) },
    })
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
})
