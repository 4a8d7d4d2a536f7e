import { describe, expect, it } from 'vitest'
import { openActionsLog } from './actions-log.ts'
import { openApprovals, type ApprovalRow } from './approvals.ts'
import { openAuditChain } from './audit-chain.ts'
import { openCallNonces } from './call-nonces.ts'
import { openCodes, type CodeRow } from './codes.ts'
import { openConsents, type ConsentRow } from './consents.ts'
import type { ActionEntry } from './hash-action.ts'
import { openD1 } from './open-d1.ts'
import { openNodeD1 } from './testing/node-d1.ts'

const NOW = 1_795_357_848_000
const SESSION = 'session-0123456789'

function open() {
  const d1 = openNodeD1()
  const db = openD1(d1)
  return {
    d1,
    log: openActionsLog(db),
    chain: openAuditChain(db),
    consents: openConsents(db),
    approvals: openApprovals(db),
    codes: openCodes(db),
    nonces: openCallNonces(db),
  }
}
const entry = (change: Partial<ActionEntry> = {}): ActionEntry => ({
  id: 'a1',
  sessionId: SESSION,
  turnId: 't1',
  tool: 'issue_refund',
  actor: 'wp:7',
  effect: 'moves_money',
  input: { order_number: '1042', amount_minor: 950 },
  status: 'done',
  reason: null,
  durationMs: 3,
  at: NOW,
  ...change,
})
const claim = (writeKey: string, change: Partial<ActionEntry> = {}) =>
  ({ ...entry({ payer: 'wp:7', amountMinor: 950, ...change }), writeKey }) as ActionEntry & { writeKey: string }

describe('actions log', () => {
  it('lets exactly one of many callers claim a key', async () => {
    const { log } = open()
    const won = await Promise.all(Array.from({ length: 8 }, () => log.claimWrite(claim('ref_1'))))
    expect(won.filter(Boolean)).toHaveLength(1)
    expect(await log.claimWrite(claim('ref_1', { sessionId: 'another-session-12' }))).toBe(false)
  })

  it('keeps a chain however many write to a session at once', async () => {
    const { log, chain } = open()
    await Promise.all(Array.from({ length: 6 }, (_, n) => log.recordAction(entry({ id: `a${n}` }))))
    await log.recordAction(entry({ id: 'a1' }))
    expect((await log.actionsOf(SESSION)).map((row) => row.seq)).toEqual([1, 2, 3, 4, 5, 6])
    expect(await chain.verifyActions()).toEqual({ rows: 6, sessions: 1, seals: 0, flaws: [] })
  })

  it('knows which claims have no end yet', async () => {
    const { log } = open()
    for (const key of ['ref_done', 'ref_doubt', 'ref_open', 'ref_late']) {
      await log.claimWrite(claim(key, { at: key === 'ref_late' ? NOW + 9 : NOW }))
    }
    await log.recordAction({ ...claim('ref_done'), id: 'ref_done.done', status: 'done' })
    await log.recordAction({ ...claim('ref_doubt'), id: 'ref_doubt.doubt', status: 'in_doubt' })
    expect((await log.openClaims(NOW + 1, 10)).map((row) => row.writeKey)).toEqual(['ref_doubt', 'ref_open'])
    expect((await log.findOutcome('ref_done'))?.status).toBe('done')
    expect(await log.findOutcome('ref_doubt')).toBeNull()
  })

  it('counts what may have been paid, not what was refused', async () => {
    const { log } = open()
    await log.claimWrite(claim('ref_1'))
    await log.claimWrite(claim('ref_2', { amountMinor: 50 }))
    await log.claimWrite(claim('ref_3', { payer: 'wp:8', amountMinor: 7 }))
    await log.recordAction({ ...claim('ref_2'), id: 'ref_2.refused', status: 'refused' })
    expect(await log.spentBy('wp:7', NOW - 1)).toEqual({ count: 1, minor: 950 })
    expect(await log.spentSince(NOW - 1)).toEqual({ count: 2, minor: 957 })
    expect(await log.spentBy('wp:7', NOW)).toEqual({ count: 0, minor: 0 })
  })
})

describe('audit', () => {
  const filled = async () => {
    const rig = open()
    for (const sessionId of [SESSION, 'another-session-12']) {
      for (const n of [1, 2, 3]) await rig.log.recordAction(entry({ id: `${sessionId}-${n}`, sessionId, at: NOW + n }))
    }
    await rig.chain.sealActions(NOW + 2)
    await rig.chain.sealActions(NOW + 3)
    return rig
  }
  it('finds nothing wrong with an untouched trail', async () => {
    const { chain } = await filled()
    expect(await chain.verifyActions()).toEqual({ rows: 6, sessions: 2, seals: 2, flaws: [] })
  })
  it.each([
    ["update actions_log set reason = 'x' where id like '%-2'", 'altered'],
    [`update actions_log set input = '{"amount_minor":1}' where id like '%-3'`, 'altered'],
    ["delete from actions_log where id like '%-2'", 'missing'],
    [`delete from actions_log where session_id = '${SESSION}'`, 'sealed_rows_differ'],
    ["delete from actions_log where id like '%-3'", 'sealed_rows_differ'],
    ['delete from action_seals where no = 1', 'seal_broken'],
    ['update action_seals set rows_hash = hash where no = 2', 'seal_broken'],
    ["update actions_log set seq = 0, hash = '' where id like '%-3'", 'unchained'],
  ])('shows: %s', async (sql, kind) => {
    const { d1, chain } = await filled()
    d1.raw.exec(sql)
    expect((await chain.verifyActions()).flaws.map((flaw) => flaw.kind)).toContain(kind)
  })
})

