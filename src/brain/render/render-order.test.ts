import { expect, it } from 'vitest'
import { plainName } from './render-order.ts'

it.each([
  ['Reading lamp, oak', 'Reading lamp, oak'],
  ['<b>Lamp</b> ![x](https://evil.example/p.png) see evil@evil.example', 'Lamp x( see'],
  ['Lamp\u202e\u200b {{order.total}}', 'Lamp order.total'],
])('shows a name as a name: %j', (name, shown) => expect(plainName(name)).toBe(shown))

it('cuts a long name between words, so that no figure is cut into another', () => {
  expect(plainName(`${'lamp '.repeat(15)}US1330000001212121 more`)).toBe(`${'lamp '.repeat(15).trim()} …`)
  expect(plainName('1'.repeat(200))).toBe('')
})
