import { describe, expect, it } from 'vitest'
import { addMoney, formatMoney, parseMoney, toDecimal } from './money.ts'

describe('parseMoney', () => {
  it.each([
    ['53.90', 'EUR', 5390],
    ['0', 'EUR', 0],
    ['-0.00', 'EUR', 0],
    ['-4.20', 'EUR', -420],
    ['100', 'JPY', 100],
    ['100.00', 'JPY', 100],
    ['1.234', 'KWD', 1234],
    ['7.5', 'EUR', 750],
    ['7.500000', 'EUR', 750],
  ])('reads %s %s', (text, currency, minor) => {
    expect(parseMoney(text, currency)).toEqual({ minor, currency })
  })

  it.each([
    ['3,00', 'EUR'],
    ['1e1', 'EUR'],
    ['NaN', 'EUR'],
    ['', 'EUR'],
    [' 1', 'EUR'],
    ['1.001', 'EUR'],
    ['1.5', 'JPY'],
    ['999999999999999', 'KWD'],
    ['0x10', 'EUR'],
    ['+1', 'EUR'],
  ])('refuses %j in %s', (text, currency) => {
    expect(parseMoney(text, currency)).toBeNull()
  })
})

it.each([
  [{ minor: 5390, currency: 'EUR' }, '53.90'],
  [{ minor: 5, currency: 'EUR' }, '0.05'],
  [{ minor: -5, currency: 'EUR' }, '-0.05'],
  [{ minor: 12, currency: 'JPY' }, '12'],
  [{ minor: 1, currency: 'KWD' }, '0.001'],
])('writes %j as %s', (money, text) => {
  expect(toDecimal(money)).toBe(text)
  expect(parseMoney(text, money.currency)).toEqual(money)
})

it('formats for people, in their locale', () => {
  expect(formatMoney({ minor: 123456, currency: 'EUR' }, 'en-GB')).toBe('€1,234.56')
  expect(formatMoney({ minor: 123456, currency: 'JPY' }, 'en')).toBe('¥123,456')
})

it('never adds two currencies', () => {
  expect(() => addMoney({ minor: 1, currency: 'EUR' }, { minor: 1, currency: 'USD' })).toThrow('EUR')
})
