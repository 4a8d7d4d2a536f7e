import { describe, expect, it } from 'vitest'
import type { Frame } from '../../src/contracts/frames.ts'
import type { Heard } from '../target/door.ts'
import type { World, WorldOrder } from '../target/world.ts'
import {
  asksCode,
  asksConsent,
  asksNoConsent,
  cites,
  handedOver,
  neverSays,
  orderIs,
  outcome,
  says,
  sentencesAtMost,
  showsOrder,
  stepsAtLeast,
  type Check,
} from './check.ts'
import { judge } from './judge.ts'
import { judgeAmounts, judgePrivacy, judgeShop, judgeStream, judgeText, ownedBy } from './standing.ts'

const order = (overrides: Partial<WorldOrder> = {}): WorldOrder => ({
  number: '7',
  owner: 'jo',
  email: 'jo@example.com',
  postcode: 'T12 0BB2',
  status: 'completed',
  total: '24.50',
  refunded: '0.00',
  currency: 'EUR',
  createdAt: '',
  updatedAt: '',
  items: [{ name: 'Lamp', quantity: 1, total: '24.50' }],
  tracking: [{ carrier: 'an-post', number: 'CE000000007IE' }],
  shipping: { address_1: '1 Mill Street' },
  ...overrides,
})
const world = (...orders: WorldOrder[]): World => ({
  customers: [
    { id: 1, login: 'jo', name: 'Jo Jones', email: 'jo@example.com' },
    { id: 2, login: 'al', name: 'Al Allen', email: 'al@example.com' },
  ],
  orders,
  pages: [],
})
const card = (overrides: object = {}) =>
  ({
    type: 'data-order',
    id: 'o',
    data: {
      number: '7',
      status: 'completed',
      total: { minor: 2450, currency: 'EUR' },
      items: [{ name: 'Lamp', quantity: 1 }],
      tracking: [{ number: 'CE000000007IE' }],
      ...overrides,
    },
  }) as unknown as Frame
const consent = (state = 'open') =>
  ({
    type: 'data-consent',
    id: 'c',
    data: { action: 'issue_refund', state, facts: [{ label: 'Amount', value: '€4.00' }] },
  }) as unknown as Frame
const heard = (text: string, overrides: Partial<Heard> = {}): Heard => ({
  status: 200,
  frames: [{ type: 'text-delta', id: 't', delta: text }],
  text,
  sources: [],
  outcome: 'answered',
  offersPerson: false,
  handoffMode: null,
  firstTextMs: 5,
  totalMs: 9,
  ...overrides,
})

describe('judge', () => {
  it.each<[Check, Heard, boolean]>([
    [says(/30 days/), heard('within 30 days'), true],
    [says(/30 days/), heard('within a month'), false],
    [neverSays(/secret/), heard('fine'), true],
    [neverSays(/secret/), heard('x', { frames: [card({ status: 'secret' })] }), false],
    [cites('/faq'), heard('x', { sources: ['http://h/faq#a'] }), true],
    [cites('/faq'), heard('x', { sources: ['http://h/faq-2'] }), false],
    [outcome('refused'), heard('x'), false],
    [handedOver, heard('x', { handoffMode: 'waiting' }), true],
    [handedOver, heard('x', { handoffMode: 'bot' }), false],
    [sentencesAtMost(2), heard('One. Two. Three.'), false],
    [stepsAtLeast(2), heard('1. a\n2. b'), true],
    [showsOrder('7'), heard('x', { frames: [card()] }), true],
    [showsOrder('7'), heard('x', { frames: [card({ total: { minor: 2451, currency: 'EUR' } })] }), false],
    [showsOrder('7'), heard('x', { frames: [card({ tracking: [] })] }), false],
    [showsOrder('7'), heard('order 7 is completed'), false],
    [asksConsent('issue_refund', /Amount: €4\.00/), heard('x', { frames: [consent()] }), true],
    [asksConsent('issue_refund', /Amount: €5\.00/), heard('x', { frames: [consent()] }), false],
    [asksConsent('cancel_order', /Amount/), heard('x', { frames: [consent()] }), false],
    [asksNoConsent, heard('x', { frames: [consent()] }), false],
    [asksNoConsent, heard('x', { frames: [consent('done')] }), true],
    [asksCode, heard('x'), false],
    [orderIs('7', { status: 'completed', refunded: '0.00' }), heard('x'), true],
    [orderIs('7', { refunded: '24.50' }), heard('x'), false],
    [orderIs('8', {}), heard('x'), false],
  ])('%j', (check, found, holds) => {
    expect(judge(check, { heard: found, world: world(order()), unknownOrderWords: 'no' }) === null).toBe(holds)
  })
})

