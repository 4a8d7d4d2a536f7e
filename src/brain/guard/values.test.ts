import { describe, expect, it } from 'vitest'
import { findValues } from './values.ts'

const read = (text: string) => findValues(text).flatMap((each) => each.readings)

describe('a value is read by what it means', () => {
  it.each<[string, string[]]>([
    ['within 30 days', ['30d']],
    ['within 30 business days', ['30d']],
    ['innerhalb von 30 Tagen', ['30d']],
    ['sous 14 jours', ['14d']],
    ['en 14 días', ['14d']],
    ['30日以内', ['30d']],
    ['thirty days', ['30d']],
    ['two lamps', []],
    ['a 30-day window', ['30d']],
    ['2 hours', ['2h']],
    ['€53.90', ['€53.9']],
    ['53,90 €', ['€53.9']],
    ['EUR 1.234,50', ['€1234.5']],
    ['1,234.50 USD', ['€1234.5']],
    ['1 234,50 €', ['€1234.5']],
    ['¥1,200', ['€1.2', '€1200']],
    ['1200円', ['€1200']],
    ['20 %', ['%20']],
    ['20 percent', ['%20']],
    ['20 November 2026', ['@2026-11-20']],
    ['20. November 2026', ['@2026-11-20']],
    ['November 20th, 2026', ['@2026-11-20']],
    ['20 de noviembre de 2026', ['@2026-11-20']],
    ['le 20 novembre', ['@11-20']],
    ['2026年11月20日', ['@2026-11-20']],
    ['2026-11-20', ['@2026-11-20']],
    ['20.11.2026', ['@2026-11-20', '@2026-20-11']],
    ['11/20/26', ['@2026-20-11', '@2026-11-20']],
    ['November 2026', ['@2026-11']],
    ['order 1042', ['#1042', '=1042']],
    ['order #1042.', ['#1042', '=1042']],
    ['JD014600003RU', ['=jd014600003ru']],
    ['LL-2024-0042', ['=ll-2024-0042']],
    ['an E27 bulb', ['=e27']],
    ['at 10:30', ['=10:30']],
    ['+49 30 1234567', ['=49301234567']],
    ['the 2nd lamp', ['#2']],
    ['on Friday', ['=friday']],
    ['tomorrow', ['=tomorrow']],
    ['I may return it', []],
    ['no values here', []],
  ])('%j', (text, readings) => {
    expect(read(text)).toEqual(readings)
  })
})

it('reads several, in order, with their places', () => {
  const text = 'Order 1042 costs €53.90 and 2 lamps.'
  expect(findValues(text).map((each) => text.slice(each.start, each.end))).toEqual(['1042', '€53.90', '2'])
})
