import { expect, it } from 'vitest'
import type { ApprovalRow } from '../../store/approvals.ts'
import type { ActionRow } from '../../store/actions-log.ts'
import type { ConsentRow } from '../../store/consents.ts'
import { readCardEnd, type CardEndReads } from './read-card-end.ts'

type Kept = {
  card?: Partial<ConsentRow> | null
  end?: Partial<ActionRow> | null
  claim?: object | null
  approval?: ApprovalRow['state'] | null
}
const asked: string[] = []
const reads = ({ card = {}, end = null, claim = null, approval = null }: Kept): CardEndReads => ({
  shopUrl: 'https://shop.example',
  findConsent: async () =>
    card &&
    ({
      action: 'issue_refund',
      orderId: '5041',
      orderNumber: '1041',
      draftHash: 'h',
      state: 'accepted',
      ...card,
    } as ConsentRow),
  findOutcome: async (key) => (asked.push(key), end as ActionRow | null),
  findClaim: async () => claim as ActionRow | null,
  findApproval: async (id) => (asked.push(id), approval && ({ id, state: approval } as ApprovalRow)),
})
const done = { status: 'done', amountMinor: 4_900, input: { currency: 'EUR' } }

it.each<[string, Kept, unknown]>([
  ['that nobody made', { card: null }, null],
  ['that nobody answered', { card: { state: 'open' } }, 'open'],
  ['that was declined', { card: { state: 'declined' } }, { ok: true, value: { kind: 'declined' } }],
  [
    'whose write was done',
    { end: done, claim: {} },
    { ok: true, value: { kind: 'done', amountMinor: 4_900, currency: 'EUR' } },
  ],
  [
    'whose write was refused',
    { end: { status: 'refused', reason: 'gateway_declined' } },
    { ok: false, error: { reason: 'declined_by_gateway' } },
  ],
  ['whose write has no end', { claim: {} }, { ok: true, value: { kind: 'in_doubt' } }],
  [
    'that waits for a colleague',
    { approval: 'pending' },
    { ok: true, value: { kind: 'approval_pending', approvalId: 'apr_1' } },
  ],
  ['a colleague declined', { approval: 'declined' }, { ok: false, error: { reason: 'declined_by_shop' } }],
  ['that lapsed', { approval: 'expired' }, { ok: false, error: { reason: 'declined_by_shop' } }],
  ['approved and under way', { approval: 'approved', claim: {} }, { ok: true, value: { kind: 'in_doubt' } }],
  ['approved and done', { approval: 'done', end: done }, { ok: true, value: { kind: 'done', orderNumber: '1041' } }],
  ['taken, with nothing sent', {}, { ok: false, error: { reason: 'upstream_failed' } }],
])('reads the end of a card %s', async (_, kept, end) => {
  expect({ end: await readCardEnd(reads(kept), 'card_1') }).toMatchObject({ end })
})

it('asks for the key the hands send with, and for the approval of this very card', async () => {
  asked.length = 0
  await readCardEnd(reads({}), 'card_1')
  expect(asked).toEqual([expect.stringMatching(/^ref_[0-9a-f]{64}$/), 'apr_1'])
})
