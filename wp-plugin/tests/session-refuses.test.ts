import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { jwtVerify } from 'jose'
import { claimsSchema } from '../../src/contracts/claims.ts'
import { openShop, rig, siteUrl, tokenKey } from './rig/shop.ts'
import { ask, cookiesOf, nonceOf, signIn, visit, type Jar } from './rig/visitor.ts'

before(openShop)

describe('refuses', () => {
  for (const body of ['{"session_id":5}', '{"session_id":"short"}', '{"extra":1}', '[1]', '"text"']) {
    it(`the body ${body}`, async () => assert.equal((await ask(new Map(), body)).status, 400))
  }
  it('more new conversations than the shop allows, but no renewal', async () => {
    await rig('settings', { rate_limit: 2 })
    const jar: Jar = new Map()
    const first = await visit(jar)
    const answers = [await ask(new Map()), await ask(new Map()), await ask(new Map())]
    assert.equal(
      answers.some((each) => each.status === 429 && each.headers.get('retry-after') === '60'),
      true
    )
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
        [
          await status({}),
          await status({ cookie: cookiesOf(jar), 'x-wp-nonce': nonce }),
          await status({ cookie: cookiesOf(admin) }),
        ],
        [401, 403, 401],
        path
      )
    }
    const token = await fetch(`${siteUrl}/wp-json/counterhand/v1/staff/token`, {
      method: 'POST',
      headers: { cookie: cookiesOf(admin), 'x-wp-nonce': await nonceOf(admin) },
    })
    const { payload } = await jwtVerify(
      ((await token.json()) as { token: string }).token,
      new TextEncoder().encode(tokenKey.secret)
    )
    assert.deepEqual(claimsSchema.parse(payload).roles, ['staff'])
  })
})
