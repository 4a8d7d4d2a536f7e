import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { request } from 'node:http'
import { signRequest } from '../base/signed-call/sign-call.ts'
import { isAnswerSigned } from '../base/signed-call/verify-call.ts'
import { edgeRoutes } from '../contracts/plugin-api.ts'
import { json, mint, openDoor, type Door, type Visit } from './testing/open-door.ts'

let door: Door
let ada: Visit
beforeAll(async () => {
  door = await openDoor({}, { indexed: false })
  ada = await door.visitAs('ada')
})
afterAll(() => door.close())

const HOUR = 3_600
const nowSeconds = () => Math.floor(Date.now() / 1_000)
const refusal = async (response: Response) => ({
  status: response.status,
  ...((await response.json()) as { code: string }),
})
const sendRaw = (body: BodyInit, headers: Record<string, string> = {}) =>
  fetch(`${door.origin}/chat/send`, {
    method: 'POST',
    body,
    headers: { authorization: `Bearer ${ada.token}`, 'content-type': 'application/json', ...headers },
  })
const ownBody = (change: object) =>
  JSON.stringify({ session_id: ada.sessionId, message_id: crypto.randomUUID(), text: 'hello', ...change })

describe('a token', () => {
  const unsigned = (header: object, claims: object) =>
    [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.') + '.'
  const cases: [string, () => Promise<string | undefined>, string][] = [
    ['that is missing', async () => undefined, 'unauthorized'],
    ['that is not one', async () => 'nonsense', 'unauthorized'],
    [
      'that has expired',
      () => mint({ sid: ada.sessionId, iat: nowSeconds() - 2 * HOUR, exp: nowSeconds() - HOUR }),
      'token_expired',
    ],
    ['that lives too long', () => mint({ sid: ada.sessionId, exp: nowSeconds() + HOUR }), 'unauthorized'],
    [
      'from the future',
      () => mint({ sid: ada.sessionId, iat: nowSeconds() + 300, exp: nowSeconds() + 600 }),
      'unauthorized',
    ],
    ['not valid yet', () => mint({ sid: ada.sessionId, nbf: nowSeconds() + 300 }), 'unauthorized'],
    ['signed with another key', () => mint({ sid: ada.sessionId }, {}, 'x'.repeat(40)), 'unauthorized'],
    ['of an unknown key id', () => mint({ sid: ada.sessionId }, { kid: 'older' }), 'unauthorized'],
    ['of another algorithm', () => mint({ sid: ada.sessionId }, { alg: 'HS512' }), 'unauthorized'],
    ['of another issuer', () => mint({ sid: ada.sessionId, iss: 'someone' }), 'unauthorized'],
    ['for another audience', () => mint({ sid: ada.sessionId, aud: 'someone' }), 'unauthorized'],
    ['without a subject', () => mint({ sid: ada.sessionId, sub: undefined }), 'unauthorized'],
    ['with an odd subject', () => mint({ sid: ada.sessionId, sub: 'wp:0' }), 'unauthorized'],
    ['with an unknown role', () => mint({ sid: ada.sessionId, roles: ['root'] }), 'unauthorized'],
    ['without an end', () => mint({ sid: ada.sessionId, exp: undefined }), 'unauthorized'],
    [
      'that says alg none',
      async () =>
        unsigned(
          { alg: 'none', kid: 'embedded' },
          {
            iss: 'counterhand',
            aud: 'counterhand-edge',
            sub: 'wp:2',
            sid: ada.sessionId,
            roles: [],
            iat: nowSeconds(),
            exp: nowSeconds() + 60,
          }
        ),
      'unauthorized',
    ],
  ]
  it.each(cases)('%s opens nothing', async (_, make, code) => {
    const token = await make()
    const headers = {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    }
    const response = await fetch(`${door.origin}/chat/send`, { method: 'POST', body: ownBody({}), headers })
    expect(await refusal(response)).toMatchObject({ status: 401, code, requestId: expect.any(String) })
  })

  it('opens exactly its own session, on every route', async () => {
    const grace = await door.visitAs('grace')
    const other = { session_id: ada.sessionId }
    const answers = await Promise.all([
      door.post(grace, '/chat/send', { ...other, message_id: 'm1', text: 'hello' }),
      door.get(grace, `/chat/stream?session_id=${ada.sessionId}`),
      door.get(grace, `/chat/history?session_id=${ada.sessionId}`),
      door.post(grace, '/chat/stop', other),
      door.post(grace, '/chat/human', other),
      door.post(grace, '/chat/rating', { ...other, score: 1 }),
    ])
    for (const answer of answers) expect(await refusal(answer)).toMatchObject({ status: 403, code: 'wrong_session' })
  })

  it('for another’s session id, rightly signed, is refused by the session itself', async () => {
    await door.ask(ada, 'hello')
    const stolen = { token: await mint({ sid: ada.sessionId, sub: 'wp:999' }), sessionId: ada.sessionId }
    const history = await door.get(stolen, `/chat/history?session_id=${ada.sessionId}`)
    expect(await refusal(history)).toMatchObject({ status: 403, code: 'wrong_session' })
  })

  it('is never taken from the URL', async () => {
    const response = await fetch(`${door.origin}/chat/history?session_id=${ada.sessionId}&token=${ada.token}`)
    expect(response.status).toBe(401)
  })
})

describe('a body', () => {
  it.each([
    ['that is not JSON', '{"text":', 400, 'bad_json'],
    ['that is empty', '', 400, 'bad_json'],
    ['that is a list', '[]', 400, 'bad_request'],
    ['of a megabyte', JSON.stringify({ text: 'x'.repeat(1_000_000) }), 413, 'too_large'],
  ])('%s is answered plainly', async (_, body, status, code) => {
    expect(await refusal(await sendRaw(body))).toMatchObject({ status, code, message: expect.stringMatching(/\w{3}/) })
  })

  it.each([
    ['an unknown field', { admin: true }, 400, 'bad_request'],
    ['no text', { text: undefined }, 400, 'bad_request'],
    ['an empty message', { text: '   ' }, 400, 'empty_message'],
    ['ten thousand characters', { text: 'x'.repeat(10_000) }, 400, 'too_long'],
    ['an odd message id', { message_id: '../../x' }, 400, 'bad_request'],
    ['a session id that is a path', { session_id: '../../../etc/passwd' }, 400, 'bad_request'],
  ])('with %s is refused', async (_, change, status, code) => {
    expect(await refusal(await sendRaw(ownBody(change)))).toMatchObject({ status, code })
  })

  it('may hold controls and unpaired surrogates: they are cleaned, and it is answered', async () => {
    const visit = await door.visitAs(null)
    const body = `{"session_id":"${visit.sessionId}","message_id":"odd","text":"hello\\u0000 \\ud800 \\u202e there"}`
    const response = await fetch(`${door.origin}/chat/send`, {
      method: 'POST',
      body,
      headers: {
        authorization: `Bearer ${visit.token}`,
        'content-type': 'application/json',
        accept: 'text/event-stream',
      },
    })
    expect(response.status).toBe(200)
    await response.text()
    const history = (await (await door.get(visit, `/chat/history?session_id=${visit.sessionId}`)).json()) as {
      messages: { text: string }[]
    }
    expect(history.messages[0]!.text).toBe('hello \ufffd  there')
  })
})

describe('an origin', () => {
  const preflight = (origin: string) =>
    fetch(`${door.origin}/chat/send`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST' },
    })

  it('of the shop may call, by name and without credentials', async () => {
    const response = await preflight(door.origin)
    expect(response.status).toBe(204)
    expect(response.headers.get('access-control-allow-origin')).toBe(door.origin)
    expect(response.headers.get('access-control-allow-credentials')).toBeNull()
    expect(response.headers.get('vary')).toContain('Origin')
  })

  it.each(['https://evil.example', 'null', 'http://localhost.evil.example'])('%s may not', async (origin) => {
    const response = await preflight(origin)
    expect(response.status).toBe(403)
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
    const sent = await sendRaw(ownBody({}), { origin })
    expect(await refusal(sent)).toMatchObject({ status: 403, code: 'origin_not_allowed' })
  })

  it('sees errors too, or the widget could not read them', async () => {
    const response = await fetch(`${door.origin}/chat/send`, {
      method: 'POST',
      body: '{}',
      headers: { origin: door.origin },
    })
    expect(response.status).toBe(401)
    expect(response.headers.get('access-control-allow-origin')).toBe(door.origin)
  })
})

