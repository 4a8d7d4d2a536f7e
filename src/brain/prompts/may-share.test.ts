import { describe, expect, it } from 'vitest'
import type { ComposeAsk } from '../../contracts/answer.ts'
import type { PlanAsk } from '../../contracts/plan.ts'
import { composeAsk, kbOutcome, orderOutcome, passage, toPages } from '../testing/turns.ts'
import { mayShareAnswer, mayShareReading } from './may-share.ts'

const GENERAL = 'Do you ship lamps to Norway?'
const planAsk = (over: Partial<PlanAsk> = {}): PlanAsk => ({
  message: GENERAL,
  history: [],
  signedIn: false,
  knownOrders: [],
  openQuestion: null,
  locale: 'en',
  ...over,
})

it('a first question in general words is nobody’s own', () => {
  expect(mayShareAnswer(toPages(GENERAL, [passage()]))).toBe(true)
  expect(mayShareReading(planAsk())).toBe(true)
})

describe('what may be one person’s is never shared:', () => {
  it.each<[string, Partial<ComposeAsk>]>([
    ['an order in it', { outcomes: [orderOutcome(), kbOutcome()] }],
    ['a conversation before it', { history: [{ role: 'shopper', text: 'hello' }] }],
    ['something the session holds', { standing: { openProcedure: 'refund of order 1042', orders: [], done: [] } }],
    ['a number', { message: 'Is 55 Elm Street in your area?' }],
    ['an address', { message: 'write to ada@example.com' }],
    ['a first person', { message: 'Can my lamp be returned?' }],
    ['a first person in German', { message: 'Wo ist meine Lampe?' }],
    ['a first person in Japanese', { message: '私のランプはどこですか' }],
    ['a long story', { message: 'lamp '.repeat(80) }],
  ])('an answer with %s', (_, over) => {
    expect(mayShareAnswer({ ...composeAsk({ message: GENERAL, outcomes: [kbOutcome()] }), ...over })).toBe(false)
  })

  it.each<[string, Partial<PlanAsk>]>([
    ['known orders', { knownOrders: ['1042'] }],
    ['a conversation', { history: [{ role: 'assistant', text: 'Which order?' }] }],
    ['a question of ours that is open', { openQuestion: 'which_order' }],
    ['an order to prove', { orderToProve: '1042' }],
    ['a number in the message', { message: 'where is 1042' }],
  ])('a plan with %s', (_, over) => expect(mayShareReading(planAsk(over))).toBe(false))
})
