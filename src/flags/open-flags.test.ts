import { expect, it } from 'vitest'
import { flagTable } from './flag-table.ts'
import { FLAGS_TTL_MS, openFlags } from './open-flags.ts'

function rig(stored: Record<string, string | Error>) {
  const failed: string[] = []
  const clock = { now: 0, reads: 0 }
  const flags = openFlags({
    read: async (key) => {
      clock.reads++
      const value = stored[key]
      if (value instanceof Error) throw value
      return value ?? null
    },
    now: () => clock.now,
    failed: (name) => void failed.push(name),
  })
  return { flags, failed, clock }
}

it('is the defaults where nothing is stored', async () => {
  const { flags, failed } = rig({})
  expect(await flags()).toEqual(Object.fromEntries(Object.entries(flagTable).map(([name, row]) => [name, row.default])))
  expect(failed).toEqual([])
})

it.each([
  ['assistant_live', 'false', false],
  ['canary', '25', 25],
  ['provider_weights', '{"primary":20,"secondary":80}', { primary: 20, secondary: 80 }],
] as const)('%s can be moved to %s', async (name, text, position) => {
  expect((await rig({ [`flag:${name}`]: text }).flags())[name]).toEqual(position)
})

it.each([
  ['assistant_live', '"no"', true],
  ['assistant_live', 'off', true],
  ['canary', '250', 0],
  ['canary', new Error('KV is away'), 0],
  ['assistant_live', new Error('KV is away'), true],
] as const)('%s falls its own way when what is stored is %s', async (name, stored, fallen) => {
  const { flags, failed } = rig({ [`flag:${name}`]: stored })
  expect((await flags())[name]).toEqual(fallen)
  expect(failed).toEqual([name])
})

it('is read once in thirty seconds', async () => {
  const stored: Record<string, string> = {}
  const { flags, clock } = rig(stored)
  await flags()
  const reads = clock.reads
  stored['flag:assistant_live'] = 'false'
  expect((await flags()).assistant_live).toBe(true)
  expect(clock.reads).toBe(reads)
  clock.now = FLAGS_TTL_MS
  expect((await flags()).assistant_live).toBe(false)
})
