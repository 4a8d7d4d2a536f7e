import { expect, it } from 'vitest'
import { explainRefusal } from './explain-refusal.ts'

it('says the same of an order that is not there and one that is not theirs', () => {
  expect(explainRefusal({ reason: 'not_found' })).toEqual(explainRefusal({ reason: 'unauthorized' }))
})

it.each([
  [{ reason: 'bad_input' }, 'rephrase'],
  [{ reason: 'not_found' }, 'sign_in_or_number'],
  [{ reason: 'rate_limited', retryAfterMs: 1 }, 'try_later'],
  [{ reason: 'upstream_failed' }, 'offer_person'],
  [{ reason: 'unavailable' }, 'offer_person'],
] as const)('after %j comes %s', (refusal, then) => {
  expect(explainRefusal(refusal).then).toBe(then)
})
