import type { CodeCard, ConsentCard } from '../../contracts/frames.ts'
import type { Memory, MessageRow } from '../memory/memory.ts'
import type { CardPart } from './say-proposal.ts'

type PartOf<Type extends CardPart['type']> = Extract<CardPart, { type: Type }>
export type KeptCard<Type extends CardPart['type']> = { row: MessageRow; part: PartOf<Type> }

/** A card where it was shown: it lives in its message, so that a reload shows it as it stands. */
export function findCard<Type extends CardPart['type']>(
  memory: Pick<Memory, 'messagesHolding'>,
  type: Type,
  cardId: string
): KeptCard<Type> | null {
  for (const row of memory.messagesHolding(cardId)) {
    // Parts of these two types were written by us from a card of the hands.
    const part = row.parts.find((each) => each.type === type && (each.data as PartOf<Type>['data']).cardId === cardId)
    if (part) return { row, part: part as PartOf<Type> }
  }
  return null
}

/** Keeps the newer form of a card in its message, and gives it back to be told. */
export function changeCard<Type extends CardPart['type']>(
  memory: Pick<Memory, 'messagesHolding' | 'putMessage'>,
  type: Type,
  cardId: string,
  change: Partial<PartOf<Type>['data']>
): PartOf<Type> | null {
  // Found anew: another card of the same message may have changed meanwhile.
  const kept = findCard(memory, type, cardId)
  if (!kept) return null
  const { row, part } = kept
  const newer = { ...part, data: { ...part.data, ...change } } as PartOf<Type>
  const parts = row.parts.map((each) =>
    each.type === type && (each.data as { cardId?: string }).cardId === cardId ? newer : each
  )
  memory.putMessage({ ...row, parts })
  return newer
}

/** A card nobody answered in time shows so, also when nothing woke us to write it down. */
export function asOf(part: MessageRow['parts'][number], nowMs: number): MessageRow['parts'][number] {
  if (part.type !== 'data-consent' && part.type !== 'data-code') return part
  const card = part.data as ConsentCard | CodeCard
  return isLapsed(card, nowMs) ? { ...part, data: { ...card, state: 'expired' } } : part
}

export const isLapsed = (card: Pick<ConsentCard | CodeCard, 'state' | 'expiresAt'>, nowMs: number): boolean =>
  card.state === 'open' && Date.parse(card.expiresAt) <= nowMs
