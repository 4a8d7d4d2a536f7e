import type { Frame, NoticeData } from '../../contracts/frames.ts'
import { asText, isBag, type Bag } from './read-json.ts'
import { readPart } from './read-part.ts'
import type { Part, Source } from './view-state.ts'

/** A frame as the panel uses it: the parts checked, everything it does not know left out. */
export type ReadFrame =
  | Extract<Frame, { type: 'start' | 'text-start' | 'text-delta' | 'text-end' | 'finish' | 'abort' | 'error' }>
  | { type: 'status'; text: string }
  | { type: 'source'; source: Source }
  | { type: 'part'; part: Part }
  | { type: 'notice'; id: string; data: NoticeData }
  | { type: 'restart'; messageId: string; text: string }

const NOTICES: readonly string[] = ['staff_reply', 'order_moved', 'approval_decided', 'released', 'code_result']

/** One `data:` line. Null for a frame type this widget does not know yet, or a garbled one: both are passed over. */
export function readFrame(line: string): ReadFrame | null {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return null // A garbled line is passed over; the frames after it still count.
  }
  if (!isBag(value)) return null
  const meta = isBag(value.messageMetadata) ? value.messageMetadata : {}
  switch (value.type) {
    case 'start':
      return {
        type: 'start',
        messageId: asText(value.messageId),
        messageMetadata: { turnId: asText(meta.turnId), replyTo: asText(meta.replyTo) },
      }
    case 'text-start':
    case 'text-end':
      return { type: value.type, id: asText(value.id) }
    case 'text-delta':
      return { type: 'text-delta', id: asText(value.id), delta: asText(value.delta) }
    case 'finish':
      return {
        type: 'finish',
        messageMetadata: { outcome: asText(meta.outcome), offerPerson: meta.offerPerson === true },
      }
    case 'abort':
      return { type: 'abort' }
    case 'error':
      return { type: 'error', errorText: asText(value.errorText) }
    case 'source-url':
      return { type: 'source', source: readSource(value) }
    default:
      return readDataFrame(asText(value.type), asText(value.id), value.data)
  }
}

function readDataFrame(type: string, id: string, data: unknown): ReadFrame | null {
  if (!isBag(data)) return null
  if (type === 'data-status') return { type: 'status', text: asText(data.text) }
  if (type === 'data-restart') return { type: 'restart', messageId: asText(data.messageId), text: asText(data.text) }
  if (type === 'data-notice') {
    const kind = asText(data.kind)
    return NOTICES.includes(kind)
      ? { type: 'notice', id, data: { kind: kind as NoticeData['kind'], text: asText(data.text) } }
      : null
  }
  const part = readPart(type, data)
  return part && { type: 'part', part }
}

const readSource = (value: Bag): Source => ({
  id: asText(value.sourceId) || asText(value.id),
  title: asText(value.title),
  url: asText(value.url),
})

export const readSources = (value: unknown): Source[] =>
  Array.isArray(value) ? value.filter(isBag).map(readSource) : []
