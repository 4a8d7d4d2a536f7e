import { expect, it } from 'vitest'
import type { ProviderHealth } from '../../contracts/metrics.ts'
import { readRecords, weightsOf } from './read-records.ts'

const health = (provider: string, intent: string, calls: number, failures: number, p50Ms = 100): ProviderHealth => ({
  provider,
  intent,
  calls,
  failures,
  success: (calls - failures) / calls,
  p50Ms,
  p95Ms: p50Ms * 2,
  costMicroUsd: 10,
})

it('compares providers over the intents that all of them have answered', () => {
  const kept = [
    health('a', 'order_status', 100, 2, 100),
    health('a', 'howto_product', 100, 50, 300),
    health('b', 'order_status', 50, 5, 200),
    health('kb-only', 'order_status', 9, 0),
  ]
  expect(readRecords(kept, ['a', 'b'])).toEqual([
    { provider: 'a', asked: 100, succeeded: 98, latencyP50Ms: 100, costMicroUsd: 10 },
    { provider: 'b', asked: 50, succeeded: 45, latencyP50Ms: 200, costMicroUsd: 10 },
  ])
})

it('weighs an intent by how often it came', () => {
  const [record] = readRecords([health('a', 'account', 10, 0, 100), health('a', 'complaint', 30, 3, 500)], ['a'])
  expect(record).toMatchObject({ asked: 40, succeeded: 37, latencyP50Ms: 400 })
})

it.each([
  [{}, { a: 100, b: 0 }],
  [
    { b: 30, c: 70 },
    { a: 0, b: 30 },
  ],
  [
    { a: 40, b: 60 },
    { a: 40, b: 60 },
  ],
])('reads %j as the weights of those there are', (set, weights) => expect(weightsOf(['a', 'b'], set)).toEqual(weights))