const consent = (change: Partial<ConsentRow> = {}): ConsentRow => ({
  cardId: 'card-1',
  sessionId: SESSION,
  turnId: 't1',
  subject: 'wp:7',
  locale: 'en',
  action: 'issue_refund',
  orderId: '5042',
  orderNumber: '1042',
  input: { order_id: '1042' },
  draftHash: 'h',
  state: 'open',
  createdAt: NOW,
  expiresAt: NOW + 600_000,
  decidedAt: null,
  ...change,
})

describe('consents', () => {
  const take = { cardId: 'card-1', sessionId: SESSION, decision: 'accepted', nowMs: NOW + 1 } as const
  it('go to one taker of a double click', async () => {
    const { consents } = open()
    await consents.putConsent(consent())
    const taken = await Promise.all([consents.takeConsent(take), consents.takeConsent(take)])
    expect(taken.filter((row) => row !== null)).toHaveLength(1)
    expect(taken.find((row) => row !== null)).toMatchObject({ state: 'accepted', decidedAt: NOW + 1 })
  })
  it.each([
    ['another session', { sessionId: 'another-session-12' }],
    ['another card', { cardId: 'card-2' }],
    ['its last moment', { nowMs: NOW + 600_000 }],
  ])('go to nobody from %s', async (_, change) => {
    const { consents } = open()
    await consents.putConsent(consent())
    expect(await consents.takeConsent({ ...take, ...change })).toBeNull()
  })
  it('stay declined', async () => {
    const { consents } = open()
    await consents.putConsent(consent())
    await consents.takeConsent({ ...take, decision: 'declined' })
    expect(await consents.takeConsent(take)).toBeNull()
  })
})

describe('approvals', () => {
  const approval: ApprovalRow = {
    id: 'apr-1',
    cardId: 'card-1',
    sessionId: SESSION,
    subject: 'wp:7',
    locale: 'en',
    action: 'issue_refund',
    orderId: '5042',
    orderNumber: '1042',
    draft: {},
    why: ['above_soft_limit'],
    reason: '',
    policyHash: 'h',
    state: 'pending',
    requestedAt: NOW,
    expiresAt: NOW + 1_000,
    decidedBy: null,
    decidedAt: null,
    jti: 'jti-1',
  }
  const decision = { id: 'apr-1', state: 'approved', by: 'wp:1', nowMs: NOW + 1 } as const
  it('take the first decision only', async () => {
    const { approvals } = open()
    await approvals.putApproval(approval)
    await approvals.putApproval({ ...approval, id: 'apr-2' })
    expect(await approvals.listApprovals(['pending'], 9)).toHaveLength(1)
    expect(await approvals.decidePending(decision)).toMatchObject({ state: 'approved', decidedBy: 'wp:1' })
    expect(await approvals.decidePending({ ...decision, state: 'declined' })).toBeNull()
    expect([await approvals.closeApproved('apr-1', 'done'), await approvals.closeApproved('apr-1', 'done')]).toEqual([
      true,
      false,
    ])
  })
  it('lapse once, and cannot be decided after', async () => {
    const { approvals } = open()
    await approvals.putApproval(approval)
    expect(await approvals.decidePending({ ...decision, nowMs: NOW + 1_000 })).toBeNull()
    expect(await approvals.expirePending(NOW + 1_000)).toHaveLength(1)
    expect(await approvals.expirePending(NOW + 1_000)).toHaveLength(0)
  })
})

describe('codes', () => {
  const code = (change: Partial<CodeRow> = {}): CodeRow => ({
    cardId: 'code-1',
    sessionId: SESSION,
    orderNumber: '1042',
    codeHash: 'h',
    triesLeft: 5,
    state: 'open',
    createdAt: NOW,
    expiresAt: NOW + 600_000,
    lockedAt: null,
    ...change,
  })
  const guess = { cardId: 'code-1', sessionId: SESSION, nowMs: NOW + 1 }
  it('give five tries to fifty guesses at once', async () => {
    const { codes } = open()
    await codes.putCode(code())
    const tries = await Promise.all(Array.from({ length: 50 }, () => codes.spendTry(guess)))
    expect(tries.filter((row) => row !== null)).toHaveLength(5)
  })
  it('work once', async () => {
    const { codes } = open()
    await codes.putCode(code())
    expect([
      await codes.closeCode('code-1', 'verified', NOW),
      await codes.closeCode('code-1', 'verified', NOW),
    ]).toEqual([true, false])
    expect(await codes.spendTry(guess)).toBeNull()
  })
  it('are replaced by the next one, and all of them count', async () => {
    const { codes } = open()
    await codes.putCode(code())
    await codes.putCode(code({ cardId: 'code-2' }))
    await codes.putCode(code({ cardId: 'code-3', sessionId: 'another-session-12' }))
    expect(await codes.spendTry(guess)).toBeNull()
    const counted = await codes.codesSince({ sessionId: SESSION, orderNumber: '1042', sinceMs: NOW - 1 })
    expect(counted).toEqual({ bySession: { n: 2, lockedAt: null }, byOrder: { n: 3, lockedAt: null } })
  })
})

it('burns a nonce once per key', async () => {
  const { nonces } = open()
  const burn = (key: string) => nonces.burnNonce(key, 'n', NOW + 9)
  expect([await burn('k1'), await burn('k1'), await burn('k2')]).toEqual([true, false, true])
  await nonces.sweepNonces(NOW + 9)
  expect(await burn('k1')).toBe(true)
})
