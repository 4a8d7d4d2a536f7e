import type { NoticeData } from '../../contracts/frames.ts'
import { asText, isBag, readLike } from './read-json.ts'
import { readPart } from './read-part.ts'
import type { Part, Source } from './view-state.ts'

/** A frame as the panel uses it: the parts checked, everything it does not know left out. */
export type ReadFrame =
  | { type: 'start'; messageId: string; replyTo: string }
  | { type: 'text-start' }
  | { type: 'text-delta'; delta: string }
  | { type: 'text-end' }
  | { type: 'finish'; offerPerson: boolean }
  | { type: 'abort' }
  | { type: 'error'; errorText: string }
  | { type: 'status'; text: string }
  | { type: 'source'; source: Source }
  | { type: 'part'; part: Part }
  | { type: 'notice'; id: string; data: NoticeData }
  | { type: 'restart'; messageId: string; text: string }

const FRAME = {
  id: '',
  messageId: '',
  delta: '',
  errorText: '',
  sourceId: '',
  title: '',
  url: '',
  messageMetadata: { replyTo: '', offerPerson: false },
}
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
  const frame = readLike(FRAME, value)
  const type = asText(value.type)
  switch (type) {
    case 'start':
      return { type, messageId: frame.messageId, replyTo: frame.messageMetadata.replyTo }
    case 'text-start':
    case 'text-end':
    case 'abort':
      return { type }
    case 'text-delta':
      return { type, delta: frame.delta }
    case 'finish':
      return { type, offerPerson: frame.messageMetadata.offerPerson }
    case 'error':
      return { type, errorText: frame.errorText }
    case 'source-url':
      return { type: 'source', source: { id: frame.sourceId, title: frame.title, url: frame.url } }
    default:
      return readDataFrame(type, frame.id, value.data)
  }
}

function readDataFrame(type: string, id: string, value: unknown): ReadFrame | null {
  const data = readLike({ kind: '', text: '', messageId: '' }, value)
  if (type === 'data-status') return { type: 'status', text: data.text }
  if (type === 'data-restart') return { type: 'restart', messageId: data.messageId, text: data.text }
  if (type === 'data-notice') {
    return NOTICES.includes(data.kind) ? { type: 'notice', id, data: data as unknown as NoticeData } : null
  }
  const part = readPart(type, value)
  return part && { type: 'part', part }
}
