import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'

const SOURCE_MAX = 400
const TEST_MAX = 600
const FOLDER_MAX = 16

const root = join(import.meta.dirname, '..')
/** What only tests use is judged as tests are. */
const isTest = (entry: string) => /\.(test|test-d)\.tsx?$|\/testing\//.test(entry)
const files = ['src', 'scripts', 'bench', 'evals', 'e2e'].flatMap((room) =>
  readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
    .map((entry) => join(room, entry))
    .filter((entry) => /\.tsx?$/.test(entry) && !/node_modules|\/fixtures\//.test(entry))
)
const linesOf = (entry: string) => readFileSync(join(root, entry), 'utf8').split('\n').length - 1

it('no source file is over its ceiling', () => {
  const tall = files.filter((entry) => linesOf(entry) > (isTest(entry) ? TEST_MAX : SOURCE_MAX))
  expect(tall.map((entry) => `${entry}: ${linesOf(entry)}`)).toEqual([])
})

it('95 in 100 source files are under 250 lines', () => {
  const heights = files
    .filter((entry) => !isTest(entry))
    .map(linesOf)
    .sort((a, b) => a - b)
  expect(heights[Math.floor(heights.length * 0.95)] ?? 0).toBeLessThanOrEqual(250)
})

it('no folder is an attic', () => {
  const counts = new Map<string, number>()
  for (const entry of files.filter((each) => !isTest(each))) {
    counts.set(dirname(entry), (counts.get(dirname(entry)) ?? 0) + 1)
  }
  expect([...counts].filter(([folder, count]) => count > FOLDER_MAX && folder !== 'src/contracts')).toEqual([])
})
