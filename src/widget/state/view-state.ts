import type { HistoryMessage, SessionMode } from '../../contracts/chat-api.ts'
import type { CodeCard, ConsentCard, HandoffData, NoticeData } from '../../contracts/frames.ts'
import type { OrderView } from '../../contracts/order.ts'

export type Source = { id: string; title: string; url: string }

/** A card under an answer. `key` names the thing shown, so a newer form replaces the older one wherever it stands. */
export type Part =
  | { type: 'data-order'; key: string; data: OrderView }
  | { type: 'data-consent'; key: string; data: ConsentCard }
  | { type: 'data-code'; key: string; data: CodeCard }
  | { type: 'data-handoff'; key: string; data: HandoffData }
  | { type: 'data-actions'; key: string; data: { items: { text: string }[] } }

/** Why something the shopper did has not happened. `message` is the server's sentence, when it sent one. */
export type Problem = {
  kind: 'offline' | 'unreachable' | 'busy' | 'refused'
  message: string | null
  /** For `busy`: not before this time, ms. */
  retryAtMs: number | null
}

export type MessageEntry = {
  kind: 'message'
  id: string
  role: HistoryMessage['role']
  text: string
  sources: Source[]
  parts: Part[]
  at: string
  state: HistoryMessage['state'] | 'sending' | 'failed'
  /** A sentence under the text: "I had to start again", or what broke. */
  note: string | null
  problem: Problem | null
  offersPerson: boolean
}
export type NoticeEntry = { kind: 'notice'; id: string; notice: NoticeData['kind']; text: string; at: string }
export type Entry = MessageEntry | NoticeEntry

/** Everything the panel shows. Changed only by `reduce`. */
export type ViewState = {
  /** Rises when another conversation begins: nothing of the one before may stay on screen or be read out. */
  sessionNo: number
  phase: 'opening' | 'ready' | 'closed_off'
  entries: Entry[]
  mode: SessionMode
  /** The number of the newest frame these entries include; null before the first. */
  lastFrame: number | null
  /** The answer that frames without a message id belong to. */
  currentId: string | null
  isRunning: boolean
  /** "Looking up order 1042…" while a turn runs. */
  status: string | null
  link: 'live' | 'reconnecting' | 'lost'
  isOnline: boolean
  /** Shopper messages the server has taken and not begun to answer. */
  unanswered: string[]
  /** What a card is doing right now, by card id. */
  cards: Record<string, { isBusy: boolean; problem: string | null }>
  person: 'no' | 'asking' | 'asked' | 'failed'
  rating: 'not_asked' | 'asked' | 'given' | 'dismissed'
  hasUnread: boolean
  isOpen: boolean
}

export const emptyState = (): ViewState => ({
  sessionNo: 0,
  phase: 'opening',
  entries: [],
  mode: 'bot',
  lastFrame: null,
  currentId: null,
  isRunning: false,
  status: null,
  link: 'live',
  isOnline: true,
  unanswered: [],
  cards: {},
  person: 'no',
  rating: 'not_asked',
  hasUnread: false,
  isOpen: false,
})
