import { count, eq, sql } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { describe, expect, it } from 'vitest'
import { openActionsLog } from '../actions-log.ts'
import { openApprovals } from '../approvals.ts'
import { openAuditChain } from '../audit-chain.ts'
import { openCallNonces } from '../call-nonces.ts'
import { openCodes } from '../codes.ts'
import { openConsents } from '../consents.ts'
import { openDeadLetters } from '../delivery/dead-letters.ts'
import { openTicketLinks } from '../delivery/ticket-links.ts'
import { openEvalRuns } from '../eval-runs.ts'
import { openMetrics } from '../metrics/metrics.ts'
import type { Db } from '../open-d1.ts'
import { openRatings } from '../ratings.ts'
import { messages, sessionOrders, sessions, turns, users } from '../schema/conversations.ts'
import { approvals, consents } from '../schema/writes.ts'
import { tickets } from '../schema/work.ts'
import { openTickets } from '../tickets.ts'
import { openTranscripts } from '../transcripts.ts'
import { action, approval, AT, claim, code, consent, record, ticket } from './rows.ts'

/**
 * What every database we can keep things in must do, whichever it is. `open` gives a migrated one; ids are this
 * suite's own, so nothing need be empty before.
 */
export function describeStore(name: string, open: () => Promise<Db>): void {
  const countOf = async (table: SQLiteTable, where = sql`true`) => {
    const [row] = await (await open()).select({ n: count() }).from(table).where(where)
    return row!.n
  }

  describe(`conversations on ${name}`, () => {
    it('keeps a turn once however often the queue delivers it', async () => {
      const transcripts = openTranscripts(await open())
      const turn = record('session-a', 1, { orders: ['1042'] })
      await transcripts.keepTurns([turn])
      await transcripts.keepTurns([turn, record('session-a', 2, { orders: ['1042'] })])
      expect(await countOf(messages, eq(messages.sessionId, 'session-a'))).toBe(4)
      expect(await countOf(turns, eq(turns.sessionId, 'session-a'))).toBe(2)
      expect(await countOf(sessionOrders, eq(sessionOrders.sessionId, 'session-a'))).toBe(1)
      const rows = await transcripts.readTranscript('session-a')
      expect(rows.map((row) => row.body)).toEqual(['shopper 1', 'assistant 1', 'shopper 2', 'assistant 2'])
      expect(rows[1]!.sources).toEqual([{ title: 'Returns', url: 'https://shop.example/returns' }])
      expect(rows[0]!.at).toBe(AT + 10)
    })

    it('keeps a whole batch of fifty, one person twice in it', async () => {
      const db = await open()
      await openTranscripts(db).keepTurns(
        Array.from({ length: 50 }, (_, n) => record(`session-b${n % 10}`, Math.floor(n / 10) + 1))
      )
      expect(await countOf(messages, sql`${messages.sessionId} like 'session-b%'`)).toBe(100)
      const [row] = await db.select().from(sessions).where(eq(sessions.id, 'session-b3'))
      expect(row!.lastTurnAt).toBe(AT + 51)
    })

    it('keeps a turn whole or not at all', async () => {
      const broken = record('session-x', 1, { locale: null as never })
      await expect(openTranscripts(await open()).keepTurns([broken])).rejects.toMatchObject({
        code: 'store_unavailable',
      })
      expect(await countOf(messages, eq(messages.sessionId, 'session-x'))).toBe(0)
    })

    it('does not go back in time when an older turn comes late, and keeps an address it knew', async () => {
      const db = await open()
      const transcripts = openTranscripts(db)
      await transcripts.keepTurns([record('session-l', 9, { subject: 'wp:9', email: 'Nine@Example.com' })])
      await transcripts.keepTurns([record('session-l', 2, { subject: 'wp:9' })])
      const [row] = await db.select().from(users).where(eq(users.subject, 'wp:9'))
      expect(row!.lastSeenAt).toBe(AT + 91)
      expect(db.vault.read(row!.email!, 'users.email:wp:9')).toBe('Nine@Example.com')
    })

    it('finds the sessions that were shown an order, the recent ones', async () => {
      const transcripts = openTranscripts(await open())
      await transcripts.keepTurns([
        record('session-c', 1, { orders: ['7001'] }),
        record('session-d', 9, { orders: ['7001'] }),
      ])
      expect(await transcripts.sessionsShown('7001', AT)).toEqual(['session-d', 'session-c'])
      expect(await transcripts.sessionsShown('7001', AT + 50)).toEqual(['session-d'])
    })

    it('keeps any text as it was said', async () => {
      const transcripts = openTranscripts(await open())
      const text = `quotes ' " \\ back, percent %s $1 ?1, emoji 👩‍👩‍👧, Arabic مرحبا, ch1:k:fake, ${'long '.repeat(3_000)}`
      const turn = record('session-t', 1)
      turn.messages[0]!.text = text
      await transcripts.keepTurns([turn])
      expect((await transcripts.readTranscript('session-t'))[0]!.body).toBe(text)
    })
  })

  describe(`the audit trail on ${name}`, () => {
    it('chains the rows a batch brings, and a redelivered batch adds none', async () => {
      const db = await open()
      const log = openActionsLog(db)
      const row = (n: number) => action('session-e', { id: `act_${n}`, at: AT + n })
      await log.recordActions([1, 2, 3, 4, 5, 6].map(row))
      await log.recordActions([5, 6, 7].map(row))
      const kept = await log.actionsOf('session-e')
      expect(kept.map(({ id, seq }) => [id, seq])).toEqual([1, 2, 3, 4, 5, 6, 7].map((n) => [`act_${n}`, n]))
      for (const [index, each] of kept.entries()) expect(each.prevHash).toBe(kept[index - 1]?.hash ?? '')
      const chain = openAuditChain(db)
      await chain.sealActions(AT + 100)
      expect((await chain.verifyActions()).flaws).toEqual([])
    })

    it('one of many callers claims a key, and caps count numbers', async () => {
      const log = openActionsLog(await open())
      const won = await Promise.all([1, 2, 3, 4].map(() => log.claimWrite(claim('ref_1', 'session-f'))))
      expect(won.filter(Boolean)).toHaveLength(1)
      expect((await log.openClaims(AT + 1, 9)).map((row) => row.id)).toEqual(['ref_1'])
      const ended = { ...claim('ref_1', 'session-f'), status: 'done' }
      expect([await log.endWrite(ended), await log.endWrite({ ...ended, status: 'refused' })]).toEqual([true, false])
      expect(await log.openClaims(AT + 1, 9)).toEqual([])
      expect(await log.spentBy('payer-of-ref_1', AT - 1)).toEqual({ count: 1, minor: 950 })
      expect(await log.spentBy('nobody', AT - 1)).toEqual({ count: 0, minor: 0 })
      expect(await log.findOutcome('ref_1')).toMatchObject({ status: 'done', input: { answer: 42 } })
    })
  })

  describe(`consent and approval on ${name}`, () => {
    it('one click takes a card, with what it was asked for', async () => {
      const cards = openConsents(await open())
      await cards.putConsent(consent('card-1', 'session-g'))
      const click = { cardId: 'card-1', sessionId: 'session-g', decision: 'accepted', nowMs: AT } as const
      const taken = (await Promise.all([1, 2, 3].map(() => cards.takeConsent(click)))).filter((row) => row !== null)
      expect(taken.map((row) => row.input)).toEqual([{ reason: 'it came broken', address: { city: 'Ghent' } }])
      expect(await cards.findConsent('card-1')).toMatchObject({ state: 'accepted', decidedAt: AT })
    })

    it('the first decision on a request stands, and one past its time lapses', async () => {
      const desk = openApprovals(await open())
      await desk.putApproval(approval('apr_1', 'session-g'))
      await desk.putApproval(approval('apr_2', 'session-g'))
      const decide = (state: 'approved' | 'declined') =>
        desk.decidePending({ id: 'apr_1', state, by: 'wp:1', nowMs: AT })
      expect([await decide('approved'), await decide('declined')]).toMatchObject([{ draft: { orderId: '5042' } }, null])
      expect((await desk.expirePending(AT + 2_000)).map((row) => [row.id, row.reason])).toEqual([
        ['apr_2', 'it came broken'],
      ])
      expect([await desk.closeApproved('apr_1', 'done'), await desk.closeApproved('apr_1', 'done')]).toEqual([
        true,
        false,
      ])
      expect((await desk.listApprovals(['done'], 9)).map((row) => row.why)).toEqual([['above_soft_limit']])
    })

    it('a code has five tries, and a newer one replaces it', async () => {
      const codes = openCodes(await open())
      await codes.putCode(code('code-1', 'session-h', '1042'))
      await codes.putCode(code('code-2', 'session-h', '1042'))
      const guess = (cardId: string) => codes.spendTry({ cardId, sessionId: 'session-h', nowMs: AT })
      expect(await guess('code-1')).toBeNull()
      const tries = await Promise.all([1, 2, 3, 4, 5, 6, 7].map(() => guess('code-2')))
      expect(tries.filter((row) => row !== null)).toHaveLength(5)
      expect(await codes.closeCode('code-2', 'locked', AT + 5)).toBe(true)
      const asked = await codes.codesSince({ sessionId: 'session-h', orderNumber: '1042', sinceMs: AT - 1 })
      expect(asked.bySession).toEqual({ n: 2, lockedAt: AT + 5 })
    })

    it('a nonce burns once', async () => {
      const nonces = openCallNonces(await open())
      const burn = () => nonces.burnNonce('k1', 'nonce-1', AT)
      expect((await Promise.all([burn(), burn(), burn()])).filter(Boolean)).toHaveLength(1)
      await nonces.sweepNonces(AT)
      expect(await burn()).toBe(true)
    })
  })

  describe(`the desk on ${name}`, () => {
    it('opens a ticket once, links it once and closes it', async () => {
      const [desk, links] = [openTickets(await open()), openTicketLinks(await open())]
      for (let time = 0; time < 2; time++) await desk.openTicket(ticket('tkt_1', 'session-i'))
      const link = {
        ticketId: 'tkt_1',
        desk: 'linear',
        externalId: 'L-1',
        url: 'https://linear.example/1',
        openedAt: AT,
      }
      await links.putTicketLink(link)
      await links.putTicketLink({ ...link, externalId: 'L-2' })
      expect(await links.findTicketLink('tkt_1')).toEqual(link)
      expect((await desk.openTickets(9)).map((row) => row.body)).toContain('my lamp is broken')
      await desk.closeTicketsOf('session-i', AT + 1)
      expect(await desk.findTicket('tkt_1')).toMatchObject({ state: 'closed', subject: 'A lamp of Ada' })
    })

    it('counts a letter that dies twice, and gives its message back', async () => {
      const letters = openDeadLetters(await open())
      const letter = {
        id: 'dead_1',
        kind: 'turn.record',
        body: { text: 'my lamp' },
        sessionId: 'session-i',
        parkedAt: AT,
      }
      await letters.parkLetter(letter)
      await letters.parkLetter(letter)
      expect(await letters.findLetter('dead_1')).toMatchObject({ times: 2, body: { text: 'my lamp' } })
      expect(await letters.forgetLettersOf(['session-i'])).toBe(1)
    })
  })

  describe(`numbers on ${name}`, () => {
    it('adds to an hour, keeps the larger maximum, and tells an hour again in one piece', async () => {
      const metrics = openMetrics(await open())
      const row = {
        hour: AT,
        metric: 'provider_call',
        brainVersion: 'v1',
        provider: 'p',
        intent: 'x',
        detail: 'ok',
        count: 1,
        sum: 5,
        max: 5,
        steps: { '3': 1 },
      } as const
      await metrics.addToHour({ ...row })
      await metrics.addToHour({ ...row, sum: 2, max: 2 })
      const read = () => metrics.readMetrics({ fromMs: AT, toMs: AT + 1, metrics: ['provider_call'] })
      expect(await read()).toEqual([{ ...row, count: 2, sum: 7, max: 5 }])
      await metrics.replaceHour(AT, ['provider_call'], [{ ...row }])
      expect(await read()).toEqual([row])
    })

    it('keeps one rating a session and the newest report of a run', async () => {
      const db = await open()
      const rating = { sessionId: 'session-j', score: 2, words: 'slow', brainVersion: 'v1', intent: null, at: AT }
      await openRatings(db).keepRating(rating)
      await openRatings(db).keepRating({ ...rating, score: 5 })
      const runs = openEvalRuns(db)
      const run = {
        id: 'run-1',
        brainVersion: 'v1',
        suite: 's',
        startedAt: AT,
        endedAt: null,
        passed: 1,
        failed: 0,
        report: {},
      }
      await runs.keepRun(run)
      await runs.keepRun({ ...run, endedAt: AT + 1, report: { ok: true } })
      expect(await runs.listRuns({ suite: 's', limit: 9 })).toEqual([{ ...run, endedAt: AT + 1, report: { ok: true } }])
    })
  })

  it(`nothing a person said or is called lies open in ${name}`, async () => {
    const db = await open()
    await openTranscripts(db).keepTurns([record('session-z', 1, { subject: 'wp:77', email: 'zoe@example.com' })])
    await openConsents(db).putConsent(consent('card-z', 'session-z'))
    await openApprovals(db).putApproval(approval('apr_z', 'session-z'))
    await openTickets(db).openTicket(ticket('tkt_z', 'session-z'))
    const lying = JSON.stringify([
      await db.select().from(users).where(eq(users.subject, 'wp:77')),
      await db.select().from(messages).where(eq(messages.sessionId, 'session-z')),
      await db.select().from(consents).where(eq(consents.cardId, 'card-z')),
      await db.select().from(approvals).where(eq(approvals.id, 'apr_z')),
      await db.select().from(tickets).where(eq(tickets.id, 'tkt_z')),
    ])
    expect(lying).not.toMatch(/zoe|shopper 1|assistant 1|broken|Ghent|Ada/)
    expect(lying.match(/ch1:k1:/g)).toHaveLength(8)
  })
}
