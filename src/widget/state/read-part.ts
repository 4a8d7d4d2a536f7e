import type { CodeCard, ConsentCard } from '../../contracts/frames.ts'
import type { OrderView } from '../../contracts/order.ts'
import type { OrderNumber } from '../../base/ids.ts'
import type { Money } from '../../base/money.ts'
import { asMode, asText, isBag } from './read-json.ts'
import type { Part } from './view-state.ts'

const CONSENT_STATES: readonly string[] = ['open', 'accepted', 'declined', 'expired', 'done', 'failed']
const CODE_STATES: readonly string[] = ['open', 'verified', 'locked', 'expired']

const bags = (value: unknown) => (Array.isArray(value) ? value.filter(isBag) : [])
const orNull = (value: unknown) => asText(value) || null

/** A card's content, checked field by field. Null for a part this widget cannot show. */
export function readPart(type: string, data: unknown): Part | null {
  if (!isBag(data)) return null
  switch (type) {
    case 'data-order': {
      const order = readOrder(data)
      return order && { type, key: `order ${order.number}`, data: order }
    }
    case 'data-consent': {
      const card = readConsent(data)
      return card && { type, key: card.cardId, data: card }
    }
    case 'data-code': {
      const card = readCode(data)
      return card && { type, key: card.cardId, data: card }
    }
    case 'data-handoff':
      return {
        type,
        key: 'handoff',
        data: { mode: asMode(data.mode), reason: null, ticketId: orNull(data.ticketId), text: asText(data.text) },
      }
    case 'data-actions':
      return { type, key: 'actions', data: { items: bags(data.items).map((item) => ({ text: asText(item.text) })) } }
    default:
      return null
  }
}

const readMoney = (value: unknown): Money =>
  isBag(value) && Number.isSafeInteger(value.minor)
    ? { minor: value.minor as number, currency: asText(value.currency) }
    : { minor: 0, currency: '' }

function readOrder(data: Record<string, unknown>): OrderView | null {
  if (!asText(data.number)) return null
  return {
    number: asText(data.number) as OrderNumber,
    status: asText(data.status),
    total: readMoney(data.total),
    refunded: readMoney(data.refunded),
    items: bags(data.items).map((item) => ({
      name: asText(item.name),
      quantity: Number(item.quantity) || 0,
      total: readMoney(item.total),
    })),
    createdAt: asText(data.createdAt),
    updatedAt: asText(data.updatedAt),
    tracking: bags(data.tracking).map((each) => ({
      carrier: orNull(each.carrier),
      number: asText(each.number),
      url: orNull(each.url),
      shippedAt: orNull(each.shippedAt),
    })),
  }
}

function readConsent(data: Record<string, unknown>): ConsentCard | null {
  // A card in a state we do not know must not show a live button.
  if (!asText(data.cardId) || !CONSENT_STATES.includes(asText(data.state))) return null
  return {
    cardId: asText(data.cardId),
    action: asText(data.action) as ConsentCard['action'],
    title: asText(data.title),
    facts: bags(data.facts).map((fact) => ({ label: asText(fact.label), value: asText(fact.value) })),
    confirmLabel: asText(data.confirmLabel),
    declineLabel: asText(data.declineLabel),
    expiresAt: asText(data.expiresAt),
    state: data.state as ConsentCard['state'],
  }
}

function readCode(data: Record<string, unknown>): CodeCard | null {
  if (!asText(data.cardId) || !CODE_STATES.includes(asText(data.state))) return null
  return {
    cardId: asText(data.cardId),
    orderNumber: asText(data.orderNumber),
    text: asText(data.text),
    expiresAt: asText(data.expiresAt),
    triesLeft: Number(data.triesLeft) || 0,
    state: data.state as CodeCard['state'],
  }
}
