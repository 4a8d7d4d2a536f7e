import type { CodeCard, ConsentCard, HandoffData } from '../../contracts/frames.ts'
import type { OrderView } from '../../contracts/order.ts'
import type { OrderNumber } from '../../base/ids.ts'
import { asMode, isBag, readLike } from './read-json.ts'
import type { Part } from './view-state.ts'

const MONEY = { minor: 0, currency: '' }
const ORDER: OrderView = {
  number: '' as OrderNumber,
  status: '',
  total: MONEY,
  refunded: MONEY,
  items: [{ name: '', quantity: 0, total: MONEY }],
  createdAt: '',
  updatedAt: '',
  tracking: [{ carrier: '', number: '', url: '', shippedAt: '' }],
}
const CONSENT = {
  cardId: '',
  title: '',
  facts: [{ label: '', value: '' }],
  confirmLabel: '',
  declineLabel: '',
  expiresAt: '',
  state: '',
}
const CODE = { cardId: '', orderNumber: '', text: '', expiresAt: '', triesLeft: 0, state: '' }

const CONSENT_STATES: readonly string[] = ['open', 'accepted', 'declined', 'expired', 'done', 'failed']
const CODE_STATES: readonly string[] = ['open', 'verified', 'locked', 'expired']

/** A card's content, checked field by field. Null for a part this widget cannot show. */
export function readPart(type: string, value: unknown): Part | null {
  if (!isBag(value)) return null
  switch (type) {
    case 'data-order': {
      const data = readLike(ORDER, value)
      return data.number ? { type, key: `order ${data.number}`, data } : null
    }
    // A card in a state we do not know must not show a live button.
    case 'data-consent': {
      const data = readLike(CONSENT, value) as ConsentCard
      return data.cardId && CONSENT_STATES.includes(data.state) ? { type, key: data.cardId, data } : null
    }
    case 'data-code': {
      const data = readLike(CODE, value) as CodeCard
      return data.cardId && CODE_STATES.includes(data.state) ? { type, key: data.cardId, data } : null
    }
    case 'data-handoff': {
      const data = { ...readLike({ text: '', ticketId: '' }, value), mode: asMode(value.mode), reason: null }
      return { type, key: 'handoff', data: data satisfies HandoffData }
    }
    case 'data-actions':
      return { type, key: 'actions', data: readLike({ items: [{ text: '' }] }, value) }
    default:
      return null
  }
}
