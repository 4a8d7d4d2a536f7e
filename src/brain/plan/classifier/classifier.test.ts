import { expect, it } from 'vitest'
import { INTENTS } from '../../../contracts/intent.ts'
import { INTENT_WEIGHTS } from '../weights/intent-weights.ts'
import { findConcepts } from './find-concepts.ts'
import { BUCKETS, hashFeatures } from './hash-features.ts'
import { calibrate, openIntentReader, readIntent } from './read-intent.ts'
import { foldText, readTokens } from './read-tokens.ts'

it.each([
  ['Où est ma commande ?', ['ou', 'est', 'ma', 'commande', '?']],
  ['ORDER #1042!!', ['order', '##', '!']],
  ['don’t ship 2', ['dont', 'ship', '#']],
  ['d’annuler l’achat', ['annuler', 'achat']],
  ['注文は？', ['注', '文', 'は', '?']],
  ['ｏｒｄｅｒ\u200b', ['order']],
  ['', []],
])('reads %j as %j', (text, tokens) => {
  expect(readTokens(foldText(text))).toEqual(tokens)
})

it.each(['my parcel', 'meine Bestellung', 'mon colis', 'mi pedido', '私の注文', '我的订单'])(
  'hears an order in %j',
  (text) => {
    const folded = foldText(text)
    expect(findConcepts(folded, readTokens(folded))).toContain('order')
  }
)

it('turns a message into a vector of length one, and nothing into nothing', () => {
  const { rows, values } = hashFeatures('Where is my order?')
  expect(values.reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(1, 5)
  expect(rows.every((row) => row >= 0 && row < BUCKETS)).toBe(true)
  expect(hashFeatures('').length).toBe(0)
})

it('follows a curve between its points and stays flat beyond them', () => {
  const curve = [
    [0.4, 0.5],
    [0.8, 0.9],
  ] as const
  expect([0.1, 0.4, 1].map((raw) => calibrate(curve, raw))).toEqual([0.5, 0.5, 0.9])
  expect(calibrate(curve, 0.6)).toBeCloseTo(0.7)
})

it('reads with the weights it is given', () => {
  const { rows } = hashFeatures('zzz')
  const weights = new Int8Array(BUCKETS * INTENTS.length)
  for (const row of rows) weights[row * INTENTS.length + INTENTS.indexOf('account')] = 127
  const bias = INTENTS.map(() => 0)
  const read = openIntentReader({
    version: 't',
    scale: 1,
    bias,
    curve: [
      [0, 0],
      [1, 1],
    ],
    weights,
  })
  expect(read('zzz').intent).toBe('account')
  expect(read('zzz').confidence).toBeGreaterThan(0.9)
})

it('keeps its weights under 200 KB, and its confidences between 0 and 1', () => {
  expect(INTENT_WEIGHTS.base64.length).toBeLessThan(200_000)
  for (const text of ['', 'order', '\ud800', 'ß', '한국어', 'a'.repeat(10_000)]) {
    const { confidence, scores } = readIntent(text)
    expect(confidence).toBeGreaterThanOrEqual(0)
    expect(confidence).toBeLessThanOrEqual(1)
    expect([...scores.values()].reduce((sum, score) => sum + score, 0)).toBeCloseTo(1, 6)
  }
})
