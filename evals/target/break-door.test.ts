import { expect, it } from 'vitest'
import { scenarios } from '../scenarios/all.ts'
import { play } from '../score/play.ts'
import { readRules } from '../../src/hands/policy/write-rules.ts'
import { breakDoor, BROKEN_RULES, type Break } from './break-door.ts'
import type { Door, Heard } from './door.ts'
import type { World } from './world.ts'

const world: World = {
  customers: [],
  orders: [],
  pages: [],
}
/** A product that keeps the one promise the scenario is about. */
function honestDoor(heard: Partial<Heard>): Door {
  const frames = [{ type: 'start', messageId: 'm' }, ...(heard.frames ?? []), { type: 'finish' }] as Heard['frames']
  const whole: Heard = {
    status: 200,
    text: '',
    sources: [],
    outcome: 'answered',
    offersPerson: false,
    handoffMode: null,
    firstTextMs: 1,
    totalMs: 1,
    ...heard,
    frames,
  }
  const visit = async (login: string | null) => ({ token: 't', sessionId: 's', login })
  return { visit, world: async () => world, say: async () => whole, page: async () => 'costs €8.95' } as unknown as Door
}

it.each<[Break, string, Partial<Heard>, string]>([
  [
    'amounts',
    'policy/ship-to-germany',
    { text: 'Delivery costs €8.95.', sources: ['http://h/policies/shipping'] },
    'every amount is real',
  ],
  [
    'citations',
    'policy/ship-to-germany',
    { text: 'Delivery costs 8.95.', sources: ['http://h/policies/shipping'] },
    'cites /policies/shipping',
  ],
  ['handoff', 'person/asks-in-other-words', { text: 'ok', handoffMode: 'waiting' }, 'handed over'],
])('a product with broken %s fails, and the report names the promise', async (fault, id, heard, promise) => {
  const scenario = scenarios.find((each) => each.id === id)!
  const door = honestDoor(heard)
  const stage = { model: null, unknownOrderWords: 'no' }
  expect((await play(scenario, { ...stage, door })).failures).toEqual([])
  const broken = await play(scenario, { ...stage, door: breakDoor(door, fault) })
  expect(broken.score).toBe(0)
  expect(broken.failures.map((failure) => failure.promise)).toContain(promise)
})

it('a broken policy is one the product reads as its own, with no window and no limit', async () => {
  const { rules } = await readRules(BROKEN_RULES, 'EUR')
  expect(rules).toMatchObject({ enabled: true, refunds: { windowDays: 3_650, softLimitMinor: 10_000_000 } })
})
