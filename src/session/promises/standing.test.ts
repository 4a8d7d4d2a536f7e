import { expect, it } from 'vitest'
import type { Meta } from '../memory/memory.ts'
import { standingOf } from './standing.ts'

const NOW = 1_000
type Given = Parameters<typeof standingOf>[0]
const meta = (over: Partial<Given> = {}): Given => ({
  pendingWrite: null,
  openQuestion: null,
  openCards: [],
  knownOrders: [],
  verifiedOrders: [],
  receipts: [],
  ...over,
})
const refund: NonNullable<Meta['pendingWrite']>['call'] = {
  tool: 'issue_refund',
  input: { order_id: '1042' } as never, // what else it asks for does not matter here
}

it('is nothing in a fresh session', () => expect(standingOf(meta(), NOW)).toBeUndefined())

it('keeps the proven order first, the shown ones, and what was done', () => {
  const standing = standingOf(
    meta({
      knownOrders: [
        { number: '1041', fingerprint: '' },
        { number: '1042', fingerprint: '' },
      ],
      verifiedOrders: [
        { number: '1042', untilMs: NOW + 1 },
        { number: '1007', untilMs: NOW - 1 },
      ],
      receipts: ['issue_refund', 'issue_refund'],
    }),
    NOW
  )
  expect(standing).toEqual({
    openProcedure: null,
    orders: [
      { number: '1042', proven: true },
      { number: '1041', proven: false },
    ],
    done: ['issue_refund'],
  })
})

it.each<[string, Partial<Given>, RegExp]>([
  [
    'a wish that waits for its proof',
    { pendingWrite: { call: refund, untilMs: NOW + 1 } },
    /issue_refund of order 1042/,
  ],
  ['not one whose time is over', { pendingWrite: { call: refund, untilMs: NOW }, receipts: ['x'] }, /^null$/],
  ['a card that was agreed to', { openCards: ['c1'], openQuestion: 'which_order' }, /agreed to/],
  ['our open question', { openQuestion: 'which_order' }, /which_order/],
])('names %s', (_, over, words) => expect(String(standingOf(meta(over), NOW)!.openProcedure)).toMatch(words))