it('speaks no WebSocket', async () => {
  const { hostname, port } = new URL(door.origin)
  const status = await new Promise<number>((resolve, reject) => {
    const asked = request({
      hostname,
      port,
      path: '/chat/stream',
      headers: {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
        'sec-websocket-version': '13',
      },
    })
    asked.on('response', (response) => resolve(response.statusCode ?? 0))
    asked.on('upgrade', (_, socket) => {
      socket.destroy()
      resolve(101)
    })
    asked.on('error', reject)
    asked.end()
  })
  expect(status).toBe(426)
})

it('answers fifty messages at once: each is taken or told when to come back, and none that was taken is lost', async () => {
  const visit = await door.visitAs(null)
  const responses = await Promise.all(Array.from({ length: 50 }, (_, n) => door.send(visit, `message number ${n}`)))
  const taken = responses.filter((response) => response.status === 200)
  await Promise.all(taken.map((response) => response.text()))
  for (const response of responses.filter((each) => each.status !== 200)) {
    expect(response.headers.get('retry-after')).toMatch(/^\d+$/)
    expect(await refusal(response)).toMatchObject({
      status: 429,
      code: expect.stringMatching(/rate_limited|queue_full/),
    })
  }
  expect(taken.length).toBeGreaterThan(0)
  const fresh = { ...visit, token: visit.token }
  const history = (await (await door.get(fresh, `/chat/history?session_id=${visit.sessionId}`)).json()) as {
    messages: { role: string }[]
  }
  expect(history.messages.filter((message) => message.role === 'shopper')).toHaveLength(taken.length)
})

