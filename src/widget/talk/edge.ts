import type { HistoryBody } from '../../contracts/chat-api.ts'
import { asText, isBag } from '../state/read-json.ts'
import type { Problem } from '../state/view-state.ts'
import { retryAfterMs } from '../stream/reconnect.ts'
import type { Tokens } from './tokens.ts'

export type EdgeDeps = { fetch: typeof fetch; edge: string; tokens: Tokens; now(): number }
export type Page = { url: string; title: string }

/** What the panel may ask of the Worker. Each rejects on a network failure; a refusal is a response that is not ok. */
export type Edge = {
  send(message: { id: string; text: string; page: Page; isStreaming: boolean }, follow: boolean): Promise<Response>
  stream(lastFrame: number | null, wait: boolean, signal: AbortSignal): Promise<Response>
  history(): Promise<HistoryBody | null>
  stop(): Promise<Response>
  callPerson(): Promise<Response>
  rate(score: number, words: string): Promise<Response>
  consent(cardId: string, decision: 'accept' | 'decline'): Promise<Response>
  verify(cardId: string, code: string): Promise<Response>
}

export function openEdge(deps: EdgeDeps): Edge {
  /** Bearer only, never cookies. A 401 renews the token once; the second one stands. */
  async function call(
    path: (sessionId: string) => string,
    init: (sessionId: string) => RequestInit
  ): Promise<Response> {
    for (let isFirst = true; ; isFirst = false) {
      const { token, session_id } = await (isFirst ? deps.tokens.current() : deps.tokens.renew())
      const asked = init(session_id)
      const response = await deps.fetch(deps.edge + path(session_id), {
        ...asked,
        credentials: 'omit',
        cache: 'no-store',
        headers: { ...(asked.headers as Record<string, string>), Authorization: `Bearer ${token}` },
      })
      if (response.status !== 401 || !isFirst) return response
    }
  }

  const post = (path: string, body: Record<string, unknown>, accept = 'application/json') =>
    call(
      () => path,
      (session_id) => ({
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Accept: accept },
        body: JSON.stringify({ session_id, ...body }),
        // A decision made while leaving the page still arrives.
        keepalive: true,
      })
    )

  return {
    send: ({ id, text, page, isStreaming }, follow) =>
      post(
        '/chat/send',
        { message_id: id, text, page, streaming: isStreaming },
        follow ? 'text/event-stream' : 'application/json'
      ),
    stream: (lastFrame, wait, signal) =>
      call(
        (sessionId) => `/chat/stream?session_id=${encodeURIComponent(sessionId)}${wait ? '&wait=1' : ''}`,
        () => ({
          signal,
          headers: { Accept: 'text/event-stream', ...(lastFrame !== null && { 'Last-Event-ID': String(lastFrame) }) },
        })
      ),
    async history() {
      const response = await call(
        (sessionId) => `/chat/history?session_id=${encodeURIComponent(sessionId)}`,
        () => ({})
      )
      // A session nobody has spoken in yet may not exist on the other side.
      if (response.status === 404) return null
      if (!response.ok) throw new Error(`history answered ${response.status}`)
      const body: unknown = await response.json()
      return isBag(body) && Array.isArray(body.messages) ? (body as HistoryBody) : null
    },
    stop: () => post('/chat/stop', {}),
    callPerson: () => post('/chat/human', { note: '' }),
    rate: (score, words) => post('/chat/rating', { score, words }),
    consent: (cardId, decision) => post('/chat/consent', { card_id: cardId, decision }),
    verify: (cardId, code) => post('/chat/verify', { card_id: cardId, code }),
  }
}

/** A refusal in the shopper's terms. The server's sentence is kept; its code and request id are not for them. */
export async function readProblem(response: Response, nowMs: number): Promise<Problem> {
  const body: unknown = await response.json().catch(() => null) // An HTML error page has no sentence for us.
  const message = isBag(body) ? asText(body.message).slice(0, 500) || null : null
  const isBusy = response.status === 429 || response.status === 503
  const wait = isBusy ? (retryAfterMs(response.headers.get('Retry-After'), nowMs) ?? 5_000) : null
  const kind = isBusy ? 'busy' : response.status >= 500 ? 'unreachable' : 'refused'
  return { kind, message, retryAtMs: wait === null ? null : nowMs + wait }
}
