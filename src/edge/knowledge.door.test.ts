import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signRequest } from '../base/signed-call/sign-call.ts'
import { isAnswerSigned } from '../base/signed-call/verify-call.ts'
import { edgeRoutes, type PluginEvent } from '../contracts/plugin-api.ts'
import { MEANINGS } from '../kb/testing/constructed-set.ts'
import { fakeVector } from '../kb/testing/fake-embedder.ts'
import { mint, openDoor, type Door } from './testing/open-door.ts'
import { openOwnShop, until } from './testing/own-shop.ts'

const KEY = { id: 'plugin-1', secret: 'a-call-key-of-more-than-32-characters' }
const NIGHTLY = '17 2 * * *'
const EACH_MINUTE = '* * * * *'
const DIMENSIONS = 64
const PATH = edgeRoutes.events

let shop: Awaited<ReturnType<typeof openOwnShop>>
let door: Door
let db: D1Database
beforeAll(async () => {
  shop = await openOwnShop({
    '/returns': { title: 'Returns', main: '<p>You may return a lamp within 30 days.</p>' },
    '/hall': { title: 'Hall', main: '<p>The showroom opens.</p>' },
    '/shipping': { title: 'Shipping', main: '<p>We ship to all of Europe within four days.</p>' },
  })
  shop.routes['/v1/embeddings'] = (body) => {
    const { input } = JSON.parse(body) as { input: string[] }
    return { data: input.map((text, index) => ({ index, embedding: fakeVector(text, DIMENSIONS, MEANINGS) })) }
  }
  const vars = {
    DEMO: 'off',
    EMBEDDINGS_BASE_URL: `${shop.origin}/v1`,
    EMBEDDINGS_MODEL: 'fake-1',
    EMBEDDINGS_DIMENSIONS: String(DIMENSIONS),
    SHOP_URL: shop.origin,
    TOKEN_KEYS: JSON.stringify({ k1: 's'.repeat(40) }),
    WC_KEY: 'ck',
    WC_SECRET: 'cs',
    WC_WEBHOOK_SECRET: 'w',
    LOG_ID_KEY: 'a-key-of-16-characters',
    DATA_KEYS: `{"d1":"${'d'.repeat(40)}"}`,
    PLUGIN_CALL_KEYS: JSON.stringify({ [KEY.id]: KEY.secret }),
  }
  door = await openDoor(vars, { indexed: false })
  db = ((await door.worker.getEnv()) as { DB: D1Database }).DB
  await door.worker.scheduled({ cron: NIGHTLY })
  await until(async () => (await titles()).length === 3)
})
afterAll(async () => {
  await door?.close()
  await shop?.close()
})

const column = async (sql: string, ...values: unknown[]) => {
  const { results } = await db
    .prepare(sql)
    .bind(...values)
    .all<{ value: string }>()
  return results.map((row) => row.value)
}
const titles = () => column('SELECT title AS value FROM kb_pages ORDER BY url')
const bodies = () => column('SELECT body AS value FROM kb_chunks ORDER BY id')

/** One question in a session of its own. */
async function ask(text: string) {
  const sessionId = crypto.randomUUID()
  const token = await mint({ sub: `anon:${sessionId}`, sid: sessionId }, { kid: 'k1' }, 's'.repeat(40))
  return door.ask({ token, sessionId }, text)
}

let seq = 0
const event = (kind: PluginEvent['kind'], path: string): PluginEvent => ({
  seq: ++seq,
  kind,
  id: '7',
  url: shop.origin + path,
  number: null,
  at: '2026-11-22T12:00:00Z',
})
const bodyOf = (...events: PluginEvent[]) => JSON.stringify({ v: 1, events })

async function signed(body: string, change: { path?: string; nowMs?: number; secret?: string } = {}) {
  const nonce = crypto.randomUUID()
  const ask = { method: 'POST', path: change.path ?? PATH, body, nowMs: change.nowMs ?? Date.now(), nonce }
  return { headers: await signRequest(ask, { ...KEY, secret: change.secret ?? KEY.secret }), nonce }
}
const knock = async (body: string, headers: Record<string, string>) => {
  const response = await fetch(door.origin + PATH, { method: 'POST', body, headers })
  return { response, text: await response.text() }
}
const codeOf = ({ response, text }: Awaited<ReturnType<typeof knock>>) =>
  `${response.status} ${(JSON.parse(text) as { code?: string }).code}`

