import { evictDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { Fault } from '../../base/fault.ts'
import { openBreakers, type BreakerObject } from './breaker-object.ts'

const { BREAKERS } = env as unknown as { BREAKERS: DurableObjectNamespace<BreakerObject> }
const signal = new AbortController().signal
const bad = async () => Promise.reject(new Fault('upstream_5xx', { retryable: true }))

it('opens for every isolate after five failures, and remembers it after an eviction', async () => {
  const one = openBreakers(BREAKERS, Date.now)('tool:get_order_status')
  for (let time = 0; time < 5; time++) await expect(one(bad)(signal)).rejects.toThrow('upstream_5xx')
  const stub = BREAKERS.getByName('tool:get_order_status')
  await expect.poll(async () => (await stub.read()).kind).toBe('open')
  await evictDurableObject(stub)
  expect(await BREAKERS.getByName('tool:get_order_status').ask()).toMatchObject({ verdict: { go: false } })
  await expect(one(async () => 1)(signal)).rejects.toMatchObject({ code: 'breaker_open' })
  expect(await openBreakers(BREAKERS, Date.now)('tool:list_orders')(async () => 1)(signal)).toBe(1)
})
