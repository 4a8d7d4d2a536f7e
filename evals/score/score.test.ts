import { describe, expect, it } from 'vitest'
import { scenarios } from '../scenarios/all.ts'
import { compare, seeded } from './gate.ts'
import { linesOf, passHat, rowsOf, type Line } from './tally.ts'

describe('pass^k', () => {
  it.each([
    [4, 4, 1, 1],
    [4, 4, 4, 1],
    [3, 4, 1, 0.75],
    [3, 4, 2, 0.5],
    [3, 4, 4, 0],
    [0, 4, 1, 0],
    [2, 3, 2, 1 / 3],
  ])('%i of %i, k=%i is %d', (passed, trials, k, chance) => {
    expect(passHat(passed, trials, k)).toBeCloseTo(chance)
  })

  it('needs as many trials as k', () => {
    expect(() => passHat(1, 2, 3)).toThrow('pass^3')
  })
})

describe('rows', () => {
  const line = (id: string, passed: number): Line => ({ id, topic: 'policy', passed, trials: 2, withModel: id === 'b' })

  it('are means over scenarios, and say how many a recorded model is part of', () => {
    const rows = rowsOf([line('a', 2), line('b', 1)], 2)
    const policy = { scenarios: 2, withModel: 1, passHat: [0.75, 0.5] }
    expect(rows).toEqual([
      { topic: 'policy', ...policy },
      { topic: 'all', ...policy },
    ])
  })

  it('count a trial as passed only when nothing failed', () => {
    const [scenario] = scenarios
    const trial = { scenario: scenario!.id, failures: [], transcript: [], firstTextMs: [] }
    expect(
      linesOf(
        [scenario!],
        [
          { ...trial, score: 1 },
          { ...trial, score: 0 },
        ]
      )
    ).toMatchObject([{ passed: 1, trials: 2 }])
  })
})

describe('the gate', () => {
  const lines = (rate: (index: number) => number): Line[] =>
    Array.from({ length: 60 }, (_, index) => ({
      id: `s${index}`,
      topic: 'policy' as const,
      passed: rate(index),
      trials: 4,
      withModel: false,
    }))
  const baseline = { brainVersion: 'v1', rates: Object.fromEntries(lines(() => 3).map(({ id }) => [id, 0.75])) }

  it('lets noise through', () => {
    const verdict = compare(
      lines((index) => (index % 2 ? 4 : 2)),
      baseline,
      seeded(1)
    )
    expect(verdict).toMatchObject({ worse: false, difference: 0 })
    expect(verdict.low).toBeLessThan(0)
    expect(verdict.high).toBeGreaterThan(0)
  })
  it('stops a version that is worse beyond it', () => {
    expect(
      compare(
        lines((index) => (index % 4 ? 2 : 3)),
        baseline,
        seeded(1)
      ).worse
    ).toBe(true)
  })
  it('stops a promise that always held and never does now', () => {
    const always = { ...baseline, rates: { ...baseline.rates, s7: 1 } }
    const verdict = compare(
      lines((index) => (index === 7 ? 0 : 3)),
      always,
      seeded(1)
    )
    expect(verdict).toMatchObject({ worse: true, newlyFailing: ['s7'] })
  })
  it('says which scenarios it knows nothing about', () => {
    const fresh = { id: 'new', topic: 'policy' as const, passed: 4, trials: 4, withModel: false }
    expect(compare([fresh], baseline, seeded(1)).unknown).toEqual(['new'])
  })
})

describe('scenarios', () => {
  it('have ids of their own and say why', () => {
    expect(new Set(scenarios.map((each) => each.id)).size).toBe(scenarios.length)
    expect(scenarios.filter((each) => each.why.length < 15 || each.turns.length === 0)).toEqual([])
  })
  it('are more than a hundred, most of them with no model at all', () => {
    expect(scenarios.length).toBeGreaterThanOrEqual(100)
    expect(scenarios.filter((each) => !each.model).length).toBeGreaterThanOrEqual(90)
  })
})
