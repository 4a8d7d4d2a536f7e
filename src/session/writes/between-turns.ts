import { asId, type MessageId } from '../../base/ids.ts'
import type { Chance, Clock } from '../../base/time.ts'
import type { Frame, NoticeData } from '../../contracts/frames.ts'
import type { Memory, MessageRow } from '../memory/memory.ts'
import type { FrameLog } from '../stream/frame-log.ts'
import { frameOf, type CardPart } from './say-proposal.ts'

export type BetweenDeps = {
  memory: Memory
  frames: FrameLog
  now: Clock
  chance: Chance
  /** Runs it now, or when the running turn has ended: two messages at once would mix on a client's stream. */
  whenFree(act: () => void): void
}

export type BetweenSaid = {
  text: string
  /** A notice stands by itself; a message is the assistant's, as in a turn. */
  as: 'message' | NoticeData['kind']
  /** Cards of earlier messages, in their newer form. */
  changed: CardPart[]
  /** New ones, part of this message. */
  parts?: CardPart[]
  actions?: { text: string }[]
  outcome?: string
  offerPerson?: boolean
}

/** Says something outside a turn. Kept at once, so that no crash loses it; told as soon as nothing else is being told. */
export function openBetweenTurns({ memory, frames, now, chance, whenFree }: BetweenDeps) {
  return function sayBetween(said: BetweenSaid): void {
    const id = `w${chance.uuid().replaceAll('-', '').slice(0, 16)}`
    memory.putMessage(rowOf(id, said))
    whenFree(() => {
      frames.open(id)
      frames.emit(id, ...framesOf(id, said))
      frames.end(id)
    })
  }

  function rowOf(id: string, { text, as, parts = [], actions = [] }: BetweenSaid): MessageRow {
    return {
      id: asId<MessageId>(id),
      turnNo: memory.lastTurnNo(),
      role: 'assistant',
      body: text,
      sources: [],
      parts: [
        ...(as === 'message' ? [] : [{ type: 'data-notice', data: { kind: as, text } }]),
        ...parts,
        ...(actions.length > 0 ? [{ type: 'data-actions', data: { items: actions } }] : []),
      ],
      state: 'done',
      at: now(),
    }
  }
}

function framesOf(id: string, said: BetweenSaid): Frame[] {
  const { text, as, changed, parts = [], actions = [] } = said
  const cards = changed.map(frameOf)
  if (as !== 'message') return [...cards, { type: 'data-notice', id, data: { kind: as, text } }]
  const textId = `${id}.text`
  return [
    ...cards,
    { type: 'start', messageId: id },
    { type: 'text-start', id: textId },
    { type: 'text-delta', id: textId, delta: text },
    { type: 'text-end', id: textId },
    ...parts.map(frameOf),
    ...(actions.length > 0 ? [{ type: 'data-actions' as const, id: `${id}.actions`, data: { items: actions } }] : []),
    {
      type: 'finish',
      messageMetadata: { outcome: said.outcome ?? 'answered', offerPerson: said.offerPerson ?? false },
    },
  ]
}
