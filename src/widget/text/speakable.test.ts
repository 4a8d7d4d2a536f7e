import { expect, it } from 'vitest'
import { speakableUntil, spokenWords } from './speakable.ts'

it.each([
  ['nothing of half a sentence', 'Your order is on', 0, false, ''],
  ['a whole sentence', 'Your order is on its way. It lef', 0, false, 'Your order is on its way.'],
  ['no number cut in two', 'It costs 12.90 eu', 0, false, ''],
  ['a Japanese sentence', '注文は発送済みです。追跡', 0, false, '注文は発送済みです。'],
  ['a line', 'One\nTwo', 0, false, 'One\n'],
  ['the rest at the end', 'One. Two', 4, true, 'One. Two'],
])('reads out %s', (_name, text, spoken, isDone, expected) => {
  expect(text.slice(0, speakableUntil(text, spoken, isDone))).toBe(expected)
})

it('never goes back', () => {
  expect(speakableUntil('One. Two', 6, false)).toBe(6)
})

it('leaves the marks out', () => {
  expect(spokenWords('## Steps\n**Pack** it, see [policy](https://shop.example/a)')).toBe('Steps\nPack it, see policy')
})
