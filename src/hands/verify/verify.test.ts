import { describe, expect, it } from 'vitest'
import { asId } from '../../base/ids.ts'
import { MINUTE_MS } from '../../base/time.ts'
import type { WriteCall } from '../../contracts/write-tools.ts'
import { identity } from '../testing/fixtures.ts'
import { ctx, openWriteRig, quickBeats } from '../testing/write-rig.ts'
import { REFUSAL_BEAT_MS } from '../toolbox/budgets.ts'
import { waitForCode } from './decide-code.ts'

type Rig = ReturnType<typeof openWriteRig>
const guest = (sessionId = 'session-0123456789') => identity({ sessionId: asId(sessionId) })
const ask = (order_id = '1032', email = 'tom.guest@example.com'): WriteCall => ({
  tool: 'verify_identity',
  input: { order_id, email },
})
let calls = 0
const next = (who = guest()) => ctx(who, `call-${++calls}`)

async function cardFor(rig: Rig, call = ask(), who = guest()) {
  const sent = await rig.desk.propose(call, next(who))
  if (!sent.ok || sent.value.kind !== 'code_sent') throw new Error(JSON.stringify(sent))
  return sent.value.card
}
const type = (rig: Rig, cardId: string, code: string, who = guest()) => rig.desk.checkCode({ cardId, code }, next(who))

describe('verify_identity', () => {
  it("mails a code to the order's own address, and proves the order for half an hour", async () => {
    const rig = openWriteRig()
    const card = await cardFor(rig, ask('#1032', ' Tom.Guest@EXAMPLE.com '))
    expect(rig.mails).toMatchObject([{ to: 'tom.guest@example.com', subject: 'Your code: 123456' }])
    const proven = await type(rig, card.cardId, '123456')
    expect(proven).toMatchObject({ kind: 'verified', orderNumber: '1032', untilMs: rig.deps.now() + 30 * MINUTE_MS })
    expect(await type(rig, card.cardId, '123456')).toEqual({ kind: 'not_open' })
  })

  it.each([
    ['an unknown order', ask('9999')],
    ['a wrong address', ask('1032', 'other@example.com')],
    ["somebody else's order", ask('1042', 'tom.guest@example.com')],
    ["an address that contains the owner's", ask('1024', 'ada@example.com')],
  ])('answers %s with the same card, and no mail', async (_, call) => {
    const rig = openWriteRig()
    const [real, decoy] = [await cardFor(openWriteRig()), await cardFor(rig, call)]
    const blank = { cardId: '', orderNumber: '', text: '' }
    expect({ ...decoy, ...blank }).toEqual({ ...real, ...blank })
    expect(decoy.text.replace(call.input.order_id, 'N')).toBe(real.text.replace('1032', 'N'))
    expect(rig.mails).toEqual([])
    expect(await type(rig, decoy.cardId, '123456')).toMatchObject({
      kind: 'wrong',
      card: { triesLeft: 4, state: 'open' },
    })
  })

  it('allows five tries, then none, then no new code for a while, for anybody', async () => {
    const rig = openWriteRig()
    const card = await cardFor(rig)
    const left: unknown[] = []
    for (const code of ['000000', '111111', '222222', '333333', '444444']) {
      const tried = await type(rig, card.cardId, code)
      left.push(tried.kind === 'wrong' ? `${tried.card.triesLeft} ${tried.card.state}` : tried.kind)
    }
    expect(left).toEqual(['4 open', '3 open', '2 open', '1 open', '0 locked'])
    expect(await type(rig, card.cardId, '123456')).toEqual({ kind: 'not_open' })
    for (const who of [guest(), guest('another-session-12')]) {
      expect(await rig.desk.propose(ask(), next(who))).toMatchObject({ error: { reason: 'rate_limited' } })
    }
    rig.pass(15 * MINUTE_MS)
    expect((await cardFor(rig)).state).toBe('open')
  })

  it('spends the tries of a hundred guesses at once', async () => {
    const rig = openWriteRig()
    const card = await cardFor(rig)
    const guesses = Array.from({ length: 100 }, (_, n) => type(rig, card.cardId, String(n).padStart(6, '0')))
    const kinds = (await Promise.all(guesses)).map((each) => each.kind)
    expect(kinds.filter((kind) => kind === 'wrong')).toHaveLength(5)
  })

  it('believes no code from another session, too late, or replaced by a newer one', async () => {
    const rig = openWriteRig()
    const [old, newer] = [await cardFor(rig), await cardFor(rig)]
    expect(await type(rig, newer.cardId, '123456', guest('another-session-12'))).toEqual({ kind: 'not_open' })
    expect(await type(rig, old.cardId, '123456')).toEqual({ kind: 'not_open' })
    rig.pass(10 * MINUTE_MS)
    expect(await type(rig, newer.cardId, '123456')).toEqual({ kind: 'not_open' })
  })

  it('limits how often it sends, alike for orders that are there and those that are not', async () => {
    for (const call of [ask(), ask('9999')]) {
      const rig = openWriteRig()
      for (let time = 0; time < 4; time++) await cardFor(rig, call)
      expect(await rig.desk.propose(call, next())).toEqual({
        ok: false,
        error: { reason: 'rate_limited', retryAfterMs: 15 * MINUTE_MS },
      })
      await cardFor(rig, call, guest('another-session-12'))
      expect((await rig.desk.propose(call, next(guest('a-third-session-12')))).ok).toBe(false)
    }
  })

  it('keeps code and address out of the trail and the store', async () => {
    const rig = openWriteRig()
    const card = await cardFor(rig)
    await type(rig, card.cardId, '123456')
    const kept = ['actions_log', 'codes'].map((table) =>
      JSON.stringify(rig.d1.raw.prepare(`select * from ${table}`).all())
    )
    expect(kept.join()).not.toMatch(/\b123456\b|tom\.guest|@example/)
  })

  it('answers a decoy and a real order on the same beat', async () => {
    const waited = async (call: WriteCall) => {
      const waits: number[] = []
      const set = (run: () => void, ms: number) => (waits.push(ms), quickBeats.set(run, ms))
      const change = { timers: { ...quickBeats, set } }
      await openWriteRig({ change }).desk.propose(call, next())
      return waits.filter((ms) => ms === REFUSAL_BEAT_MS).length
    }
    expect([await waited(ask()), await waited(ask('9999')), await waited(ask('1032', 'x@example.com'))]).toEqual([
      1, 1, 1,
    ])
  })

  it('answers though the mail cannot be sent, and reports it', async () => {
    const rig = openWriteRig({ change: { mailShopper: async () => Promise.reject(new Error('no mail')) } })
    expect((await cardFor(rig)).state).toBe('open')
    expect(rig.faults).toEqual(['mail: Error: no mail'])
  })
})

it.each([
  [{ n: 0, lockedAt: null }, { n: 0, lockedAt: null }, 0],
  [{ n: 4, lockedAt: null }, { n: 0, lockedAt: null }, 15 * MINUTE_MS],
  [{ n: 0, lockedAt: null }, { n: 5, lockedAt: null }, 15 * MINUTE_MS],
  [{ n: 1, lockedAt: 1_000 }, { n: 1, lockedAt: null }, 15 * MINUTE_MS - 9_000],
])('after %j by the session and %j for the order waits %i ms', (bySession, byOrder, waitMs) => {
  expect(waitForCode({ bySession, byOrder }, 10_000)).toBe(waitMs)
})
