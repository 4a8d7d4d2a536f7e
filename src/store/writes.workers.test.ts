import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { openActionsLog } from './actions-log.ts'
import { openAuditChain } from './audit-chain.ts'
import { openCodes } from './codes.ts'
import { openConsents } from './consents.ts'
import { openD1 } from './open-d1.ts'

/** What the unit tests prove on SQLite in Node, where it leans on the database itself: once more on D1. */
const NOW = 1_795_357_848_000
const SESSION = 'session-0123456789'
const open = () => openD1((env as { DB: D1Database }).DB)

describe('on D1', () => {
  it('one of many callers claims a key, and the chain holds', async () => {
    const log = openActionsLog(open())
    const claim = {
      id: 'ref_1',
      writeKey: 'ref_1',
      sessionId: SESSION,
      turnId: 't1',
      tool: 'issue_refund',
      actor: 'wp:7',
      effect: 'moves_money',
      input: { order_number: '1042' },
      status: 'claimed',
      reason: null,
      durationMs: 0,
      at: NOW,
      payer: 'wp:7',
      amountMinor: 950,
    } as const
    const won = await Promise.all([1, 2, 3, 4].map(() => log.claimWrite(claim)))
    expect(won.filter(Boolean)).toHaveLength(1)
    expect(await log.openClaims(NOW + 1, 9)).toHaveLength(1)
    expect([
      await log.endWrite({ ...claim, status: 'done' }),
      await log.endWrite({ ...claim, status: 'refused' }),
    ]).toEqual([true, false])
    expect(await log.openClaims(NOW + 1, 9)).toEqual([])
    expect(await log.spentBy('wp:7', NOW - 1)).toEqual({ count: 1, minor: 950 })
    expect((await openAuditChain(open()).verifyActions()).flaws).toEqual([])
  })

  it('one click takes a card', async () => {
    const consents = openConsents(open())
    await consents.putConsent({
      cardId: 'card-1',
      sessionId: SESSION,
      turnId: 't1',
      subject: 'wp:7',
      locale: 'en',
      action: 'issue_refund',
      orderId: '5042',
      orderNumber: '1042',
      input: {},
      draftHash: 'h',
      state: 'open',
      createdAt: NOW,
      expiresAt: NOW + 1_000,
      decidedAt: null,
    })
    const click = { cardId: 'card-1', sessionId: SESSION, decision: 'accepted', nowMs: NOW } as const
    const taken = await Promise.all([1, 2, 3].map(() => consents.takeConsent(click)))
    expect(taken.filter((row) => row !== null)).toHaveLength(1)
  })

  it('a code has five tries, and a newer one replaces it', async () => {
    const codes = openCodes(open())
    const code = (cardId: string) => ({
      cardId,
      sessionId: SESSION,
      orderNumber: '1042',
      codeHash: 'h',
      triesLeft: 5,
      state: 'open' as const,
      createdAt: NOW,
      expiresAt: NOW + 1_000,
      lockedAt: null,
    })
    await codes.putCode(code('code-1'))
    await codes.putCode(code('code-2'))
    const guess = (cardId: string) => codes.spendTry({ cardId, sessionId: SESSION, nowMs: NOW })
    expect(await guess('code-1')).toBeNull()
    const tries = await Promise.all([1, 2, 3, 4, 5, 6, 7].map(() => guess('code-2')))
    expect(tries.filter((row) => row !== null)).toHaveLength(5)
  })
})
