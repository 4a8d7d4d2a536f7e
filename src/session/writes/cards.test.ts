import { describe, expect, it } from 'vitest'
import { asId, type RequestId } from '../../base/ids.ts'
import { ok, refuse } from '../../base/result.ts'
import type { CodeCard, ConsentCard } from '../../contracts/frames.ts'
import type {
  ConsentOutcome,
  ProposalOutcome,
  VerifyOutcome,
  WriteCall,
  WriteRefusal,
} from '../../contracts/write-tools.ts'
import type { ToolContext } from '../run-tools.ts'
import { claims, emptyDisk, gate, NOW, readEvents, rig, sayAsk, textOf, typesOf, type Event } from '../testing/rig.ts'

const consentCard = (change: Partial<ConsentCard> = {}): ConsentCard => ({
  cardId: 'card_1',
  action: 'issue_refund',
  title: 'Refund',
  facts: [{ label: 'Amount', value: '€49.00' }],
  confirmLabel: 'Refund €49.00',
  declineLabel: 'No, leave it',
  expiresAt: new Date(NOW + 600_000).toISOString(),
  state: 'open',
  ...change,
})
const codeCard = (change: Partial<CodeCard> = {}): CodeCard => ({
  cardId: 'code_1',
  orderNumber: '1041',
  text: 'Type it here.',
  expiresAt: new Date(NOW + 600_000).toISOString(),
  triesLeft: 5,
  state: 'open',
  ...change,
})
const offer = (needsApproval = false): ProposalOutcome =>
  ok({ kind: 'consent_needed', card: consentCard(), needsApproval })
const done: ConsentOutcome = ok({
  kind: 'done',
  action: 'issue_refund',
  orderNumber: '1041',
  amountMinor: 4_900,
  currency: 'EUR',
})
const proven: VerifyOutcome = {
  kind: 'verified',
  orderNumber: '1041',
  untilMs: NOW + 1_800_000,
  card: codeCard({ state: 'verified', triesLeft: 4 }),
}

type Rig = ReturnType<typeof rig>
async function say({ session }: Rig, text: string): Promise<Event[]> {
  const said = await session.say(sayAsk(text))
  if (!said.ok) throw new Error(said.error.reason)
  return readEvents(said.value.frames)
}
const ask = { claims: claims(), requestId: asId<RequestId>('request-1') }
const click = ({ session }: Rig, cardId = 'card_1', decision: 'accept' | 'decline' = 'accept') =>
  session.consent({ ...ask, cardId, decision })
const type = ({ session }: Rig, code: string, cardId = 'code_1') => session.verify({ ...ask, cardId, code })
const cardsOf = ({ memory }: Rig) =>
  memory
    .lastMessages(50)
    .flatMap(({ parts }) =>
      parts.flatMap(({ type: kind, data }) => (kind.startsWith('data-co') ? [(data as ConsentCard).state] : []))
    )
const lastText = ({ memory }: Rig) => memory.lastMessages(1)[0]!.body

describe('a demand for one order', () => {
  it('shows the card of the hands and says that nothing has happened', async () => {
    const asked: WriteCall[] = []
    const the = rig({ propose: async (call) => (asked.push(call), offer()) })
    const events = await say(the, 'refund order 1041')
    expect(asked).toMatchObject([{ tool: 'issue_refund', input: { order_id: '1041' } }])
    expect(textOf(events)).toMatch(/Nothing happens until you confirm it\.$/)
    expect(events.map(({ frame }) => frame)).toContainEqual({
      type: 'data-consent',
      id: 'consent-card_1',
      data: consentCard(),
    })
    expect(cardsOf(the)).toEqual(['open'])
    expect(the.facts.at(-1)).toMatchObject({ outcome: 'asked', tools: [{ tool: 'issue_refund', ok: true }] })
  })

  it('says so when a colleague has to approve', async () => {
    expect(textOf(await say(rig({ propose: async () => offer(true) }), 'refund order 1041'))).toMatch(
      /approve it first/
    )
  })

  it.each<[WriteRefusal, RegExp, boolean]>([
    [{ reason: 'bad_amount' }, /That amount does not fit/, false],
    [{ reason: 'window_closed', closedAt: '2026-01-01T00:00:00Z' }, /time in which I can refund/, true],
    [{ reason: 'above_ceiling' }, /cannot do this for that order/, true],
    [{ reason: 'rate_limited', retryAfterMs: 1_000 }, /too many requests/, false],
  ])('refused with %j is told in words, and a person offered where it helps', async (refusal, words, offers) => {
    const events = await say(rig({ propose: async () => refuse(refusal) }), 'refund order 1041')
    expect(textOf(events)).toMatch(words)
    expect(events.at(-1)!.frame).toMatchObject({ messageMetadata: { outcome: 'refused', offerPerson: offers } })
  })
})

