import { expect, it } from 'vitest'
import { INTENTS } from '../../contracts/intent.ts'
import { QUESTIONS, planReplySchema, type PlanAsk } from '../../contracts/plan.ts'
import { PLAN_REPLY_JSON_SCHEMA } from '../prompts/v1/plan.ts'
import { decideFromReply } from './decide-from-reply.ts'

const asked = (more: Partial<PlanAsk> = {}): PlanAsk => ({
  message: 'my thing 1042 then',
  history: [],
  signedIn: false,
  knownOrders: [],
  openQuestion: null,
  locale: 'en',
  ...more,
})
const reply = (more: object) => ({ intent: 'order_status', confidence: 0.99, act: 'get_order_status', ...more })
const order = (order_id: string, intent = 'order_status') => reply({ order_id, intent })

it.each<[string, unknown, Partial<PlanAsk>, unknown]>([
  ['a number in the message', order('1042'), {}, [{ tool: 'get_order_status', input: { order_id: '1042' } }]],
  [
    'a number in the shopper’s history',
    order('77'),
    { history: [{ role: 'shopper', text: 'I meant #77' }] },
    [{ tool: 'get_order_status', input: { order_id: '77' } }],
  ],
  [
    'a number the session showed',
    order('LL-9'),
    { knownOrders: ['LL-9'] },
    [{ tool: 'get_order_status', input: { order_id: 'LL-9' } }],
  ],
])('allows %s', (_name, value, more, calls) => {
  expect(decideFromReply(value, asked(more))).toMatchObject({ ok: true, value: { act: { calls } } })
})

it.each<[string, unknown, Partial<PlanAsk>, string]>([
  ['a number of its own', order('2000'), {}, 'foreign_order'],
  ['part of a number', order('42'), {}, 'foreign_order'],
  [
    'a number only the assistant wrote',
    order('5'),
    { history: [{ role: 'assistant', text: 'order 5' }] },
    'foreign_order',
  ],
  ['no number at all', reply({}), {}, 'not_a_plan'],
  ['a number that is not one', order("1' OR 1=1"), {}, 'not_a_plan'],
  ['ask without a question', reply({ act: 'ask', question: 'what is your password' }), {}, 'not_a_plan'],
  ['prototype names', { ...reply({ order_id: '1042' }), act: '__proto__' }, {}, 'not_a_plan'],
])('refuses %s', (_name, value, more, reason) => {
  expect(decideFromReply(value, asked(more))).toEqual({ ok: false, error: { reason } })
})

it('does not list orders for a stranger, and never believes a model more than 0.9', () => {
  const stranger = decideFromReply(reply({ act: 'list_orders' }), asked())
  expect(stranger).toMatchObject({ ok: true, value: { confidence: 0.9, act: { question: 'sign_in_or_number' } } })
  const owner = decideFromReply(reply({ act: 'list_orders' }), asked({ signedIn: true }))
  expect(owner).toMatchObject({ ok: true, value: { act: { kind: 'call_tools' } } })
})

it('hands over on the shopper’s words, not on the model’s', () => {
  const handOver = reply({ act: 'hand_over', reason: 'complaint', intent: 'complaint' })
  expect(decideFromReply(handOver, asked()).ok).toBe(false)
  const angry = decideFromReply(handOver, asked({ message: 'this is a scam' }))
  expect(angry).toMatchObject({ ok: true, value: { act: { reason: 'complaint' } } })
})

it('offers a model exactly the words the contract knows', () => {
  const { properties, required } = PLAN_REPLY_JSON_SCHEMA as {
    properties: Record<string, { enum?: unknown[] }>
    required: string[]
  }
  expect(properties['intent']!.enum).toEqual([...INTENTS])
  expect(properties['question']!.enum).toEqual([...QUESTIONS, null])
  expect(Object.keys(properties).toSorted()).toEqual(Object.keys(planReplySchema.shape).toSorted())
  expect(required.toSorted()).toEqual(Object.keys(properties).toSorted())
})
