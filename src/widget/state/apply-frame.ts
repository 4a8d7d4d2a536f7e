import { unreachable } from '../../base/unreachable.ts'
import type { ReadFrame } from './read-frame.ts'
import type { MessageEntry, Part, ViewState } from './view-state.ts'

/**
 * One frame into the state. A frame already seen (its number is not above the newest) changes nothing, so a resumed
 * stream may repeat itself. `at` is when it arrived, ISO 8601.
 */
export function applyFrame(state: ViewState, frameNo: number | null, frame: ReadFrame | null, at: string): ViewState {
  if (frameNo !== null && state.lastFrame !== null && frameNo <= state.lastFrame) return state
  const next = frameNo === null ? state : { ...state, lastFrame: frameNo }
  return frame ? applyNewFrame(next, frame, at) : next
}

function applyNewFrame(state: ViewState, frame: ReadFrame, at: string): ViewState {
  switch (frame.type) {
    case 'start':
      return startAnswer(state, frame.messageId || `answer-${state.lastFrame}`, frame.replyTo, at)
    case 'text-start':
      return changeCurrent(state, at, (message) => ({ ...message, text: message.text && `${message.text}\n\n` }))
    case 'text-delta': {
      const grown = changeCurrent(state, at, (message) => ({ ...message, text: message.text + frame.delta }))
      return { ...grown, status: null }
    }
    case 'text-end':
      return state
    case 'status':
      return { ...state, isRunning: true, status: frame.text }
    case 'source':
      return changeCurrent(state, at, (message) =>
        message.sources.some((source) => source.url === frame.source.url)
          ? message
          : { ...message, sources: [...message.sources, frame.source] }
      )
    case 'part':
      return placePart(state, frame.part, at)
    case 'notice':
      return addNotice(state, frame, at)
    case 'restart':
      return voidAnswer(state, frame.messageId, frame.text, at)
    case 'finish':
      return endAnswer(state, at, { state: 'done', offersPerson: frame.offerPerson })
    case 'abort':
      return endAnswer(state, at, { state: 'stopped' })
    case 'error':
      return endAnswer(state, at, { state: 'interrupted', note: frame.errorText })
    default:
      return unreachable(frame)
  }
}

const blankAnswer = (id: string, at: string): MessageEntry => ({
  kind: 'message',
  id,
  role: 'assistant',
  text: '',
  sources: [],
  parts: [],
  at,
  state: 'running',
  note: null,
  problem: null,
  offersPerson: false,
})

/**
 * Turns are answered in the order they were taken, so an answer belongs to the question it names or, where the server
 * names it by an id of its own, to the oldest that has none.
 */
function startAnswer(state: ViewState, id: string, replyTo: string, at: string): ViewState {
  const isKnown = state.entries.some((entry) => entry.id === replyTo)
  const question = isKnown ? replyTo : state.unanswered[0]
  const unanswered = state.unanswered.filter((each) => each !== question)
  const next = { ...state, unanswered, currentId: id, isRunning: true }
  if (state.entries.some((entry) => entry.id === id)) {
    // The whole answer follows again: after a crash, or because the history held its beginning.
    return changeCurrent(next, at, (message) => ({ ...message, text: '', sources: [], state: 'running' }))
  }
  const asked = state.entries.findIndex((entry) => entry.id === question)
  // Below its own question, also when a second one was asked meanwhile.
  const place = asked < 0 ? state.entries.length : asked + 1
  return { ...next, entries: state.entries.toSpliced(place, 0, blankAnswer(id, at)) }
}

/** Changes the answer being written. Without one (a stream picked up in the middle) a new one is begun. */
function changeCurrent(state: ViewState, at: string, change: (message: MessageEntry) => MessageEntry): ViewState {
  const index = state.entries.findLastIndex((entry) => entry.id === state.currentId)
  const entry = state.entries[index]
  if (entry?.kind !== 'message') {
    const id = `answer-${state.lastFrame}`
    const begun = { ...state, currentId: id, isRunning: true, entries: [...state.entries, blankAnswer(id, at)] }
    return changeCurrent(begun, at, change)
  }
  return { ...state, entries: state.entries.with(index, change(entry)) }
}

/** A newer form of a card replaces the older where it stands; a new card goes under the answer being written. */
function placePart(state: ViewState, part: Part, at: string): ViewState {
  const moded = part.type === 'data-handoff' ? { ...state, mode: part.data.mode } : state
  const settled = { ...moded, cards: omit(moded.cards, part.key) }
  const isCard = part.type === 'data-consent' || part.type === 'data-code'
  const index = isCard
    ? settled.entries.findLastIndex(
        (entry) => entry.kind === 'message' && entry.parts.some((each) => each.key === part.key)
      )
    : -1
  const holder = settled.entries[index]
  if (holder?.kind === 'message') {
    const parts = holder.parts.map((each) => (each.key === part.key ? part : each))
    return { ...settled, entries: settled.entries.with(index, { ...holder, parts }) }
  }
  const isBetweenTurns = !settled.isRunning
  const placed = changeCurrent(isBetweenTurns ? { ...settled, currentId: null } : settled, at, (message) => ({
    ...message,
    state: isBetweenTurns ? 'done' : message.state,
    parts: [...message.parts.filter((each) => each.key !== part.key), part],
  }))
  return isBetweenTurns ? { ...placed, currentId: null, isRunning: false } : placed
}

function addNotice(state: ViewState, { id, data }: Extract<ReadFrame, { type: 'notice' }>, at: string): ViewState {
  const mode = data.kind === 'released' ? 'bot' : data.kind === 'staff_reply' ? 'person' : state.mode
  const key = id || `notice-${state.lastFrame}`
  const entry =
    data.kind === 'staff_reply'
      ? { ...blankAnswer(key, at), role: 'staff' as const, text: data.text, state: 'done' as const }
      : { kind: 'notice' as const, id: key, notice: data.kind, text: data.text, at }
  const entries = [...state.entries.filter((each) => each.id !== key), entry]
  const person = data.kind === 'released' ? 'no' : state.person
  return { ...state, mode, person, entries, hasUnread: state.hasUnread || !state.isOpen }
}

/** After a crash mid-answer: what was written is void and said so; the answer begins again. */
function voidAnswer(state: ViewState, messageId: string, text: string, at: string): ViewState {
  const target = state.entries.some((entry) => entry.id === messageId) ? messageId : state.currentId
  return changeCurrent({ ...state, currentId: target, isRunning: true }, at, (message) => ({
    ...message,
    text: '',
    sources: [],
    parts: message.parts.filter((part) => part.type === 'data-consent' || part.type === 'data-code'),
    state: 'running',
    note: text || null,
  }))
}

function endAnswer(state: ViewState, at: string, end: Partial<MessageEntry>): ViewState {
  const ended = state.currentId === null ? state : changeCurrent(state, at, (message) => ({ ...message, ...end }))
  return {
    ...ended,
    currentId: null,
    isRunning: false,
    status: null,
    hasUnread: state.hasUnread || !state.isOpen,
  }
}

function omit<T>(record: Record<string, T>, key: string): Record<string, T> {
  const { [key]: _dropped, ...rest } = record
  return rest
}
