import { describe, expect, it } from 'vitest'
import { writeToolInputs } from '../../contracts/write-tools.ts'
import type { Intent } from '../../contracts/intent.ts'
import { findAmountText, findEmail, saysOpened } from './cues/wish-cues.ts'
import { foldText } from './classifier/read-tokens.ts'
import { proposeWrite } from './propose-write.ts'

const proposed = (message: string, intent: Intent = 'refund_return') =>
  proposeWrite({ intent, message, number: '1041' })

describe('a demand', () => {
  it.each<[string, Intent, string]>([
    ['refund order 1041', 'refund_return', 'issue_refund'],
    ['My lamp does not work, I want a refund for order 1041', 'refund_return', 'issue_refund'],
    ['Ich möchte mein Geld zurück für Bestellung 1041', 'refund_return', 'issue_refund'],
    ['Remboursez la commande 1041', 'refund_return', 'issue_refund'],
    ['Quiero el reembolso del pedido 1041', 'refund_return', 'issue_refund'],
    ['注文1041を返金してください', 'refund_return', 'issue_refund'],
    ['Can you cancel order 1041 please', 'cancel_order', 'cancel_order'],
    ['Stornieren Sie bitte Bestellung 1041', 'cancel_order', 'cancel_order'],
    ['cancel order 1041 and refund me', 'cancel_order', 'cancel_order'],
  ])('%j becomes a proposal the hands can read', (message, intent, tool) => {
    const act = proposed(message, intent)
    expect(act).toMatchObject({ kind: 'propose', call: { tool, input: { order_id: '1041', reason: message } } })
    if (act?.kind !== 'propose') return
    expect(writeToolInputs[act.call.tool].safeParse(act.call.input).success).toBe(true)
  })

  it.each<[string, Intent]>([
    ['When will I get my refund for order 1041?', 'refund_return'],
    ['Has order 1041 been refunded?', 'refund_return'],
    ['I do not want a refund for order 1041', 'refund_return'],
    ['I want to return order 1041', 'refund_return'],
    ['Wo bleibt die Erstattung für Bestellung 1041?', 'refund_return'],
    ['Why was order 1041 cancelled?', 'cancel_order'],
    ["Please don't cancel order 1041", 'cancel_order'],
    ['change the address of order 1041, or refund me', 'change_address'],
  ])('%j is none', (message, intent) => {
    expect(proposed(message, intent)).toBeNull()
  })
})

it.each([
  ['refund 3,00 of order 1041', '3,00'],
  ['refund 12.50 of order 1041', '12.50'],
  ['refund €12.50 of order 1041', '12.50'],
  ['refund 12,50 € of order 1041', '12,50'],
  ['refund 1e1 for order 1041', '1e1'],
  ['refund 0 euros of order 1041', '0'],
  ['refund -5 euros of order 1041', '-5'],
  ['refund NaN euros of order 1041', 'NaN'],
  ['refund 1,234.50 USD of order 1041', '1,234.50'],
  ['refund order 1041', null],
  ['refund order 1041 from 2026-01-05', null],
])('reads the amount of %j as it is written: %j', (message, amount) => {
  expect(findAmountText(message)).toBe(amount)
  const act = proposed(message)
  const input = act?.kind === 'propose' ? act.call.input : {}
  expect('amount' in input ? input.amount : null).toBe(amount)
})

it.each([
  ['I opened the lamp', true],
  ['Ich habe sie schon benutzt', true],
  ['it is unopened', false],
  ['never opened', false],
  ['ungeöffnet', false],
  ['refund order 1041', false],
])('hears in %j that it was opened: %s', (message, opened) => {
  expect(saysOpened(foldText(message))).toBe(opened)
})

it.each([
  ['it is nada@example.com.', 'nada@example.com'],
  ['<nada@example.com>', 'nada@example.com'],
  ['nada at example', null],
  ['a@b', null],
])('finds in %j the address %j', (message, email) => {
  expect(findEmail(message)).toBe(email)
})

it('reads a message of any length in good time', () => {
  const startedMs = performance.now()
  for (const text of ['1,'.repeat(2_000), '1'.repeat(4_000), 'a@'.repeat(2_000), "don't ".repeat(700)]) proposed(text)
  expect(performance.now() - startedMs).toBeLessThan(300)
})
