import type { HistoryBody, HistoryMessage } from '../../src/contracts/chat-api.ts'
import type { Frame } from '../../src/contracts/frames.ts'

/** One step of a scripted answer: a frame, a pause, or every connection cut while the turn goes on. */
export type Step = Frame | { wait: number } | { cut: true }
export type Script = (text: string, turn: { messageId: string; replyTo: string }) => Step[]

export type FakeSession = {
  frames: { id: number; frame: Frame }[]
  messages: HistoryMessage[]
  mode: HistoryBody['mode']
  isRunning: boolean
  rated: boolean
  /** Texts in the order they were taken; a repeat of a message id is not taken again. */
  taken: { id: string; text: string }[]
  say(id: string, text: string): void
  /** A frame from outside any turn, or from inside one. */
  push(frame: Frame): void
  stop(): void
  history(): HistoryBody
  watch(watcher: () => void): () => void
  cutAll(): void
  onCut(watcher: () => void): () => void
  onTurnEnd(watcher: () => void): () => void
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** A conversation as the real session keeps it, with scripted answers instead of a brain. */
export function openFakeSession(script: Script): FakeSession {
  const watchers = new Set<() => void>()
  const cutters = new Set<() => void>()
  const enders = new Set<() => void>()
  const queue: { id: string; text: string }[] = []
  let current: HistoryMessage | null = null
  let isStopping = false
  /** The newest frame before the turn that is running. */
  let settled = 0

  const session: FakeSession = {
    frames: [],
    messages: [],
    mode: 'bot',
    isRunning: false,
    rated: false,
    taken: [],
    say(id, text) {
      if (session.taken.some((each) => each.id === id)) return
      session.taken.push({ id, text })
      // The session has names of its own for messages; the client's id only tells a repeat.
      const ownId = `m${session.taken.length}s`
      session.messages.push(message(ownId, 'shopper', text))
      queue.push({ id: ownId, text })
      if (!session.isRunning) void run()
    },
    push(frame) {
      session.frames.push({ id: session.frames.length + 1, frame })
      fold(frame)
      for (const watcher of watchers) watcher()
    },
    stop() {
      if (session.isRunning) isStopping = true
    },
    history: () => ({
      messages: session.messages,
      mode: session.mode,
      lastEventId: lastSettled() === 0 ? null : String(lastSettled()),
      running: session.isRunning,
      rated: session.rated,
    }),
    watch: (watcher) => (watchers.add(watcher), () => watchers.delete(watcher)),
    cutAll: () => cutters.forEach((cut) => cut()),
    onCut: (cut) => (cutters.add(cut), () => cutters.delete(cut)),
    onTurnEnd: (ended) => (enders.add(ended), () => enders.delete(ended)),
  }

  const lastSettled = () => (session.isRunning ? settled : session.frames.length)

  async function run(): Promise<void> {
    session.isRunning = true
    for (let next = queue.shift(); next; next = queue.shift()) {
      const messageId = `a-${next.id}`
      settled = session.frames.length
      for (const step of script(next.text, { messageId, replyTo: next.id })) {
        if (isStopping) break
        if ('wait' in step) await sleep(step.wait)
        else if ('cut' in step) session.cutAll()
        else session.push(step)
      }
      if (isStopping) session.push({ type: 'abort', reason: 'stopped' })
      isStopping = false
      if (current) current.state = 'done'
      current = null
      for (const ended of enders) ended()
    }
    session.isRunning = false
    for (const watcher of watchers) watcher()
  }

  function fold(frame: Frame): void {
    if (frame.type === 'start') {
      current = { ...message(frame.messageId, 'assistant', ''), state: 'running' }
      session.messages.push(current)
    }
    if (frame.type === 'data-restart' && current) current.text = ''
    if (frame.type === 'text-start' && current?.text) current.text += '\n\n'
    if (frame.type === 'text-delta' && current) current.text += frame.delta
    if (frame.type === 'source-url') {
      current?.sources.push({ id: frame.sourceId, title: frame.title, url: frame.url })
    }
    if (frame.type === 'data-handoff') session.mode = frame.data.mode
    if (frame.type.startsWith('data-') && 'id' in frame && 'data' in frame) keepPart(frame)
  }

  function keepPart(frame: Extract<Frame, { id: string; data: unknown }>): void {
    const part = { type: frame.type, data: frame.data }
    for (const each of session.messages) {
      const index = each.parts.findIndex((old) => old.type === part.type)
      if (index >= 0) return void (each.parts[index] = part)
    }
    ;(current ?? session.messages.at(-1))?.parts.push(part)
  }
  return session
}

const message = (id: string, role: HistoryMessage['role'], text: string): HistoryMessage => ({
  id,
  role,
  text,
  sources: [],
  parts: [],
  at: '2026-11-22T10:00:00.000Z',
  state: 'done',
})
