import { formatMoney } from '../../base/money.ts'
import type { ConsentCard } from '../../contracts/frames.ts'
import type { Address } from '../../contracts/order.ts'
import { amountInWords } from './amount-in-words.ts'
import type { WriteDraft } from './draft.ts'
import { writeWord, type WriteWord } from './words.ts'

type CardAsk = { cardId: string; draft: WriteDraft; needsApproval: boolean; locale: string; expiresAtMs: number }
type Fact = ConsentCard['facts'][number]

/** The draft in words, field by field. Nothing here comes from a model. */
export function makeCard({ cardId, draft, needsApproval, locale, expiresAtMs }: CardAsk): ConsentCard {
  const word = (key: WriteWord, values?: Record<string, string>) => writeWord(key, locale, values)
  const note: Fact[] = needsApproval ? [{ label: word('approval'), value: word('approval_note') }] : []
  const order: Fact = { label: word('order'), value: draft.orderNumber }
  const common = {
    cardId,
    declineLabel: word('decline'),
    expiresAt: new Date(expiresAtMs).toISOString(),
    state: 'open',
  } as const
  switch (draft.action) {
    case 'issue_refund': {
      const money = { minor: draft.quote.amountMinor, currency: draft.quote.currency }
      const amount = formatMoney(money, locale)
      return {
        ...common,
        action: draft.action,
        title: word('refund_title'),
        facts: [
          order,
          ...refundParts(draft, locale),
          { label: word('amount'), value: amount },
          { label: word('in_words'), value: amountInWords(money, locale) },
          { label: word('destination'), value: draft.destination || word('original_payment') },
          ...note,
        ],
        confirmLabel: word('refund_confirm', { amount }),
      }
    }
    case 'cancel_order':
      return {
        ...common,
        action: draft.action,
        title: word('cancel_title'),
        facts: [order, ...note],
        confirmLabel: word('cancel_confirm'),
      }
    case 'change_shipping_address':
      return {
        ...common,
        action: draft.action,
        title: word('address_title'),
        facts: [order, { label: word('new_address'), value: addressLine(draft.address) }, ...note],
        confirmLabel: word('address_confirm'),
      }
  }
}

function refundParts({ quote }: WriteDraft & { action: 'issue_refund' }, locale: string): Fact[] {
  const money = (minor: number) => formatMoney({ minor, currency: quote.currency }, locale)
  const lines = quote.lines.map((line) => `${line.quantity} × ${line.name}: ${money(line.amountMinor)}`)
  return [
    ...(lines.length > 0 ? [{ label: writeWord('items', locale), value: lines.join('\n') }] : []),
    ...(quote.shippingMinor > 0 ? [{ label: writeWord('shipping', locale), value: money(quote.shippingMinor) }] : []),
  ]
}

const addressLine = (to: Address): string =>
  [
    `${to.firstName} ${to.lastName}`.trim(),
    to.company,
    to.address1,
    to.address2,
    `${to.postcode} ${to.city}`.trim(),
    to.state,
    to.country,
  ]
    .filter((part) => part !== '')
    .join(', ')