describe('a webhook', () => {
  const body = JSON.stringify({ id: 5042, number: '1042', date_modified_gmt: '2026-01-05T12:00:00' })
  const hook = (headers: Record<string, string>, sent = body) =>
    fetch(`${door.origin}/webhooks/order_updated`, { method: 'POST', body: sent, headers })

  it('with a bad signature, or none, is refused', async () => {
    for (const headers of [{}, { 'x-wc-webhook-signature': 'AAAA', 'x-wc-webhook-topic': 'order.updated' }]) {
      expect(await refusal(await hook(headers))).toMatchObject({ status: 401, code: 'bad_signature' })
    }
  })

  it('that is WooCommerce’s ping is answered 200', async () => {
    const response = await hook({ 'content-type': 'application/x-www-form-urlencoded' }, 'webhook_id=7')
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({ status: 'ping' })
  })
})

describe('a call of the shop’s plugin', () => {
  const key = { id: 'embedded', secret: 'the-embedded-shop-checks-calls-with-this-only' }
  const sign = (path: string, body: string, nonce = crypto.randomUUID()) =>
    signRequest({ method: 'POST', path, body, nowMs: Date.now(), nonce }, key)
  const knock = (path: string, body: string, headers: Record<string, string>) =>
    fetch(door.origin + path, { method: 'POST', body, headers })

  it('is answered signed, told our limits, and heard once', async () => {
    const nonce = crypto.randomUUID()
    const headers = await sign(edgeRoutes.ping, '{}', nonce)
    const pong = await knock(edgeRoutes.ping, '{}', headers)
    const body = await pong.text()
    const signed = { status: 200, body, headers: pong.headers, nonce, nowMs: Date.now(), keys: [key] }
    expect(await isAnswerSigned(signed)).toBe(true)
    expect(JSON.parse(body)).toMatchObject({ ok: true, key_id: 'embedded', limits: { writes_enabled: true } })
    expect(await refusal(await knock(edgeRoutes.ping, '{}', headers))).toMatchObject({ status: 401, code: 'replayed' })
  })

  it('that was altered, or is not signed, is refused', async () => {
    const headers = await sign(edgeRoutes.events, '{"v":1,"events":[]}')
    const altered = await knock(edgeRoutes.events, '{"v":1,"events":[ ]}', headers)
    expect(await refusal(altered)).toMatchObject({ status: 401, code: 'bad_signature' })
    expect(await refusal(await knock(edgeRoutes.events, '{}', {}))).toMatchObject({ status: 401, code: 'unsigned' })
  })

  it('with its events is told how far they reach', async () => {
    const batch = (...seqs: number[]) =>
      JSON.stringify({ v: 1, events: seqs.map((seq) => ({ seq, kind: 'order.updated', id: '5042', at: 'now' })) })
    const tell = async (body: string) =>
      (await knock(edgeRoutes.events, body, await sign(edgeRoutes.events, body))).json()
    expect(await tell(batch(1, 2))).toEqual({ up_to: 2 })
    expect(await tell(batch(4))).toEqual({ up_to: 2 })
  })
})

it('says what it leans on', async () => {
  expect(await (await fetch(`${door.origin}/healthz`)).json()).toMatchObject({ status: 'ok' })
  const ready = (await (await fetch(`${door.origin}/readyz`)).json()) as {
    dependencies: { name: string; state: string; budgetMs?: number }[]
  }
  const told = ready.dependencies.map(({ name, state, budgetMs = 0 }) => `${name} ${state} ${budgetMs > 0}`)
  const asked = ['store', 'pages', 'sessions', 'flags', 'files', 'knowledge', 'queue', 'writes', 'shop', 'plugin']
  // A busy machine may be slower than the budgets; what is asked, and that all of it answers, is the matter here.
  const forgiven = (line: string) => line.replace(' degraded ', ' ok ')
  const others = ['model off false', 'sealing off false']
  expect(told.map(forgiven)).toEqual([...asked.map((name) => `${name} ok true`), ...others])
})

it('has one shape for what is not there', async () => {
  expect(await refusal(await fetch(`${door.origin}/nowhere`, json({})))).toMatchObject({
    status: 404,
    code: 'not_found',
  })
})
