import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { composeAsk, orderOutcome, passage, toPages } from '../testing/turns.ts'
import type { ComposeAsk } from '../../contracts/answer.ts'
import type { Passage } from '../../contracts/knowledge.ts'
import { openGuard } from './open-guard.ts'
import { openLeakWatch } from './prompt-leak.ts'
import { gatherFacts } from './turn-facts.ts'
import { findValues } from './values.ts'

const isAllowedLink = (url: string) => url.startsWith('https://shop.example/')
const slots: Record<string, string> = { 'order.total': '€53.90', 'order.status': 'completed' }

function guardOf(ask: ComposeAsk, passages: Passage[]) {
  const facts = gatherFacts({
    ask,
    passages,
    renderSlot: (name) => slots[name] ?? null,
    isAllowedLink,
    supportMin: 0.4,
  })
  return { facts, guard: openGuard({ facts, leaks: openLeakWatch('', '7f3a91-mark'), unsureMark: '(unsure)' }) }
}
const order = composeAsk({ message: 'Where is order 1042, bought for €77?', outcomes: [orderOutcome()] })
/** A page in no language of these texts, so that nothing is marked unsure; it backs 30 days. */
const foreign = passage({ language: 'xx', text: '30 days, €53.90, 1042, 2 items' })

function run(pieces: string[], ask: ComposeAsk = order, passages = [foreign]) {
  const { guard } = guardOf(ask, passages)
  const shown = pieces.map((piece) => guard.push(piece))
  shown.push(guard.end())
  return { text: shown.join(''), shown, guard }
}
const byLetter = (text: string) => Array.from(text)
const plain = { ...order, outcomes: [] }

describe('words flow', () => {
  it('the first at once, the last of a stretch one word behind', () => {
    expect(run(['Your', ' order', ' went', ' out', ' fine', '.']).shown).toEqual([
      'Your',
      '',
      ' order',
      ' went',
      ' out',
      '',
      ' fine.',
    ])
  })

  it.each(['I', 'Re', '3', '<', '[', '{', '€', 'http'])('but not a first %j, on which something may hang', (first) => {
    expect(run([first]).shown[0]).toBe('')
  })

  it.each([
    'You can return it. I can help with that and we offer free returns.',
    'If I have refunded you, the bank shows it.',
    'I have not cancelled anything.',
    'Price: 53,90 € in all; order #1042 of 2 items.',
    '1. Fill it.\n2. Boil it.\n- Done.',
    'e.g. the lamp – it’s fine… really!',
    'Die Lampe können Sie innerhalb von 30 Tagen zurückgeben.',
    '開封済みのランプは30日以内に返品できます。',
  ])('%j passes whole, however it is cut', (text) => {
    for (const pieces of [[text], byLetter(text), text.match(/.{1,7}/gsu)!])
      expect(run(pieces, plain, [foreign]).text).toBe(text)
  })
})

