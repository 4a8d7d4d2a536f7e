import fc from 'fast-check'
import { expect, it } from 'vitest'
import { linkAfter, reconnectDelayMs, retryAfterMs } from './reconnect.ts'

it('waits longer each time, up to half a minute', () => {
  expect([0, 1, 2, 3, 20].map((attempt) => reconnectDelayMs(attempt, 1))).toEqual([400, 800, 1_600, 3_200, 30_000])
  expect([0, 1, 2, 3, 20].map((attempt) => reconnectDelayMs(attempt, 0))).toEqual([200, 400, 800, 1_600, 15_000])
})

it('never waits zero and never past its ceiling', () => {
  fc.assert(
    fc.property(fc.nat({ max: 10_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, random) => {
      const delay = reconnectDelayMs(attempt, random)
      expect(delay).toBeGreaterThanOrEqual(200)
      expect(delay).toBeLessThanOrEqual(30_000)
    })
  )
})

it('says nothing of a blink, then that it reconnects, then that it is lost', () => {
  expect([0, 1, 4, 5].map(linkAfter)).toEqual(['live', 'reconnecting', 'reconnecting', 'lost'])
})

it.each([
  ['3', 3_000],
  ['0', 0],
  ['Thu, 01 Jan 1970 00:01:00 GMT', 60_000],
  ['99999999', 600_000],
  ['soon', null],
  [null, null],
])('reads Retry-After %j as %j ms', (header, ms) => {
  expect(retryAfterMs(header, 0)).toBe(ms)
})
