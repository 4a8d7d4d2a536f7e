import { unreachable } from '../../base/unreachable.ts'
import type { HistoryBody } from '../../contracts/chat-api.ts'
import { applyFrame } from './apply-frame.ts'
import { applyHistory } from './apply-history.ts'
import { readFrame } from './read-frame.ts'
import { emptyState, type MessageEntry, type Problem, type ViewState } from './view-state.ts'

/** All that can happen to the panel. */
export type Happening =
  | { on: 'history'; history: HistoryBody }
  | { on: 'frame'; frameNo: number | null; line: string; at: string }
  | { on: 'said'; id: string; text: string; at: string }
  | { on: 'sending'; id: string }
  | { on: 'taken'; id: string }
  | { on: 'not_taken'; id: string; problem: Problem }
  | { on: 'link'; link: ViewState['link'] }
  | { on: 'online'; isOnline: boolean }
  | { on: 'card'; cardId: string; isBusy: boolean; problem: string | null }
  | { on: 'person'; person: ViewState['person'] }
  | { on: 'rating'; rating: ViewState['rating'] }
  | { on: 'shown'; isOpen: boolean }
  | { on: 'cut_off' }
  | { on: 'new_session' }

export function reduce(state: ViewState, happening: Happening): ViewState {
  switch (happening.on) {
    case 'history':
      return applyHistory(state, happening.history)
    case 'frame':
      return applyFrame(state, happening.frameNo, readFrame(happening.line), happening.at)
    case 'said':
      return { ...state, entries: [...state.entries, said(happening.id, happening.text, happening.at)] }
    case 'sending':
      return changeMessage(state, happening.id, { state: 'sending', problem: null })
    case 'taken':
      return takeMessage(state, happening.id)
    case 'not_taken':
      return changeMessage(state, happening.id, { state: 'failed', problem: happening.problem })
    case 'link':
      return { ...state, link: happening.link }
    case 'online':
      return { ...state, isOnline: happening.isOnline }
    case 'card': {
      const { cardId, isBusy, problem } = happening
      return { ...state, cards: { ...state.cards, [cardId]: { isBusy, problem } } }
    }
    case 'person':
      return { ...state, person: happening.person }
    case 'rating':
      return { ...state, rating: happening.rating }
    case 'shown':
      return { ...state, isOpen: happening.isOpen, hasUnread: happening.isOpen ? false : state.hasUnread }
    case 'cut_off':
      return { ...state, phase: 'closed_off', isRunning: false, status: null }
    case 'new_session':
      return { ...emptyState(), sessionNo: state.sessionNo + 1, isOnline: state.isOnline, isOpen: state.isOpen }
    default:
      return unreachable(happening)
  }
}

const said = (id: string, text: string, at: string): MessageEntry => ({
  kind: 'message',
  id,
  role: 'shopper',
  text,
  sources: [],
  parts: [],
  at,
  state: 'sending',
  note: null,
  problem: null,
  offersPerson: false,
})

/** Taken by the server, and waiting for its answer unless the answer's first frame came sooner. */
function takeMessage(state: ViewState, id: string): ViewState {
  const taken = changeMessage(state, id, { state: 'done', problem: null })
  const index = taken.entries.findIndex((entry) => entry.id === id)
  const answer = taken.entries[index + 1]
  const isAnswered = answer?.kind === 'message' && answer.role === 'assistant'
  if (isAnswered || taken.unanswered.includes(id)) return taken
  return { ...taken, unanswered: [...taken.unanswered, id], isRunning: true }
}

function changeMessage(state: ViewState, id: string, change: Partial<MessageEntry>): ViewState {
  const entries = state.entries.map((entry) =>
    entry.id === id && entry.kind === 'message' ? { ...entry, ...change } : entry
  )
  return { ...state, entries }
}