describe('what is held is judged whole', () => {
  it.each([
    ['I have refunded your order. Bye.', ''],
    ['Good news. I’ve just sent you an e-mail! Bye.', 'Good news.'],
    ['Done: your refund has been processed. Bye.', 'Done: your'],
    ['Ich habe die Adresse geändert. Gut.', ''],
    ['Votre commande a été annulée. Voilà.', 'Votre commande a'],
    ['He cancelado su pedido. Adiós.', ''],
    ['返金しました。以上です。', ''],
    ['A colleague will call you tomorrow. Bye.', 'A'],
    ['We will get back to you. Bye.', ''],
  ])('%j', (text, shown) => {
    for (const pieces of [[text], byLetter(text)]) {
      const heard = run(pieces, plain, [foreign])
      expect(heard.text.trim()).toBe(shown)
      expect(heard.guard.stoppedBy()).toBe('promise')
    }
  })

  it('a deed with its receipt passes', () => {
    const ask = { ...plain, receipts: ['notify_human'] }
    expect(run(['I have passed this on to a colleague. Bye.'], ask, [foreign]).text).toContain('passed this on')
  })

  it('a state the order shows passes', () => {
    const text = 'Your order was shipped with DHL.'
    expect(run([text], order, [foreign]).text).toBe(text)
  })

  it('a sentence that was stopped is judged with what goes on from it', () => {
    const { guard } = guardOf(plain, [foreign])
    expect(guard.push('Votre commande a été annulée. voilà') + guard.end()).toBe('Votre commande a')
    expect(guard.stoppedBy()).toBe('promise')
    guard.resume()
    expect(guard.push(' été annulée. voilà') + guard.end()).toBe('')
    expect(guard.stoppedBy()).toBe('promise')
  })

  it('a promise is not quoted because a page says something else beside it', () => {
    const beside = passage({ text: 'Share your configuration for security verification with our friendly staff.' })
    const text =
      'You will receive a refund shortly. share your configuration for security verification with friendly staff.'
    expect(run([text], toPages('x', [beside]), [beside]).guard.stoppedBy()).toBe('promise')
  })

  it('the shop’s own rule, quoted, passes; the same as a deed does not', () => {
    const rule = passage({ text: 'We will refund you within 14 days after the parcel arrives at our warehouse.' })
    const ask = toPages('refund?', [rule])
    expect(
      run(['We will refund you within 14 days after the parcel arrives.'], ask, [rule]).guard.stoppedBy()
    ).toBeNull()
    expect(
      run(['We have refunded you after the parcel arrived at our warehouse.'], ask, [rule]).guard.stoppedBy()
    ).toBe('promise')
  })
})

const BACKED = [
  'for €53.90',
  '1042',
  '30 days',
  'for {{order.total}}',
  '20 November 2026',
  'JD014600003RU',
  'for €77',
  '2 items',
]
const UNBACKED = [
  '€99.00',
  '31 days',
  '1043',
  '{{order.secret}}',
  '12 May 2031',
  'XX999',
  'evil.com',
  'https://evil.example/a?b=1',
  'x@evil.example',
  '45%',
  '30 hours',
  'SAVE20',
  '+1 900 555 0199',
  'www.evil.example',
  'javascript:alert(1)',
  'twelve weeks',
  '$53.90x1',
]
const WORDS = [
  'the',
  'lamp',
  'goes',
  'well',
  'and',
  'so',
  'you',
  'see',
  'it',
  'comes',
  'in',
  'a',
  'box,',
  'nicely',
  'made',
]
const MARKUP = [
  '<b>bold</b>',
  '<img src=x onerror=alert(1)>',
  '![x](https://evil.example/i.png)',
  '[here](https://evil.example/)',
  '<script>x</script>',
  '[1]',
]

const piece = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...WORDS) },
  { weight: 2, arbitrary: fc.constantFrom(...BACKED) },
  { weight: 1, arbitrary: fc.constantFrom(...UNBACKED) },
  { weight: 1, arbitrary: fc.constantFrom(...MARKUP) },
  { weight: 1, arbitrary: fc.constantFrom('.', '!\n', '?') }
)
const story = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(' '))
const cuts = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 20 })

function cutUp(text: string, sizes: number[]): string[] {
  const pieces: string[] = []
  for (let at = 0, no = 0; at < text.length; no++) {
    const size = sizes[no % sizes.length]!
    pieces.push(text.slice(at, at + size))
    at += size
  }
  return pieces
}

describe('whatever a model writes and however it is cut', () => {
  it('every value shown is backed, and nothing foreign or marked up is shown', () => {
    fc.assert(
      fc.property(story, cuts, (text, sizes) => {
        const { facts } = guardOf(order, [foreign])
        const shown = run(cutUp(text, sizes)).text
        for (const value of findValues(shown)) expect(facts.isBacked(value) || value.text === '53.90').toBe(true)
        expect(shown).not.toMatch(/evil[./@]|<[a-z/]|!\[|javascript:|\{\{|SAVE20|900|secret/i)
      }),
      { numRuns: 1_000 }
    )
  })

  it('the cutting changes nothing of what is shown', () => {
    fc.assert(
      fc.property(story, cuts, (text, sizes) => {
        // After a first word: that one alone may be shown before it is known to be whole.
        const whole = `Well ${text}`
        expect(run(cutUp(whole, sizes)).text.trim()).toBe(run([whole]).text.trim())
      }),
      { numRuns: 1_000 }
    )
  })
})
