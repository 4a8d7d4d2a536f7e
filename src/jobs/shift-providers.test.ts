import { describe, expect, it } from 'vitest'
import { HOUR_MS } from '../base/time.ts'
import type { ProviderHealth } from '../contracts/metrics.ts'
import { shiftProviders, type ShiftProvidersDeps } from './shift-providers.ts'

const health = (provider: string, failures: number): ProviderHealth => ({
  provider,
  intent: 'order_status',
  calls: 100,
  failures,
  success: 1 - failures / 100,
  p50Ms: 1,
  p95Ms: 1,
  costMicroUsd: 1,
})

function rig(over: Partial<ShiftProvidersDeps> = {}) {
  const did: string[] = []
  const world = { looked: null as number | null, weights: {} as Readonly<Record<string, number>>, nowMs: 100 * HOUR_MS }
  const deps: ShiftProvidersDeps = {
    now: () => world.nowMs,
    providers: ['primary', 'secondary'],
    readFlags: async () => ({ auto_shift: true, provider_weights: world.weights }),
    readProviderHealth: async () => [health('primary', 30), health('secondary', 1)],
    readLooked: async () => world.looked,
    keepLooked: async (hour) => void (world.looked = hour),
    moveWeights: async (weights) => {
      world.weights = weights
      did.push(JSON.stringify(weights))
    },
    told: ({ why }, isMade) => void did.push(`${isMade ? 'made' : 'advised'}: ${why}`),
    ...over,
  }
  return { did, world, run: () => shiftProviders(deps) }
}

it('moves a step an hour, from the order as configured, and no further than the floor', async () => {
  const { run, world, did } = rig()
  expect([await run(), await run()]).toEqual(['made', 'too_soon'])
  expect(did).toEqual(['{"primary":90,"secondary":10}', 'made: primary 70.0 % against secondary 99.0 %'])
  for (let hours = 0; hours < 12; hours++) {
    world.nowMs += HOUR_MS
    await run()
  }
  expect(world.weights).toEqual({ primary: 5, secondary: 95 })
})

describe('makes none', () => {
  it('and says what it would do where the flag is off', async () => {
    const { run, world, did } = rig({ readFlags: async () => ({ auto_shift: false, provider_weights: {} }) })
    expect(await run()).toBe('advised')
    expect([world.weights, did]).toEqual([{}, ['advised: primary 70.0 % against secondary 99.0 %']])
  })

  it.each<[string, Partial<ShiftProvidersDeps>]>([
    ['with one provider', { providers: ['primary'] }],
    ['while both do well', { readProviderHealth: async () => [health('primary', 1), health('secondary', 1)] }],
    ['before the second has shown anything', { readProviderHealth: async () => [health('primary', 30)] }],
  ])('%s', async (_, over) => {
    const { run, world } = rig(over)
    expect([await run(), world.weights]).toEqual(['nothing', {}])
  })

  it('twice in an hour, though the first one crashed', async () => {
    const { run, world } = rig({ moveWeights: async () => Promise.reject(new Error('KV is away')) })
    await expect(run()).rejects.toThrow('KV')
    expect([await run(), world.weights]).toEqual(['too_soon', {}])
  })
})
