import type { HistoryBody, HistoryMessage } from '../../contracts/chat-api.ts'
import { asMode, asText, isBag, readLike } from './read-json.ts'
import { readPart } from './read-part.ts'
import type { MessageEntry, ViewState } from './view-state.ts'

const ROLES: readonly string[] = ['shopper', 'assistant', 'staff']
const STATES: readonly string[] = ['done', 'running', 'stopped', 'interrupted']

/** The server's account of the conversation takes the place of ours; what it has not taken yet stays below it. */
export function applyHistory(state: ViewState, history: HistoryBody): ViewState {
  const known = history.messages.filter(isBag).map(readMessage)
  const ids = new Set(known.map((message) => message.id))
  const ours = state.entries.filter(
    (entry) => !ids.has(entry.id) && entry.kind === 'message' && (entry.state === 'sending' || entry.state === 'failed')
  )
  const running = history.running === true
  const current = running ? known.findLast((message) => message.state === 'running') : undefined
  const lastFrame = history.lastEventId === null ? null : Number(history.lastEventId)
  const mode = asMode(history.mode)
  // Frames that came while this account was on its way are newer than it: taking it would lose them.
  const isStale = state.lastFrame !== null && (lastFrame === null || lastFrame < state.lastFrame)
  if (isStale && state.isRunning) return { ...state, phase: 'ready' }
  return {
    ...state,
    phase: 'ready',
    // A message that stands as running in a session that is not was cut off for good.
    entries: [...known.map((message) => (running ? message : settle(message))), ...ours],
    mode,
    lastFrame: Number.isSafeInteger(lastFrame) ? lastFrame : null,
    currentId: current?.id ?? null,
    isRunning: running,
    status: null,
    unanswered: [],
    rating: history.rated ? 'given' : state.rating,
    person: mode === 'bot' ? 'no' : 'asked',
  }
}

const settle = (message: MessageEntry): MessageEntry =>
  message.state === 'running' ? { ...message, state: 'interrupted' } : message

const MESSAGE = { id: '', role: '', text: '', sources: [{ id: '', title: '', url: '' }], at: '', state: '' }

function readMessage(value: HistoryMessage): MessageEntry {
  const message = readLike(MESSAGE, value)
  const parts = Array.isArray(value.parts) ? value.parts.filter(isBag) : []
  return {
    ...message,
    kind: 'message',
    role: ROLES.includes(message.role) ? (message.role as MessageEntry['role']) : 'assistant',
    parts: parts.flatMap((part) => readPart(asText(part.type), part.data) ?? []),
    state: STATES.includes(message.state) ? (message.state as MessageEntry['state']) : 'done',
    note: null,
    problem: null,
    offersPerson: false,
  }
}
