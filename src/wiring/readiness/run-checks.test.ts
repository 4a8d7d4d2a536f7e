import { expect, it } from 'vitest'
import { runChecks, type Check } from './run-checks.ts'

const check = (ask: Check['ask'], change: Partial<Check> = {}): Check => ({
  name: 'x',
  needed: false,
  budgetMs: 20,
  ask,
  ...change,
})
const never = () => new Promise<undefined>(() => {})

it.each([
  ['well', check(async () => 'hybrid'), 0, { state: 'ok', detail: 'hybrid' }],
  ['slow', check(async () => undefined), 21, { state: 'degraded', detail: 'slower than its budget', latencyMs: 21 }],
  ['unwell', check(async () => ({ unwell: '3 parked' })), 0, { state: 'degraded', detail: '3 parked' }],
  ['failing', check(() => Promise.reject(new Error('secret'))), 0, { state: 'degraded', detail: 'failed' }],
  ['failing and needed', check(() => Promise.reject(new Error('x')), { needed: true }), 0, { state: 'down' }],
  ['silent', check(never, { needed: true }), 0, { state: 'down', detail: 'no answer in time' }],
] as const)('a dependency that is %s', async (_, given, tookMs, expected) => {
  const times = [0, tookMs]
  const [found] = await runChecks([given], () => times.shift() ?? tookMs)
  expect(found).toMatchObject({ name: 'x', budgetMs: 20, ...expected })
})

it('one that hangs does not keep the others from being told', async () => {
  const found = await runChecks([check(never), check(async () => undefined)], () => 0)
  expect(found.map(({ state }) => state)).toEqual(['degraded', 'ok'])
})
