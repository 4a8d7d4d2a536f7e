import { afterAll, beforeAll, expect, it } from 'vitest'
import { signRequest } from '../base/signed-call/sign-call.ts'
import { isAnswerSigned } from '../base/signed-call/verify-call.ts'
import { edgeRoutes, type PrivacyExport, type PrivacyReceipt } from '../contracts/plugin-api.ts'
import { checkReceipt } from '../jobs/privacy/receipts.ts'
import { turn } from '../jobs/privacy/testing/person-rig.ts'
import { json, mint, openDoor, type Door, type Visit } from './testing/open-door.ts'
import { until } from './testing/own-shop.ts'

const KEY = { id: 'plugin-1', secret: 'a-call-key-of-more-than-32-characters' }
const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0])

type Bindings = { DB: D1Database; FILES: R2Bucket; JOBS: Queue }
let door: Door
let env: Bindings
beforeAll(async () => {
  door = await openDoor({
    DATA_KEYS: JSON.stringify({ d1: 'd'.repeat(40) }),
    PLUGIN_CALL_KEYS: JSON.stringify({ [KEY.id]: KEY.secret }),
  })
  env = (await door.worker.getEnv()) as Bindings
})
afterAll(() => door?.close())

const rows = async (table: string, where = '1 = 1'): Promise<Record<string, unknown>[]> =>
  (await env.DB.prepare(`SELECT * FROM ${table} WHERE ${where}`).all<Record<string, unknown>>()).results

/** What a person leaves behind: words, a file, a rating, a ticket. */
async function leaveTraces(visit: Visit, words: string): Promise<void> {
  await door.ask(visit, words)
  const form = new FormData()
  form.set('file', new File([PNG], 'lamp.png', { type: 'image/png' }))
  const headers = { authorization: `Bearer ${visit.token}` }
  const path = `/chat/attachments?session_id=${visit.sessionId}`
  await fetch(`${door.origin}${path}`, { method: 'POST', headers, body: form })
  await door.post(visit, '/chat/rating', { session_id: visit.sessionId, score: 2, words: `${words} rated` })
  await door.post(visit, '/chat/human', { session_id: visit.sessionId, note: `${words} noted` })
  await until(async () => (await rows('messages', `session_id = '${visit.sessionId}'`)).length >= 2)
}

async function asPlugin<T>(path: string, body: object): Promise<T> {
  const ask = { method: 'POST', path, body: JSON.stringify(body), nowMs: Date.now(), nonce: crypto.randomUUID() }
  const response = await fetch(`${door.origin}${path}`, {
    method: 'POST',
    body: ask.body,
    headers: await signRequest(ask, KEY),
  })
  const text = await response.text()
  const answer = { status: response.status, body: text, nonce: ask.nonce, nowMs: Date.now() }
  expect(await isAnswerSigned({ ...answer, headers: response.headers, keys: [KEY] })).toBe(true)
  return JSON.parse(text) as T
}

