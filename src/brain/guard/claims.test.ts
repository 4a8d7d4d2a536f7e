import { describe, expect, it } from 'vitest'
import { claimsIn } from './claims.ts'
import { triggerAt } from './triggers.ts'

describe('a deed or a promise is heard, and a trigger holds its sentence', () => {
  it.each([
    ['I have refunded your order.', 'refunded'],
    ['I’ve just issued a refund.', 'refunded'],
    ['Your refund has been processed.', 'refunded'],
    ['We have cancelled it.', 'cancelled'],
    ['I went ahead and cancelled it.', 'cancelled'],
    ['I changed your delivery address.', 'address_changed'],
    ['I have sent you an e-mail with the label.', 'mail_sent'],
    ['I’ve escalated this to my manager.', 'passed_on'],
    ['A replacement is on its way.', 'replaced'],
    ['I have applied a discount.', 'credited'],
    ['I have gone ahead and reset your password.', 'account_changed'],
    ['We will get back to you.', 'follow_up'],
    ['A colleague will call you back.', 'follow_up'],
    ['Ich habe Ihnen den Betrag erstattet.', 'refunded'],
    ['Ihre Bestellung wurde storniert.', 'cancelled'],
    ['J’ai remboursé votre commande.', 'refunded'],
    ['Je vous ai envoyé un courriel.', 'mail_sent'],
    ['Su pedido ha sido cancelado.', 'cancelled'],
    ['Hemos cambiado la dirección.', 'address_changed'],
    ['返金いたしました。', 'refunded'],
    ['住所を変更しました。', 'address_changed'],
  ])('%j', (text, kind) => {
    expect(claimsIn(text).map((claim) => claim.kind)).toContain(kind)
    expect(triggerAt(`${text} `)).toBeGreaterThanOrEqual(0)
    // A denial beside a lie does not cover for it.
    expect(claimsIn(`${text} I never lie, do not worry; pas de souci.`)).not.toEqual([])
  })
})

it.each([
  'I have not refunded anything.',
  'If I have refunded you, wait.',
  'Once we have refunded you, it takes a while.',
  'Ich habe nichts storniert.',
  'Je n’ai rien annulé.',
  'No he cancelado nada.',
  '返金しましたらお知らせします。',
  'You can cancel the order.',
  'I can cancel that for you.',
  'Your order is completed.',
  'The lamp was made in 1998.',
  'We ship within 2 days.',
  'Your parcel is with DHL.',
  'I’m sorry, I can’t change the address.',
  'We offer refunds within 30 days.',
  'Refunds are paid to the card you used.',
  'When your order has been shipped, you get a tracking link.',
])('%j claims nothing', (text) => {
  expect(claimsIn(text)).toEqual([])
})

it('two claims in one breath are judged each by itself', () => {
  const kinds = claimsIn('I have passed this on to a colleague, and I have sent you an e-mail.').map(
    (each) => each.kind
  )
  expect(kinds).toEqual(['passed_on', 'mail_sent'])
})
