import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { Fault } from '../../base/fault.ts'
import { asId } from '../../base/ids.ts'
import { signRequest } from '../../base/signed-call/sign-call.ts'
import { isAnswerSigned } from '../../base/signed-call/verify-call.ts'
import { NONCE_HEADER } from '../../base/signed-call/scheme.ts'
import { edgeRoutes } from '../../contracts/plugin-api.ts'
import type { EdgeVariables } from '../edge-variables.ts'
import { pluginRoutes, type PluginDoorDeps } from './plugin-routes.ts'

const NOW = 1_795_357_848_000
const key = { id: 'shop-1', secret: 'a-secret-of-at-least-32-characters' }
const next = { id: 'shop-2', secret: 'another-secret-of-32-characters-or-more' }
const PERSON = { v: 1, request_id: 'r1', email: 'anna@example.com', customer_id: null }
/** What each door takes: a new one that is not listed here is not tested, so the list is checked against the contract. */
const BODIES: Record<string, unknown> = {
  [edgeRoutes.events]: { v: 1, events: [] },
  [edgeRoutes.ping]: {},
  [edgeRoutes.privacyExport]: PERSON,
  [edgeRoutes.privacyErase]: PERSON,
}

function shopDoors(change: Partial<PluginDoorDeps> = {}) {
  const did: string[] = []
  const burned = new Set<string>()
  const deps: PluginDoorDeps = {
    now: () => NOW,
    callKeys: [key, next],
    burnNonce: async (keyId, nonce) => burned.size < burned.add(`${keyId} ${nonce}`).size,
    callHeard: (path, outcome) => void (outcome === 'accepted' || did.push(`refused ${path} ${outcome}`)),
    report: () => void did.push('reported'),
    takeEvents: async () => (did.push('events'), { up_to: 3 }),
    edgeLimits: async () => (did.push('limits'), {} as never),
    exportPerson: async () => (did.push('export'), { items: [] }),
    erasePerson: async () => (did.push('erase'), { receipt: 'r', erased: {}, kept: {} }),
    ...change,
  }
  const app = new Hono<EdgeVariables>()
  app.use(async (c, go) => {
    c.set('requestId', asId('req-1'))
    await go()
  })
  app.route('/', pluginRoutes(deps))
  let calls = 0
  const call = async (
    path: string,
    body: unknown,
    { with: by = key, skewMs = 0, sent = {} as Record<string, string>, raw = undefined as string | undefined } = {}
  ) => {
    const text = raw ?? JSON.stringify(body)
    const nonce = `nonce_0123456789_${calls++}`
    const headers = {
      ...(await signRequest({ method: 'POST', path, body: text, nowMs: NOW + skewMs, nonce }, by)),
      ...sent,
    }
    const response = await app.request(`https://chat.example.com${path}`, { method: 'POST', body: text, headers })
    const answer = await response.text()
    const signed = { status: response.status, body: answer, headers: response.headers, nonce, nowMs: NOW, keys: [by] }
    return {
      status: response.status,
      body: JSON.parse(answer) as unknown,
      isSigned: await isAnswerSigned(signed),
      headers,
    }
  }
  return { call, did, app }
}

it('lists every door of the contract', () => {
  expect(Object.keys(BODIES).sort()).toEqual(Object.values(edgeRoutes).sort())
})

describe.each(Object.entries(BODIES))('%s', (path, body) => {
  it('answers a signed call with a signed answer, with either live key', async () => {
    for (const by of [key, next]) {
      expect(await shopDoors().call(path, body, { with: by })).toMatchObject({ status: 200, isSigned: true })
    }
  })

  it('refuses a stranger, and does nothing for one', async () => {
    const { call, did, app } = shopDoors()
    const unsigned = await app.request(`https://chat.example.com${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
    })
    expect([unsigned.status, ((await unsigned.json()) as { code: string }).code]).toEqual([401, 'unsigned'])
    const stranger = { id: 'shop-1', secret: 'not-the-secret-of-anybody-32-chars' }
    expect(await call(path, body, { with: stranger })).toMatchObject({ status: 401, body: { code: 'bad_signature' } })
    const unknown = { id: 'shop-9', secret: key.secret }
    expect(await call(path, body, { with: unknown })).toMatchObject({ status: 401, body: { code: 'unknown_key' } })
    expect(did.every((each) => each.startsWith('refused'))).toBe(true)
  })

  it('refuses a clock five minutes off, either way', async () => {
    for (const skewMs of [301_000, -301_000]) {
      expect(await shopDoors().call(path, body, { skewMs })).toMatchObject({ status: 401, body: { code: 'stale' } })
    }
    expect(await shopDoors().call(path, body, { skewMs: 299_000 })).toMatchObject({ status: 200 })
  })

  it('refuses the same call again', async () => {
    const { call, did } = shopDoors()
    const first = await call(path, body)
    const again = await call(path, body, { sent: first.headers })
    expect(again).toMatchObject({ status: 401, body: { code: 'replayed' } })
    expect(did.filter((each) => !each.startsWith('refused'))).toHaveLength(1)
  })

  it('refuses a signature made for another door', async () => {
    const elsewhere = Object.values(edgeRoutes).find((each) => each !== path)!
    const { call } = shopDoors()
    const other = await call(elsewhere, BODIES[elsewhere])
    const moved = { ...other.headers, [NONCE_HEADER]: 'nonce_of_another_call' }
    expect(await call(path, body, { sent: moved })).toMatchObject({ status: 401, body: { code: 'bad_signature' } })
  })

  it('signs what it says of a body it cannot read, and does nothing', async () => {
    const { call, did } = shopDoors()
    expect(await call(path, null, { raw: '<html>500</html>' })).toMatchObject({ status: 400, isSigned: true })
    expect(did).toEqual([])
  })

  it('is not acted on when its nonce cannot be burned', async () => {
    const broken = () => Promise.reject(new Fault('store_unavailable', { retryable: true }))
    const { app, call, did } = shopDoors({ burnNonce: broken })
    app.onError(() => new Response('{}', { status: 503 }))
    expect(await call(path, body)).toMatchObject({ status: 503 })
    expect(did).toEqual([])
  })
})

it('answers a fault of ours signed, and says nothing of what it was', async () => {
  const takeEvents = () => Promise.reject(new Fault('store_unavailable', { retryable: true, detail: 'D1 said no' }))
  const { call, did } = shopDoors({ takeEvents })
  const answer = await call(edgeRoutes.events, { v: 1, events: [] })
  expect(answer).toMatchObject({ status: 503, isSigned: true, body: { code: 'unavailable' } })
  expect(JSON.stringify(answer.body)).not.toContain('D1')
  expect(did).toEqual(['reported'])
})

it('has no caller where no plugin is set up', async () => {
  const { call } = shopDoors({ callKeys: [] })
  expect(await call(edgeRoutes.ping, {})).toMatchObject({ status: 401, body: { code: 'unknown_key' } })
})
