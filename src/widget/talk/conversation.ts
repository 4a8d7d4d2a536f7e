import type { HistoryBody } from '../../contracts/chat-api.ts'
import { readProblem, type Edge, type Page } from './edge.ts'
import type { Follower } from './follow.ts'
import type { Store } from './store.ts'
import type { Tokens } from './tokens.ts'
import type { Problem } from '../state/view-state.ts'

export type ConversationDeps = {
  edge: Edge
  tokens: Tokens
  store: Store
  follower: Follower
  page(): Page
  isStreaming(): boolean
  newId(): string
  now(): number
  pause(ms: number): Promise<void>
}

/** What a shopper can do. None of these rejects: what went wrong is in the state. */
export type Conversation = {
  open(): Promise<void>
  say(text: string): Promise<void>
  retry(id: string): Promise<void>
  /** Asks anew what this answer, which was cut off, had been asked. */
  askAgain(answerId: string): Promise<void>
  stop(): Promise<void>
  callPerson(): Promise<void>
  rate(score: number, words: string): Promise<void>
  consent(cardId: string, decision: 'accept' | 'decline'): Promise<void>
  verify(cardId: string, code: string): Promise<void>
  startOver(): Promise<void>
  /** The network is back: what waited for it is sent. */
  resume(): Promise<void>
}

/** A message is sent this often by itself before the shopper is asked. Its id makes the repeats harmless. */
const SEND_ATTEMPTS = 3
const OFFLINE: Problem = { kind: 'offline', message: null, retryAtMs: null }
const UNREACHABLE: Problem = { kind: 'unreachable', message: null, retryAtMs: null }

export function openConversation(deps: ConversationDeps): Conversation {
  const { edge, store, follower } = deps
  let sessionId: string | null = null
  /** Sends go out one after another, in the order they were written, and none before the conversation is loaded. */
  let lastSend: Promise<void> = Promise.resolve()
  let loading: Promise<void> = lastSend

  const reload = (ask: () => Promise<{ session_id: string }>) => {
    loading = reloadFrom(ask)
    return loading
  }

  async function reloadFrom(ask: () => Promise<{ session_id: string }>): Promise<void> {
    try {
      const answer = await ask()
      if (sessionId !== null && answer.session_id !== sessionId) {
        follower.drop()
        store.tell({ on: 'new_session' })
      }
      sessionId = answer.session_id
      const history = await edge.history()
      store.tell({ on: 'history', history: history ?? NO_HISTORY })
      store.tell({ on: 'link', link: 'live' })
      follower.reconsider()
    } catch {
      // Not reached: the panel says so and how to reach a person, and offers to try again.
      store.tell({ on: 'cut_off' })
    }
  }

  async function deliver(id: string): Promise<void> {
    const entry = store.get().entries.find((each) => each.id === id)
    if (entry?.kind !== 'message') return
    store.tell({ on: 'sending', id })
    for (let attempt = 1; ; attempt++) {
      const problem = await trySend(id, entry.text)
      if (problem === null) return
      const isWorthRepeating = problem === UNREACHABLE && attempt < SEND_ATTEMPTS
      if (!isWorthRepeating) return store.tell({ on: 'not_taken', id, problem })
      await deps.pause(600 * attempt)
    }
  }

  async function trySend(id: string, text: string): Promise<Problem | null> {
    if (!store.get().isOnline) return OFFLINE
    // While one stream is read, a second message is only handed in: its answer comes down the same stream.
    const mayFollow = !follower.isBusy()
    try {
      const message = { id, text, page: deps.page(), isStreaming: deps.isStreaming() }
      const response = await edge.send(message, mayFollow)
      if (!response.ok) return await readProblem(response, deps.now())
      store.tell({ on: 'taken', id })
      const isStream = response.headers.get('Content-Type')?.startsWith('text/event-stream') === true
      if (isStream && mayFollow) void follower.follow(response)
      else follower.reconsider()
      // Signed in or out elsewhere meanwhile: the message went to that session, so show that one. The same when the
      // conversation could not be loaded before and now can.
      const isOther = (await deps.tokens.current()).session_id !== sessionId
      if (isOther || store.get().phase === 'closed_off') void reload(() => deps.tokens.current())
      return null
    } catch {
      return store.get().isOnline ? UNREACHABLE : OFFLINE // Never reached the server, as far as we can know.
    }
  }

  const enqueue = (id: string) => {
    lastSend = lastSend.then(() => loading).then(() => deliver(id))
    return lastSend
  }

  /** A card acts once: a second tap while the first is on its way does nothing. */
  async function act(cardId: string, ask: () => Promise<Response>): Promise<void> {
    if (store.get().cards[cardId]?.isBusy) return
    store.tell({ on: 'card', cardId, isBusy: true, problem: null })
    try {
      const response = await ask()
      if (!response.ok) {
        const { message } = await readProblem(response, deps.now())
        return store.tell({ on: 'card', cardId, isBusy: false, problem: message ?? '' })
      }
      follower.reconsider()
    } catch {
      store.tell({ on: 'card', cardId, isBusy: false, problem: '' })
    }
  }

  const say = (text: string) => {
    const id = deps.newId()
    store.tell({ on: 'said', id, text, at: new Date(deps.now()).toISOString() })
    return enqueue(id)
  }

  return {
    open: () => reload(() => deps.tokens.current()),
    say,
    retry: enqueue,
    async askAgain(answerId) {
      const { entries } = store.get()
      const before = entries.slice(
        0,
        entries.findIndex((entry) => entry.id === answerId)
      )
      const asked = before.findLast((entry) => entry.kind === 'message' && entry.role === 'shopper')
      if (asked?.kind === 'message') await say(asked.text)
    },
    async stop() {
      // Our side shows it at once; the stream's own end confirms it.
      await edge.stop().catch(() => undefined)
    },
    async callPerson() {
      store.tell({ on: 'person', person: 'asking' })
      try {
        const response = await edge.callPerson()
        store.tell({ on: 'person', person: response.ok ? 'asked' : 'failed' })
        if (response.ok) await reload(() => deps.tokens.current())
      } catch {
        store.tell({ on: 'person', person: 'failed' })
      }
    },
    async rate(score, words) {
      store.tell({ on: 'rating', rating: 'given' })
      // A rating lost on the way is not worth a shopper's second thought.
      await edge.rate(score, words).catch(() => undefined)
    },
    consent: (cardId, decision) => act(cardId, () => edge.consent(cardId, decision)),
    verify: (cardId, code) => act(cardId, () => edge.verify(cardId, code)),
    startOver: () => reload(() => deps.tokens.begin()),
    async resume() {
      if (store.get().phase === 'closed_off') await reload(() => deps.tokens.current())
      for (const entry of store.get().entries) {
        if (entry.kind === 'message' && entry.problem?.kind === 'offline') await enqueue(entry.id)
      }
      follower.reconsider()
    },
  }
}

const NO_HISTORY: HistoryBody = { messages: [], mode: 'bot', lastEventId: null, running: false, rated: false }
