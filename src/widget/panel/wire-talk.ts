import type { WidgetConfig } from '../../contracts/session-token.ts'
import { openConversation } from '../talk/conversation.ts'
import { openEdge, type Page } from '../talk/edge.ts'
import { openFollower } from '../talk/follow.ts'
import { openStore } from '../talk/store.ts'
import { openTokens } from '../talk/tokens.ts'

/** The widget's wiring: the only file of the panel that reads the clock, chance, storage and the page. */
export function wireTalk(config: WidgetConfig) {
  const now = () => Date.now()
  const store = openStore()
  const browserFetch: typeof fetch = (input, init) => fetch(input, init)
  const tokens = openTokens({ fetch: browserFetch, tokenUrl: config.tokenUrl, keep: openKeep(config.tokenUrl), now })
  const edge = openEdge({ fetch: browserFetch, edge: config.edge.replace(/\/$/, ''), tokens, now })
  const follower = openFollower({
    edge,
    store,
    random: Math.random,
    isVisible: () => document.visibilityState === 'visible',
    pause: pauseUntilOnline,
    isoNow: () => new Date().toISOString(),
    reloadHistory: async () => {
      const history = await edge.history()
      if (history) store.tell({ on: 'history', history })
    },
  })
  const talk = openConversation({
    edge,
    tokens,
    store,
    follower,
    page: readPage,
    isStreaming: () => config.streaming !== false && !isSlowLink(),
    newId,
    now,
    pause: pauseUntilOnline,
  })

  store.tell({ on: 'online', isOnline: navigator.onLine })
  addEventListener('offline', () => store.tell({ on: 'online', isOnline: false }))
  addEventListener('online', () => {
    store.tell({ on: 'online', isOnline: true })
    void talk.resume()
  })
  document.addEventListener('visibilitychange', () => follower.reconsider())
  return { store, talk, follower }
}

/** Remembered across pages and reloads. Where storage is forbidden the conversation lasts as long as the page. */
function openKeep(tokenUrl: string) {
  const key = `counterhand:${tokenUrl}`
  let memory: string | null = null
  return {
    read() {
      try {
        return localStorage.getItem(key)
      } catch {
        return memory // Storage is blocked: the page's own memory is what is left.
      }
    },
    write(sessionId: string) {
      memory = sessionId
      try {
        localStorage.setItem(key, sessionId)
      } catch {
        return // Blocked or full: the next page begins anew.
      }
    },
  }
}

function pauseUntilOnline(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      removeEventListener('online', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    addEventListener('online', end)
  })
}

/** Plain permalinks name the product in the query. Everything else there may be a secret: order keys, reset tokens. */
const PAGE_PARAMS = ['p', 'page_id', 'product', 'post_type']

function readPage(): Page {
  const url = new URL(location.href)
  const kept = new URLSearchParams()
  for (const name of PAGE_PARAMS) {
    const value = url.searchParams.get(name)
    if (value) kept.set(name, value.slice(0, 100))
  }
  const query = kept.size > 0 ? `?${kept}` : ''
  return { url: `${url.origin}${url.pathname}${query}`.slice(0, 2_000), title: document.title.slice(0, 300) }
}

function isSlowLink(): boolean {
  const link = (navigator as { connection?: { saveData?: boolean; effectiveType?: string } }).connection
  return link?.saveData === true || link?.effectiveType?.endsWith('2g') === true
}

/** `crypto.randomUUID` exists on https only; a shop's test site may not have it. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
