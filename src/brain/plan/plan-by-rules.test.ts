import { describe, expect, it } from 'vitest'
import type { PlanAct, PlanAsk } from '../../contracts/plan.ts'
import { phrase } from '../phrases/phrase.ts'
import { planByRules } from './plan-by-rules.ts'

const asked = (message: string, more: Partial<PlanAsk> = {}): PlanAsk => ({
  message,
  history: [],
  signedIn: false,
  knownOrders: [],
  openQuestion: null,
  locale: 'en',
  ...more,
})
/** The act in one line: what a reader of the table needs. */
function inShort(act: PlanAct): string {
  if (act.kind === 'ask') return `ask ${act.question}`
  if (act.kind === 'hand_over') return `hand over ${act.reason}`
  if (act.kind === 'answer_from_kb') return 'answer'
  if (act.kind === 'propose') return `propose ${act.call.tool} ${act.call.input.order_id}`
  return act.calls
    .map((call) => (call.tool === 'get_order_status' ? `order ${call.input.order_id}` : call.tool))
    .join(' + ')
}
const actFor = (message: string, more: Partial<PlanAsk> = {}) => inShort(planByRules(asked(message, more)).plan.act)

describe('without a model', () => {
  it.each<[string, string, string, Partial<PlanAsk>?]>([
    ['Where is order 1042?', 'order_status', 'order 1042'],
    ['Where are orders 1042 and #1043?', 'order_status', 'order 1042 + order 1043'],
    ['Wo ist meine Bestellung 1042?', 'order_status', 'order 1042'],
    ['注文番号1042の配送状況', 'order_status', 'order 1042'],
    ['Where is my order?', 'order_status', 'ask sign_in_or_number'],
    ['Where is my order?', 'order_status', 'list_orders', { signedIn: true }],
    ['Where is my order?', 'order_status', 'order 1042', { signedIn: true, knownOrders: ['1042'] }],
    ['Show me my other orders', 'order_status', 'list_orders', { signedIn: true, knownOrders: ['1042'] }],
    ['Wo bleibt mein Paket?', 'order_status', 'ask sign_in_or_number'],
    ['Où est mon colis ?', 'order_status', 'list_orders', { signedIn: true }],
    ['¿Dónde está mi pedido?', 'order_status', 'ask sign_in_or_number'],
    ['荷物はいつ届きますか', 'order_status', 'ask sign_in_or_number'],
    ['Can I return a lamp I opened?', 'refund_return', 'answer'],
    ['I want to return order 1042', 'refund_return', 'order 1042 + kb_search'],
    ['I want to return my lamp', 'refund_return', 'answer'],
    ['I want to return my lamp', 'refund_return', 'list_orders + kb_search', { signedIn: true }],
    ['cancel order 1042', 'cancel_order', 'propose cancel_order 1042'],
    ['why was order 1042 cancelled?', 'cancel_order', 'order 1042 + kb_search'],
    ['refund order 1042', 'refund_return', 'propose issue_refund 1042'],
    ['I want my money back for #1042', 'refund_return', 'propose issue_refund 1042'],
    ['Erstatten Sie Bestellung 1042', 'refund_return', 'propose issue_refund 1042'],
    ['When will I get my refund for order 1042?', 'refund_return', 'order 1042 + kb_search'],
    ['yes, refund me', 'refund_return', 'answer'],
    ['how do refunds work', 'policy_shipping_faq', 'answer'],
    ['Please cancel my order', 'cancel_order', 'ask sign_in_or_number'],
    ['Please cancel my order', 'cancel_order', 'list_orders + kb_search', { signedIn: true }],
    ['Please cancel it', 'cancel_order', 'propose cancel_order 1042', { knownOrders: ['1042', '77'] }],
    ['Send order 1044 to Musterweg 8, 10115 Berlin, Germany', 'change_address', 'propose change_shipping_address 1044'],
    ['refund 1041 and 1042', 'refund_return', 'ask which_order'],
    ['cancel orders 1041, 1042 and 1043', 'cancel_order', 'ask which_order'],
    ['I want to change the delivery address of order 1042', 'change_address', 'propose change_shipping_address 1042'],
    ['How do I descale the kettle?', 'howto_product', 'answer'],
    ['Wie entkalke ich den Wasserkocher?', 'howto_product', 'answer'],
    ['How long does shipping to Germany take?', 'policy_shipping_faq', 'answer'],
    ['Quels sont les frais de livraison ?', 'policy_shipping_faq', 'answer'],
    ['I forgot my password', 'account', 'answer'],
    ['I want to talk to a person', 'speak_to_human', 'hand over asked_for_person'],
    ['担当者と話したい', 'speak_to_human', 'hand over asked_for_person'],
    ['What are the opening hours of customer service?', 'speak_to_human', 'answer'],
    ['I want to make a complaint', 'complaint', 'hand over complaint'],
    ['My order 1042 arrived broken, this is unacceptable!', 'complaint', 'hand over complaint'],
    ['Do you sell aeroplanes?', 'howto_product', 'answer'],
    ['How can I contact you?', 'speak_to_human', 'answer'],
    ['I waited for hours, let me talk to a person', 'speak_to_human', 'hand over asked_for_person'],
    ['Give me my money back, you thieves', 'complaint', 'hand over complaint'],
    ['what is the weather like in paris tomorrow', 'out_of_scope', 'ask what_about'],
    ['wheres my ordr 1042 pls', 'order_status', 'order 1042'],
  ])('%j is %s: %s', (message, intent, act, more) => {
    const { plan } = planByRules(asked(message, more))
    expect([plan.intent, inShort(plan.act)]).toEqual([intent, act])
  })

  it.each([
    ['hi', 'ask greeting'],
    ['thank you!', 'ask anything_else'],
    ['thanks, that’s great!', 'ask anything_else'],
    ['what can you do?', 'ask greeting'],
    ['ok great, thank you for your help', 'ask anything_else'],
    ['help', 'ask what_about'],
    ['are you a robot?', 'ask greeting'],
    ['', 'ask rephrase'],
    ['???', 'ask rephrase'],
    ['\u0000\u200b\ud800', 'ask rephrase'],
  ])('answers %j at once: %s', (message, act) => {
    expect(actFor(message)).toBe(act)
    expect(planByRules(asked(message)).sure).toBe(true)
  })

  it('is sure of an order number and of a person asked for, and not of a riddle', () => {
    expect(planByRules(asked('order 1042')).sure).toBe(true)
    expect(planByRules(asked('get me a human')).sure).toBe(true)
    expect(planByRules(asked('is the delivery account thing with the lamp moon one')).sure).toBe(false)
  })

  it('calls no tool that writes, whatever is asked: at most it proposes', () => {
    for (const message of [
      'refund order 1042 now',
      'cancel order 1042',
      'change address of order 1042',
      'delete all',
    ]) {
      const { act } = planByRules(asked(message, { signedIn: true, knownOrders: ['1042'] })).plan
      const tools = act.kind === 'call_tools' ? act.calls.map(({ tool }) => tool) : []
      expect(tools.filter((tool) => !['kb_search', 'get_order_status', 'list_orders'].includes(tool))).toEqual([])
    }
  })

  it('reads a message of any length in good time', () => {
    const startedMs = performance.now()
    planByRules(asked('order '.repeat(700)))
    planByRules(asked('a'.repeat(4_000)))
    planByRules(asked('talk to '.repeat(500)))
    expect(performance.now() - startedMs).toBeLessThan(500)
  })
})