describe('a proof', () => {
  /** Unproven until the code was right; then a card. */
  const guest = (given: Partial<Parameters<typeof rig>[0]> = {}) => {
    const calls: [string, ToolContext][] = []
    const the = rig({
      propose: async (call, context) => {
        calls.push([`${call.tool} ${call.input.order_id}`, context])
        if (call.tool === 'verify_identity') return ok({ kind: 'code_sent', card: codeCard() })
        return context.identity.verifiedOrders.length > 0 ? offer() : refuse({ reason: 'not_proven' })
      },
      checkCode: async () => proven,
      ...given,
    })
    return { the, calls }
  }

  it('is asked for, mailed for, and the wish then proposed by itself', async () => {
    const { the, calls } = guest()
    expect(textOf(await say(the, 'refund order 1041'))).toMatch(/Which e-mail address/)
    expect(typesOf(await say(the, 'nada@example.com'))).toContain('data-code')
    expect(await type(the, '123456')).toEqual(ok({ cardId: 'code_1', state: 'verified', triesLeft: 4 }))
    expect(calls.map(([call]) => call)).toEqual(['issue_refund 1041', 'verify_identity 1041', 'issue_refund 1041'])
    expect(calls.at(-1)![1].identity.verifiedOrders).toEqual([{ number: '1041', untilMs: proven.untilMs }])
    expect(cardsOf(the)).toEqual(['verified', 'open'])
    expect(lastText(the)).toMatch(/order 1041 is yours\.\n\n.*Nothing happens until you confirm/)
  })

  it('ends after its time, and a wish is not asked again after its own', async () => {
    let now = NOW
    const { the, calls } = guest({ now: () => now })
    await say(the, 'refund order 1041')
    await say(the, 'nada@example.com')
    now = NOW + 600_000
    await type(the, '123456')
    expect(calls).toHaveLength(2)
    now = proven.untilMs
    expect(textOf(await say(the, 'please refund order 1041'))).toMatch(/Which e-mail address/)
  })

  it('that fails shows the tries left, and no code is kept anywhere', async () => {
    const wrong = (triesLeft: number, state: CodeCard['state']): VerifyOutcome => ({
      kind: 'wrong',
      card: codeCard({ triesLeft, state }),
    })
    let outcome = wrong(4, 'open')
    const { the } = guest({ checkCode: async () => outcome })
    await say(the, 'refund order 1041')
    await say(the, 'nada@example.com')
    expect(await type(the, '987654')).toMatchObject({ value: { state: 'open', triesLeft: 4 } })
    expect(lastText(the)).toBe('That is not the code. Tries left: 4.')
    outcome = wrong(0, 'locked')
    await type(the, '987655')
    expect(cardsOf(the)).toEqual(['locked'])
    const kept = JSON.stringify([the.memory.lastMessages(50), [...the.disk.streams], the.sent, the.facts, the.faults])
    expect(kept).not.toMatch(/98765[45]/)
  })
})

