import { expect, it } from 'vitest'
import { blankTally } from './faults.ts'
import { playRun, type RunResult } from './play-run.ts'

const SEEDS = Array.from({ length: 12 }, (_, run) => 7_000 + run)

async function play(isBroken: boolean) {
  const results: RunResult[] = []
  for (const seed of SEEDS) results.push(await playRun(seed, blankTally(), isBroken))
  const sum = (of: 'made' | 'doubled' | 'lost' | 'inDoubt') => results.reduce((total, each) => total + each[of], 0)
  return {
    made: sum('made'),
    doubled: sum('doubled'),
    lost: sum('lost'),
    inDoubt: sum('inDoubt'),
    traces: results.map((each) => each.trace),
  }
}

it('pays once or not at all, and knows which, through a dozen broken stories', { timeout: 60_000 }, async () => {
  const { made, doubled, lost, inDoubt } = await play(false)
  expect({ doubled, lost, inDoubt }).toEqual({ doubled: 0, lost: 0, inDoubt: 0 })
  expect(made).toBeGreaterThan(0)
})

it('plays the same story for the same seed', { timeout: 60_000 }, async () => {
  expect((await play(false)).traces).toEqual((await play(false)).traces)
})

it('catches a build without claims', { timeout: 60_000 }, async () => {
  const { doubled, lost } = await play(true)
  expect(doubled).toBeGreaterThan(0)
  expect(lost).toBeGreaterThan(0)
})
