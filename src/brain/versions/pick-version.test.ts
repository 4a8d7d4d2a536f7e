import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { fakeModel } from '../testing/fake-model.ts'
import { decideShift } from '../providers/decide-shift.ts'
import { orderProviders } from '../providers/order-providers.ts'
import { PROMPT_SETS } from '../prompts/prompt-sets.ts'
import { BRAIN_VERSIONS, PROVEN_VERSION } from './brain-version.ts'
import { pickVersion, trialOf } from './pick-version.ts'
import { stableBucket } from './stable-bucket.ts'

const sessions = Array.from({ length: 20_000 }, (_, at) => `session-${at.toString(36).padStart(16, '0')}`)

it('a bucket is the same every time and spreads evenly', () => {
  expect(stableBucket('session-1')).toBe(stableBucket('session-1'))
  const tenths = Array.from({ length: 10 }, () => 0)
  for (const each of sessions) tenths[Math.floor(stableBucket(each) * 10)]!++
  for (const count of tenths) expect(Math.abs(count - 2_000)).toBeLessThan(200)
})

describe('a version', () => {
  const flags = { version: 'v1', canary: '', canaryPercent: 5 }
  it('is the proven one when a flag names none we have', () => {
    const odd = { version: 'constructor', canary: '__proto__', canaryPercent: 100 }
    expect(pickVersion('s', odd)).toBe(PROVEN_VERSION)
  })

  it('on trial goes to its percent of sessions, and a session keeps it as the percent grows', () => {
    const inTrial = (canaryPercent: number) =>
      sessions.filter((each) => pickVersion(each, { ...flags, canaryPercent }).id === 'v2')
    const [five, twenty] = [inTrial(5), inTrial(20)]
    expect(Math.abs(five.length - 1_000)).toBeLessThan(150)
    const wider = new Set(twenty)
    expect(five.every((each) => wider.has(each))).toBe(true)
  })

  it('on trial is the next one unless a flag names another, and nobody’s at 0 or after the newest', () => {
    const at = (over: Partial<typeof flags>) => pickVersion('s', { ...flags, canaryPercent: 100, ...over }).id
    expect([at({}), at({ canaryPercent: 0 }), at({ version: 'v2' }), at({ version: 'v2', canary: 'v1' })]).toEqual([
      'v2',
      'v1',
      'v2',
      'v1',
    ])
  })

  it('is on trial while a percent of sessions has it', () => {
    expect(trialOf(flags)).toEqual({ settled: 'v1', tried: 'v2' })
    expect(trialOf({ ...flags, version: 'nobody', canary: 'v2' })).toEqual({ settled: 'v1', tried: 'v2' })
    for (const none of [{ canaryPercent: 0 }, { version: 'v2' }, { canary: 'v1' }, { canary: 'nobody' }])
      expect(trialOf({ ...flags, ...none })).toBeNull()
  })

  it('cannot be changed while it answers', () => {
    expect(() => Object.assign(PROVEN_VERSION.budgets, { turnMs: 1 })).toThrow(TypeError)
    expect(() => Object.assign(PROVEN_VERSION.models.names['primary']!, { small: 'x' })).toThrow(TypeError)
  })

  /** A change here is a version that was edited: make a new one beside it instead. */
  it.each([
    ['v1', 'ff2b653ceae01e92'],
    ['v2', '4a408fec78720e34'],
  ])('%s is what it was when it was released', (id, released) => {
    const version = BRAIN_VERSIONS[id]!
    const whole = JSON.stringify([version, PROMPT_SETS[version.prompts]])
    expect(createHash('sha256').update(whole).digest('hex').slice(0, 16)).toBe(released)
  })
})

describe('providers', () => {
  const models = [fakeModel([[]], 'a'), fakeModel([[]], 'b'), fakeModel([[]], 'c')]
  const order = (weights: Record<string, number>, session = 's') =>
    orderProviders(models, weights, session)
      .map((each) => each.provider)
      .join('')

  it('stay in order without weights', () => expect(order({})).toBe('abc'))
  it('put the weighted one first and keep the rest to catch', () => expect(order({ c: 1 })).toBe('cab'))
  it('ignore weights of nobody', () => expect(order({ toString: 9, a: -1 })).toBe('abc'))
  it('share sessions by weight', () => {
    const first = sessions.filter((each) => order({ a: 80, b: 20 }, each)[0] === 'b').length
    expect(Math.abs(first - 4_000)).toBeLessThan(300)
  })
})

describe('a shift', () => {
  const record = (provider: string, succeeded: number, asked = 100) => ({
    provider,
    asked,
    succeeded,
    latencyP50Ms: 1,
    costMicroUsd: 1,
  })
  it('moves one step from the worse to the better', () => {
    expect(decideShift([record('a', 80), record('b', 99)], { a: 60, b: 40 })).toEqual({
      weights: { a: 50, b: 50 },
      from: 'a',
      to: 'b',
      step: 10,
      why: 'a 80.0 % against b 99.0 %',
    })
  })
  it.each([
    ['too few asks', [record('a', 1, 10), record('b', 99)], { a: 60, b: 40 }],
    ['no real difference', [record('a', 98), record('b', 99)], { a: 60, b: 40 }],
    ['nothing left to give', [record('a', 10), record('b', 99)], { a: 5, b: 95 }],
    ['nobody else', [record('a', 10)], { a: 100 }],
  ])('waits on %s', (_, records, weights) => expect(decideShift(records, weights)).toBeNull())
})