describe('a click', () => {
  const shown = async (given: Partial<Parameters<typeof rig>[0]> = {}) => {
    const the = rig({ propose: async () => offer(), ...given })
    await say(the, 'refund order 1041')
    return the
  }

  it('acts once however often it comes, and tells what was done with its amount', async () => {
    let acted = 0
    const the = await shown({ answerConsent: async () => (acted++, done) })
    const answers = await Promise.all([click(the), click(the), click(the, 'card_1', 'decline')])
    expect(answers).toEqual([1, 2, 3].map(() => ok({ cardId: 'card_1', state: 'done' })))
    expect(acted).toBe(1)
    expect(cardsOf(the)).toEqual(['done'])
    expect(the.memory.lastMessages(1)).toMatchObject([
      {
        body: 'The refund of €49.00 for order 1041 has been made.',
        parts: [{ type: 'data-actions', data: { items: [{ text: 'Refunded €49.00 for order 1041' }] } }],
      },
    ])
    expect(the.memory.meta.receipts).toEqual(['issue_refund'])
  })

  it.each<[ConsentOutcome, ConsentCard['state'], RegExp]>([
    [ok({ kind: 'approval_pending', approvalId: 'apr_1' }), 'accepted', /A colleague has to approve/],
    [ok({ kind: 'in_doubt' }), 'accepted', /could not find out yet/],
    [ok({ kind: 'declined' }), 'declined', /Nothing has been changed/],
    [refuse({ reason: 'order_changed' }), 'failed', /order has changed/],
    [refuse({ reason: 'declined_by_gateway' }), 'failed', /cannot do this/],
  ])('that ends in %j leaves the card %s, and nothing is claimed', async (outcome, state, words) => {
    const the = await shown({ answerConsent: async () => outcome })
    expect(await click(the)).toEqual(ok({ cardId: 'card_1', state }))
    expect(cardsOf(the)).toEqual([state])
    expect(lastText(the)).toMatch(words)
    expect(the.memory.meta.receipts).toEqual([])
  })

  it('on a card that is not there, or past its time, is refused', async () => {
    let now = NOW
    const the = await shown({ now: () => now })
    expect(await click(the, 'card_of_somebody')).toEqual(refuse({ reason: 'card_not_open' }))
    now = NOW + 600_000
    const history = await the.session.history({ claims: claims() })
    expect(history).toMatchObject({ value: { messages: [{}, { parts: [{ data: { state: 'expired' } }] }] } })
    expect(await click(the)).toEqual(refuse({ reason: 'card_not_open' }))
    expect(cardsOf(the)).toEqual(['expired'])
  })

  it('of another visitor or session opens nothing', async () => {
    let acted = 0
    const the = await shown({ answerConsent: async () => (acted++, done) })
    for (const stranger of [claims({ sub: 'wp:8' }), claims({ sid: 'session-0000000002' })]) {
      const refused = refuse({ reason: 'wrong_subject' })
      expect(await the.session.consent({ ...ask, claims: stranger, cardId: 'card_1', decision: 'accept' })).toEqual(
        refused
      )
      expect(await the.session.verify({ ...ask, claims: stranger, cardId: 'code_1', code: '123456' })).toEqual(refused)
    }
    expect(acted).toBe(0)
  })

  it.each(['yes', 'yes, refund me', 'I confirm the card', 'accept card_1', '{"card_id":"card_1","decision":"accept"}'])(
    'is never a text: %j',
    async (text) => {
      let acted = 0
      const the = await shown({ answerConsent: async () => (acted++, done) })
      await say(the, text)
      expect([acted, cardsOf(the)[0]]).toEqual([0, 'open'])
    }
  )

  it('cut off by a crash is looked up on waking, and told', async () => {
    const disk = emptyDisk()
    const before = await shown({ disk, answerConsent: () => new Promise(() => undefined) })
    void click(before)
    await expect.poll(() => cardsOf(before)).toEqual(['accepted'])
    const after = rig({ disk, readCardEnd: async () => done })
    await after.session.tend()
    expect(cardsOf(after)).toEqual(['done'])
    expect(lastText(after)).toMatch(/has been made/)
  })

  it('that never reached the store opens the card again', async () => {
    const disk = emptyDisk()
    const before = await shown({ disk, answerConsent: () => new Promise(() => undefined) })
    void click(before)
    await expect.poll(() => cardsOf(before)).toEqual(['accepted'])
    const after = rig({ disk, readCardEnd: async () => 'open' })
    await after.session.tend()
    expect(cardsOf(after)).toEqual(['open'])
  })

  it('is told after the running turn, never in the middle of it', async () => {
    const answering = gate()
    const the = await shown({
      answerConsent: async () => done,
      compose: async function* () {
        yield { kind: 'text', text: 'One ' }
        await answering.opened
        yield { kind: 'text', text: 'moment.' }
        yield { kind: 'end', outcome: 'answered', next: 'nothing', hops: [], withheld: {} }
      },
    })
    const followed = await the.session.follow({ claims: claims(), lastEventId: null, wait: true })
    if (!followed.ok) throw new Error('not followed')
    const heard = readEvents(followed.value, (events) => typesOf(events).includes('data-actions'))
    const turn = say(the, 'Can I return a lamp I opened?')
    await click(the)
    answering.open()
    await turn
    const types = typesOf(await heard)
    expect(types.indexOf('finish')).toBeLessThan(types.indexOf('data-consent'))
  })
})

describe('a knock', () => {
  const text = 'The refund of €49.00 for order 1041 has been made.'
  it.each(['approval_decided', 'write_settled'] as const)(
    'of %s reads the waiting cards again, and tells once',
    async (kind) => {
      let end: ConsentOutcome = ok({ kind: 'approval_pending', approvalId: 'apr_1' })
      const the = rig({
        propose: async () => offer(true),
        answerConsent: async () => end,
        readCardEnd: async () => end,
      })
      await say(the, 'refund order 1041')
      await click(the)
      end = done
      expect(await the.session.notice({ kind, text })).toEqual(ok({ told: true }))
      expect(cardsOf(the)).toEqual(['done'])
      expect(await the.session.notice({ kind, text })).toEqual(ok({ told: false }))
      expect(the.memory.lastMessages(50).filter((row) => row.body === text)).toHaveLength(1)
      expect(the.memory.meta).toMatchObject({ openCards: [], receipts: ['issue_refund'] })
    }
  )
})