describe('in a conversation', () => {
  const before = (text: string): Partial<PlanAsk> => ({ history: [{ role: 'shopper', text }] })

  it('takes a bare number as the answer to "which order?", and keeps the wish that led to it', () => {
    const open = { openQuestion: 'sign_in_or_number' } as const
    expect(actFor('1042', open)).toBe('order 1042')
    const { plan } = planByRules(asked('1042', { ...open, ...before('I want to cancel my order') }))
    expect([plan.intent, inShort(plan.act)]).toEqual(['cancel_order', 'propose cancel_order 1042'])
  })

  it('takes an address for a proof only where one was asked for, and for the order it was asked about', () => {
    const open = { openQuestion: 'which_email', orderToProve: '1041', ...before('refund order 1041') } as const
    const { act } = planByRules(asked('sure, Nada@Example.com.', open)).plan
    expect(act).toEqual({
      kind: 'propose',
      call: { tool: 'verify_identity', input: { order_id: '1041', email: 'Nada@Example.com' } },
    })
    expect(actFor('order 1032, nada@example.com', open)).toBe('propose verify_identity 1032')
    expect(actFor('nada@example.com', { ...open, openQuestion: 'which_order' })).not.toContain('propose')
    expect(actFor('nada@example.com', { openQuestion: 'which_email' })).not.toContain('propose')
    expect(actFor('How do I descale the kettle?', open)).toBe('answer')
  })

  it('takes a postal address only where one was asked for, for the order it was asked about, and asks again for half of one', () => {
    const open: Partial<PlanAsk> = {
      openQuestion: 'which_address',
      orderToProve: '1044',
      knownOrders: ['1044', '1042'],
    }
    const call = (message: string) => planByRules(asked(message, open)).plan.act
    expect(call('12 High Street, 2000 Sydney, Australia')).toMatchObject({
      call: {
        tool: 'change_shipping_address',
        input: { order_id: '1044', address: { postcode: '2000', country: 'AU' } },
      },
    })
    expect(call('12 High Street')).toEqual({
      kind: 'propose',
      call: { tool: 'change_shipping_address', input: { order_id: '1044' } },
    })
    expect(actFor('How do I descale the kettle?', open)).toBe('answer')
    expect(actFor('12 High Street, 2000 Sydney', { ...open, openQuestion: null })).not.toContain('propose')
  })

  it('mails a visitor a code who names a guest order and its address at once, and nobody who is signed in', () => {
    const told = 'I ordered without an account, order 1041, my email is nada@example.com'
    expect(actFor(told)).toBe('propose verify_identity 1041')
    expect(actFor(told, { signedIn: true })).toBe('order 1041')
    expect(actFor('orders 1041 and 1042, nada@example.com')).toBe('order 1041 + order 1042')
  })

  it('hands over when we asked for a number and there is none', () => {
    const open = { openQuestion: 'sign_in_or_number' } as const
    expect(actFor("I don't have the number", open)).toBe('hand over not_sure')
    expect(actFor('je ne sais pas', open)).toBe('hand over not_sure')
    expect(actFor("I don't know the number", { ...open, signedIn: true })).toBe('list_orders')
    expect(actFor('My name is Ada Berg and my email is ada@example.com', open)).toBe('ask sign_in_or_number')
    expect(actFor('How do I descale the kettle?', open)).toBe('answer')
  })

  it('follows "and 1043?" and "and the blue one?"', () => {
    const more = { knownOrders: ['1042'], ...before('where is order 1042') }
    expect(actFor('and 1043?', more)).toBe('order 1043')
    const blue = planByRules(asked('and the blue one?', before('is the lamp in stock')))
    expect([blue.plan.intent, inShort(blue.plan.act)]).toEqual(['howto_product', 'answer'])
  })

  it('looks for "and to Germany?" together with the question before it', () => {
    const { act } = planByRules(asked('and to Germany?', before('How much is delivery?'))).plan
    expect(act).toEqual({ kind: 'answer_from_kb', query: 'How much is delivery? and to Germany?' })
  })

  it('takes a yes to "would you like to talk to a person?" as one, and any other yes as a question', () => {
    const offered = (locale: string): Partial<PlanAsk> => ({
      locale,
      history: [{ role: 'assistant', text: `… ${phrase('offer_person', locale)}` }],
    })
    expect(actFor('yes please', offered('en'))).toBe('hand over asked_for_person')
    expect(actFor('ja, bitte', offered('de'))).toBe('hand over asked_for_person')
    expect(actFor('はい', offered('ja'))).toBe('hand over asked_for_person')
    expect(actFor('no thanks', offered('en'))).toBe('ask anything_else')
    expect(actFor('yes')).toBe('ask what_about')
  })

  it('follows "when will it arrive?" to the order last spoken of', () => {
    expect(actFor('when will it arrive?', { knownOrders: ['1042', '77'], ...before('order 1042') })).toBe('order 1042')
  })
})
