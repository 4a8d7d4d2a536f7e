import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, expect, it, vi } from 'vitest'
import { asId, type RequestId } from '../../base/ids.ts'
import { MINUTE_MS, SECOND_MS } from '../../base/time.ts'
import type { Claims } from '../../contracts/claims.ts'
import type { SessionDoor } from '../../contracts/session-rpc.ts'
import type { SessionObject } from './session-object.ts'

const { SESSIONS } = env as unknown as { SESSIONS: DurableObjectNamespace<SessionObject> }
const SID = 'session-of-an-alarm-01'
const claims: Claims = {
  iss: 'counterhand',
  aud: 'counterhand-edge',
  sub: 'anon:visitor-0001',
  sid: SID,
  roles: ['shopper'],
  iat: 0,
  exp: 900,
}

afterEach(() => void vi.useRealTimers())

it('a promised person is waited for by the object’s own alarm, which outlives an eviction', async () => {
  const begunMs = Date.now()
  const stub = SESSIONS.getByName(SID)
  const alarmAt = async () => (await runInDurableObject(stub, (_, state) => state.storage.getAlarm())) ?? 0
  expect(await stub.callPerson({ claims, note: '', requestId: asId<RequestId>('r1') })).toMatchObject({ ok: true })
  expect((await alarmAt()) - begunMs).toBeLessThan(40 * SECOND_MS)

  // Only the date is moved: the alarm's own time is the test's to choose.
  vi.useFakeTimers({ toFake: ['Date'], now: begunMs + 40 * SECOND_MS })
  await runDurableObjectAlarm(stub)
  const dueMs = await alarmAt()
  expect(dueMs - begunMs).toBeGreaterThan(14 * MINUTE_MS)
  expect(dueMs - begunMs).toBeLessThan(17 * MINUTE_MS)

  await evictDurableObject(stub)
  vi.setSystemTime(dueMs + SECOND_MS)
  await runDurableObjectAlarm(stub)
  const history = await (stub as unknown as SessionDoor).history({ claims })
  const said = history.ok ? history.value.messages.map((message) => message.text) : []
  expect(said.at(-1)).toMatch(/reminded the team/)
})
