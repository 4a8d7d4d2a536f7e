import { describe, expect, it } from 'vitest'
import { de } from './de.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { ja } from './ja.ts'
import type { PhraseKey } from './keys.ts'
import { orderStatusWords, phrase } from './phrase.ts'
import { detectLanguage, pickLocale } from './pick-locale.ts'

const slotsOf = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([slot]) => slot).sort()

it.each(Object.entries({ de, fr, es, ja }))('every %s sentence has the English one’s values', (_, table) => {
  for (const key of Object.keys(en) as PhraseKey[]) {
    expect([key, slotsOf(table[key])]).toEqual([key, slotsOf(en[key])])
    expect(table[key].length).toBeGreaterThan(1)
  }
})

it('fills values once: a value that looks like a slot stays text', () => {
  expect(phrase('order_is', 'en', { number: '{status}', status: 'x' })).toBe('Order {status} is x.')
})

it('serves a language it does not speak in English', () => {
  expect(phrase('stopped', 'nl-NL')).toBe('Stopped.')
})

it('knows every WooCommerce status and keeps a plugin’s', () => {
  expect(orderStatusWords('on-hold', 'fr')).toBe('en attente')
  expect(orderStatusWords('awaiting_<b>pickup</b>', 'en')).toBe('awaiting b pickup b')
})

describe('language', () => {
  it.each([
    ['Where is my order 1042?', 'en'],
    ['Wo ist meine Bestellung 1042?', 'de'],
    ['Où est ma commande 1042 ?', 'fr'],
    ['¿Dónde está mi pedido 1042?', 'es'],
    ['注文1042はどこですか', 'ja'],
    ['I want to talk to a person', 'en'],
    ['Ich möchte mit einem Menschen sprechen', 'de'],
    ['je veux parler à quelqu’un', 'fr'],
    ['quiero hablar con una persona', 'es'],
    ['how do I descale the kettle', 'en'],
    ['Kann ich eine geöffnete Lampe zurückgeben?', 'de'],
    ['1042', null],
    ['ok', null],
    ['DHL', null],
  ])('of %j is %s', (text, language) => {
    expect(detectLanguage(text)).toBe(language)
  })

  it.each([
    [undefined, 'Where is my order?', undefined, 'en'],
    ['en-GB', 'Where is my order?', undefined, 'en-GB'],
    ['en_GB', '1042', undefined, 'en-GB'],
    ['en-GB', 'Wo ist meine Bestellung?', undefined, 'de'],
    ['de-AT', '1042', 'en', 'en'],
    ['de-AT', 'und wo ist sie jetzt?', 'en', 'de-AT'],
    ['nl', 'waar is mijn bestelling', undefined, 'nl'],
    ['not a locale!', '1042', undefined, 'en'],
  ])('claim %s, message %j, session %s → %s', (claim, message, session, locale) => {
    expect(pickLocale(claim, message, session)).toBe(locale)
  })
})