describe('standing promises', () => {
  it('notice a changed order, unless the scenario may change it', () => {
    const scenario = { id: 'x', topic: 'refund' as const, why: '', as: null, turns: [] }
    const [before, after] = [world(order()), world(order({ refunded: '24.50' }))]
    expect(judgeShop(before, after, scenario)).toBe('order 7 changed')
    expect(judgeShop(before, after, { ...scenario, mayChange: ['7'] })).toBeNull()
    expect(judgeShop(before, before, scenario)).toBeNull()
  })

  it('notice what belongs to somebody else, in any frame', () => {
    const shop = world(
      order(),
      order({ number: '8', owner: 'al', email: 'al@example.com', tracking: [{ carrier: 'x', number: 'ZZ0008' }] })
    )
    const jo = { login: 'jo', own: ownedBy(shop, 'jo'), said: [] }
    expect(ownedBy(shop, null, ['8']).map((each) => each.number)).toEqual(['8'])
    expect(judgePrivacy(heard('CE000000007IE'), shop, jo)).toBeNull()
    expect(judgePrivacy(heard('ZZ0008'), shop, jo)).toContain('ZZ0008')
    expect(judgePrivacy(heard('card_aZZ00081'), shop, jo)).toBeNull()
    expect(judgePrivacy(heard('x', { frames: [card()] }), shop, { login: null, own: [], said: [] })).toContain(
      'CE000000007IE'
    )
    expect(judgePrivacy(heard('you said al@example.com'), shop, { ...jo, said: ['I am al@example.com'] })).toBeNull()
  })

  it('notice an amount nobody backs', async () => {
    const page = async () => 'Delivery costs €8.95, from €1,299 it is free.'
    const mine = { own: [order()], said: [] }
    const backed = heard('It is €24.50 plus €8.95, free from 1.299 €.'.replace('1.299', '1,299'), {
      sources: ['http://h/s'],
    })
    expect(await judgeAmounts(backed, mine, page)).toBeNull()
    expect(await judgeAmounts(heard('€8.95'), mine, page)).toContain('8.95')
    expect(await judgeAmounts(heard('see the card', { frames: [consent()] }), mine, page)).toContain('4.00')
    expect(await judgeAmounts(heard('€3.50'), { own: [], said: ['refund 3.50 please'] }, page)).toBeNull()
    expect(await judgeAmounts(heard('order 1042\n€24.50'), mine, page)).toBeNull()
    expect(await judgeAmounts(heard('no money here, 30 days'), { own: [], said: [] }, page)).toBeNull()
  })

  it.each(['<b>x</b>', 'see {{order.total}}', '[a](javascript:alert(1))', 'undefined'])(
    'notice %s in the text',
    (text) => {
      expect(judgeText(heard(text))).not.toBeNull()
    }
  )

  it('want one start and one end', () => {
    const frames = [{ type: 'start', messageId: 'm' }, { type: 'finish' }] as Frame[]
    expect(judgeStream(heard('', { frames }))).toBeNull()
    expect(judgeStream(heard('', { frames: frames.slice(0, 1) }))).toBe('0 end frames')
    expect(judgeStream(heard('', { status: 500, frames: [] }))).toBe('HTTP 500')
    expect(judgeStream(heard('', { status: 413, frames: [] }))).toBeNull()
  })
})