it('seals at rest, exports and erases a person over every place, and signs what it did', async () => {
  const [ada, bob] = [await door.visitAs('ada'), await door.visitAs('grace')]
  await leaveTraces(ada, 'zanzibar lamp')
  await leaveTraces(bob, 'timbuktu lamp')
  const { results: tables } = await env.DB.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all<{
    name: string
  }>()
  const kept = tables.map(({ name }) => name).filter((name) => !/^(kb_|_cf|sqlite)/.test(name))
  const lying = JSON.stringify(await Promise.all(kept.map((name) => rows(name))))
  expect(lying).not.toMatch(/zanzibar|timbuktu|@/)

  const [user] = await rows('sessions', `id = '${ada.sessionId}'`)
  const customer_id = String(user!['subject']).slice('wp:'.length)
  const person = { v: 1, request_id: 'request-1', email: 'nobody@example.com', customer_id }
  const exported = await asPlugin<PrivacyExport>(edgeRoutes.privacyExport, person)
  const groups = [...new Set(exported.items.map((item) => item.group))]
  expect(groups).toEqual(expect.arrayContaining(['Account', 'Conversations', 'Ratings', 'Tickets', 'Attachments']))
  expect(JSON.stringify(exported)).toMatch(/zanzibar lamp rated/)
  expect(JSON.stringify(exported)).not.toContain('timbuktu')

  const erased = await asPlugin<PrivacyReceipt>(edgeRoutes.privacyErase, person)
  const staff = { authorization: `Bearer ${await mint({ sub: 'wp:1', roles: ['staff', 'admin'] })}` }
  const key = (await (await fetch(`${door.origin}/ops/privacy/receipt-key`, { headers: staff })).json()) as object
  const checked = await checkReceipt(erased.receipt, [key])
  expect(checked).toMatchObject({
    ok: true,
    value: { removed: { session_objects: 1, files: 1, ratings: 1, users: 1 } },
  })
  expect(erased.erased).toMatchObject({ vectors: 0 })

  for (const table of ['messages', 'turns', 'ratings', 'tickets', 'session_orders']) {
    expect([table, await rows(table, `session_id = '${ada.sessionId}'`)]).toEqual([table, []])
  }
  expect((await env.FILES.list({ prefix: `sessions/${ada.sessionId}/` })).objects).toEqual([])
  expect((await env.FILES.list({ prefix: `sessions/${bob.sessionId}/` })).objects).toHaveLength(1)
  expect((await rows('messages', `session_id = '${bob.sessionId}'`)).length).toBeGreaterThan(0)
  const history = await door.get(ada, `/chat/history?session_id=${ada.sessionId}`)
  expect(await history.json()).toMatchObject({ messages: [] })
  expect(await asPlugin<PrivacyReceipt>(edgeRoutes.privacyErase, person)).toEqual(erased)

  // What a queue still holds of them comes late: it is dropped, and what comes after it is not.
  const late = turn(ada.sessionId, { subject: `wp:${customer_id}` })
  await env.JOBS.send({ kind: 'turn.record', v: 1, record: late })
  const marker = turn(bob.sessionId, { turnId: 'later', subject: 'wp:8', email: null })
  marker.messages.forEach((message, index) => (message.id = `${bob.sessionId}.later${index}`))
  await env.JOBS.send({ kind: 'turn.record', v: 1, record: marker })
  await until(async () => (await rows('messages', `id = '${bob.sessionId}.later0'`)).length === 1)
  expect(await rows('messages', `session_id = '${ada.sessionId}'`)).toEqual([])
})

it('the staff door does the same for one conversation, for admins alone', async () => {
  const visitor = await door.visitAs(null)
  await leaveTraces(visitor, 'samarkand lamp')
  const ask = async (path: string, roles: string[], body: object) => {
    const headers = {
      authorization: `Bearer ${await mint({ sub: 'wp:1', roles })}`,
      'content-type': 'application/json',
    }
    return fetch(`${door.origin}/ops/privacy/${path}`, { ...json(body), headers })
  }
  const whom = { session_id: visitor.sessionId }
  expect((await ask('export', ['shopper'], whom)).status).toBe(401)
  expect((await ask('export', ['staff'], whom)).status).toBe(403)
  expect((await ask('erase', ['staff', 'admin'], whom)).status).toBe(400)
  const exported = await ask('export', ['staff', 'admin'], whom)
  expect(await exported.text()).toContain('samarkand lamp')
  const erased = await ask('erase', ['staff', 'admin'], { ...whom, request_id: 'visitor-1' })
  expect(await erased.json()).toMatchObject({ removed: { session_objects: 1, files: 1 } })
  expect(await rows('messages', `session_id = '${visitor.sessionId}'`)).toEqual([])
})

it('readiness says that people are sealed, with which key, and where they are kept', async () => {
  const { dependencies } = (await (await fetch(`${door.origin}/readyz`)).json()) as { dependencies: object[] }
  expect(dependencies).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ name: 'sealing', state: 'ok', detail: 'key d1' }),
      expect.objectContaining({ name: 'store', state: 'ok', detail: 'D1' }),
    ])
  )
})