const knowledgeState = async () => {
  const ready = (await (await fetch(`${door.origin}/readyz`)).json()) as {
    dependencies: { name: string; detail?: string }[]
  }
  return ready.dependencies.find((each) => each.name === 'knowledge')?.detail
}

describe('vectors of an embedder over HTTP', () => {
  it('are made by the cron, and from then on a page is found by other words than its own', async () => {
    expect(await knowledgeState()).toBe('lexical: vectors are being made')
    expect((await ask('Are visitors welcomed?')).sources).not.toContain(`${shop.origin}/hall`)
    await door.worker.scheduled({ cron: EACH_MINUTE })
    expect(await knowledgeState()).toBe('hybrid')
    // An isolate looks for a finished space every few seconds.
    await until(async () => (await ask('Are visitors welcomed?')).sources.includes(`${shop.origin}/hall`), 25_000)
    expect(shop.asked.get('/v1/embeddings')).toBeGreaterThan(1)
  })
})

describe('the shop’s word that a page changed', () => {
  it('has it read again at once, is answered with a signature, and takes a page that is gone out', async () => {
    shop.pages['/returns'] = { title: 'Returns', main: '<p>You may return a lamp within 90 days.</p>' }
    delete shop.pages['/shipping']
    const body = bodyOf(event('content.updated', '/returns'), event('content.gone', '/shipping'))
    const { headers, nonce } = await signed(body)
    const { response, text } = await knock(body, headers)
    expect([response.status, JSON.parse(text)]).toEqual([200, { up_to: seq }])
    const answer = { status: 200, body: text, headers: response.headers, nonce, nowMs: Date.now(), keys: [KEY] }
    expect(await isAnswerSigned(answer)).toBe(true)
    await until(async () => (await titles()).join() === 'Hall,Returns')
    expect((await bodies()).join()).toContain('within 90 days')
    expect((await bodies()).join()).not.toMatch(/within 30 days|Europe/)
  })

  it('never has another host read', async () => {
    const elsewhere = { ...event('content.updated', '/'), url: 'http://169.254.169.254/latest/meta-data' }
    const body = bodyOf(elsewhere)
    expect((await knock(body, (await signed(body)).headers)).response.status).toBe(200)
    const [why] = await until(async () => {
      const rows = await column(
        'SELECT why AS value FROM kb_frontier WHERE url = ?1 AND why IS NOT NULL',
        elsewhere.url
      )
      return rows.length > 0 && rows
    })
    expect(why).toBe('host not allowed')
  })
})

describe('refuses', () => {
  it('a repeated call, and does nothing twice', async () => {
    const body = bodyOf(event('content.updated', '/returns'))
    const { headers } = await signed(body)
    expect((await knock(body, headers)).response.status).toBe(200)
    expect(codeOf(await knock(body, headers))).toBe('401 replayed')
  })

  it.each<[string, () => Promise<[string, Record<string, string>]>, string]>([
    ['no signature', async () => [bodyOf(event('content.gone', '/returns')), {}], '401 unsigned'],
    [
      'another body',
      async () => [bodyOf(event('content.gone', '/returns')), (await signed(bodyOf())).headers],
      '401 bad_signature',
    ],
    [
      'another path',
      async () => [bodyOf(), (await signed(bodyOf(), { path: edgeRoutes.privacyErase })).headers],
      '401 bad_signature',
    ],
    [
      'another secret',
      async () => [bodyOf(), (await signed(bodyOf(), { secret: 'x'.repeat(40) })).headers],
      '401 bad_signature',
    ],
    [
      'an old call',
      async () => [bodyOf(), (await signed(bodyOf(), { nowMs: Date.now() - 400_000 })).headers],
      '401 stale',
    ],
    ['what is not JSON', async () => ['{"v":1', (await signed('{"v":1')).headers], '400 bad_request'],
    ['another shape', async () => ['{"v":2}', (await signed('{"v":2}')).headers], '400 bad_request'],
  ])('%s', async (_, make, expected) => {
    const [body, headers] = await make()
    expect(codeOf(await knock(body, headers))).toBe(expected)
    expect(await titles()).toEqual(['Hall', 'Returns'])
  })
})
