import type { CodeCard, ConsentCard, Frame } from '../../src/contracts/frames.ts'
import type { OrderView } from '../../src/contracts/order.ts'
import type { OrderNumber } from '../../src/base/ids.ts'
import type { Script, Step } from './fake-session.ts'

/** The words of a text one delta each, `gapMs` apart. */
export function words(text: string, gapMs: number): Step[] {
  const deltas = (text.match(/\S+\s*/g) ?? []).map((delta): Frame => ({ type: 'text-delta', id: 't', delta }))
  return [
    { type: 'text-start', id: 't' },
    ...deltas.flatMap((frame): Step[] => (gapMs > 0 ? [frame, { wait: gapMs }] : [frame])),
    { type: 'text-end', id: 't' },
  ]
}

const status = (step: 'planning' | 'searching' | 'looking_up_order', text: string): Frame => ({
  type: 'data-status',
  transient: true,
  data: { step, text },
})
const finish = (offerPerson = false): Frame => ({
  type: 'finish',
  messageMetadata: { outcome: 'answered', offerPerson },
})

export const order = (change: Partial<OrderView> = {}): OrderView => ({
  number: '1042' as OrderNumber,
  status: 'completed',
  total: { minor: 18_480, currency: 'EUR' },
  refunded: { minor: 0, currency: 'EUR' },
  items: [
    { name: 'Brass desk lamp', quantity: 1, total: { minor: 12_900, currency: 'EUR' } },
    { name: 'Linen shade, natural', quantity: 2, total: { minor: 4_980, currency: 'EUR' } },
  ],
  createdAt: '2026-11-16T09:12:00Z',
  updatedAt: '2026-11-20T15:40:00Z',
  tracking: [
    { carrier: 'DHL', number: '00340434161094', url: 'https://tracking.example/00340434161094', shippedAt: null },
  ],
  ...change,
})

export const consentCard = (change: Partial<ConsentCard> = {}): ConsentCard => ({
  cardId: 'card-1',
  action: 'issue_refund',
  title: 'Refund part of order 1042?',
  facts: [
    { label: 'Order', value: '1042' },
    { label: 'Item', value: '1 × Linen shade, natural' },
    { label: 'Amount', value: '€24.90 (twenty-four euros and ninety cents)' },
    { label: 'Goes to', value: 'Visa ending 4242' },
  ],
  confirmLabel: 'Refund €24.90',
  declineLabel: 'No, keep it',
  expiresAt: '2026-11-22T23:00:00Z',
  state: 'open',
  ...change,
})

export const codeCard = (change: Partial<CodeCard> = {}): CodeCard => ({
  cardId: 'code-1',
  orderNumber: '1042',
  text: 'We sent a 6-digit code to the e-mail address on order 1042.',
  expiresAt: '2026-11-22T23:00:00Z',
  triesLeft: 3,
  state: 'open',
  ...change,
})

export const RETURNS = `Yes. You can return an opened lamp within **30 days** if it still works.

1. Pack it in its box.
2. Print the label from [your account](https://shop.example/account).
3. Drop it at any parcel shop.

We refund you within 5 days.`

/** Answers by a word in the question. Anything else is said back as the assistant's text, whatever it is. */
export const script: Script = (text, { messageId, replyTo }) => {
  const start: Frame = { type: 'start', messageId, messageMetadata: { turnId: `t-${replyTo}`, replyTo } }
  const source: Frame = {
    type: 'source-url',
    sourceId: 's1',
    url: 'https://shop.example/policies/returns',
    title: 'Returns policy',
  }
  if (text.includes('order')) {
    return [
      start,
      status('looking_up_order', 'Looking up order 1042…'),
      { wait: 250 },
      ...words('Your order 1042 is on its way. It left us on 20 November.', 10),
      { type: 'data-order', id: 'o', data: order() },
      finish(),
    ]
  }
  if (text.includes('return')) return [start, status('searching', 'Searching…'), ...words(RETURNS, 5), source, finish()]
  if (text.includes('cut')) {
    const [first, second] = ['one two three four five six seven eight ', 'nine ten eleven twelve thirteen fourteen']
    return [start, ...words(first, 30).slice(0, -1), { cut: true }, ...words(second, 5).slice(1), finish()]
  }
  if (text.includes('crash')) {
    const restart: Frame = { type: 'data-restart', transient: true, data: { messageId, text: 'I had to start again.' } }
    return [
      start,
      ...words('This half answer is void', 5),
      { cut: true },
      restart,
      ...words('The whole answer.', 5),
      finish(),
    ]
  }
  if (text.includes('slow')) return [start, ...words('word '.repeat(400), 25), finish()]
  if (text.includes('error'))
    return [start, ...words('It was', 5), { type: 'error', errorText: 'Something broke on our side.' }]
  if (text.includes('unsure')) return [start, ...words('I could not find that in our pages.', 5), finish(true)]
  if (text.includes('refund')) {
    return [
      start,
      ...words('Please check this first.', 5),
      { type: 'data-consent', id: 'c', data: consentCard() },
      finish(),
    ]
  }
  if (text.includes('code')) return [start, { type: 'data-code', id: 'k', data: codeCard() }, finish()]
  if (text.includes('done')) {
    const items = [{ text: 'Refunded €24.90 for order 1042.' }, { text: 'Sent you a confirmation.' }]
    return [start, ...words('That is done.', 5), { type: 'data-actions', id: 'd', data: { items } }, finish()]
  }
  return [start, { type: 'text-start', id: 't' }, { type: 'text-delta', id: 't', delta: text }, finish()]
}
