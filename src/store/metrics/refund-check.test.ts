import { expect, it } from 'vitest'
import { openActionsLog } from '../actions-log.ts'
import { openD1 } from '../open-d1.ts'
import { judgeRefund, openRefundCheck } from './refund-check.ts'
import { openNodeD1 } from '../testing/node-d1.ts'

const PAID = { writeKey: 'k', authority: 'consent:card_1', amountMinor: 950 }
const AROUND = { claimedMinor: 950, approval: undefined, consent: 'accepted' }

it.each([
  ['as agreed', PAID, AROUND, null],
  ['a card that retention took', PAID, { ...AROUND, consent: undefined }, null],
  ['on nobody’s word', { ...PAID, authority: null }, AROUND, 'nobody_agreed'],
  ['without a claim', PAID, { ...AROUND, claimedMinor: undefined }, 'never_claimed'],
  ['another amount', { ...PAID, amountMinor: 9_500 }, AROUND, 'another_amount'],
  ['on a card that was declined', PAID, { ...AROUND, consent: 'declined' }, 'not_consented'],
  ['on an approval that was declined', PAID, { ...AROUND, approval: 'declined', consent: undefined }, 'not_approved'],
] as const)('a refund paid %s', (_, paid, around, why) => {
  expect(judgeRefund(paid, around)).toBe(why)
})

it('finds the wrong one in the trail', async () => {
  const db = openD1(openNodeD1())
  const entry = (id: string, change: object) => ({
    id,
    sessionId: 's1',
    turnId: 't1',
    tool: 'issue_refund',
    actor: 'wp:7',
    effect: 'moves_money' as const,
    input: {},
    reason: null,
    durationMs: 1,
    at: 1_000,
    authority: 'consent:card_1',
    amountMinor: 950,
    status: 'claimed',
    ...change,
  })
  await openActionsLog(db).recordActions([
    entry('k1', { writeKey: 'k1' }),
    entry('k1.end', { writeKey: 'k1', status: 'done' }),
    entry('k2', { writeKey: 'k2' }),
    entry('k2.end', { writeKey: 'k2', status: 'done', amountMinor: 951 }),
    entry('k3', { writeKey: 'k3' }),
  ])
  expect(await openRefundCheck(db).checkRefunds(0, 2_000)).toEqual({
    paid: 2,
    wrong: [{ key: 'k2', why: 'another_amount' }],
  })
})
