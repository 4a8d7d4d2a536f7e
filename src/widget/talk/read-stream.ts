import { parseSse, SSE_TAIL_MAX, type SseEvent } from '../stream/parse-sse.ts'

/** A phone that changes networks leaves a connection that is silent for ever. Heartbeats come more often than this. */
export const SILENCE_MS = 45_000

/** The other side closes after `[DONE]`; one that does not in this time is closed by us. */
const LINGER_MS = 2_000

/**
 * Reads a stream of events to its end: `done` when it said `[DONE]`, `cut` when it merely ended or fell silent. A held
 * stream says `[DONE]` after each turn and goes on. Rejects when the connection broke.
 */
export async function readStream(
  body: ReadableStream<Uint8Array>,
  isHeld: boolean,
  onEvent: (event: SseEvent) => void
): Promise<'done' | 'cut'> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let tail = ''
  let isDone = false
  try {
    for (;;) {
      const chunk = await withinSilence(reader.read())
      if (chunk === null || chunk.done) return 'cut'
      const step = parseSse(tail, decoder.decode(chunk.value, { stream: true }))
      tail = step.tail
      if (tail.length > SSE_TAIL_MAX) return 'cut'
      for (const event of step.events) {
        if (event.data !== '[DONE]') onEvent(event)
        else if (!isHeld) {
          isDone = true
          return 'done'
        }
      }
    }
  } finally {
    // Its failure would be one that is being told already.
    const free = () => void reader.cancel().catch(() => undefined)
    if (isDone) setTimeout(free, LINGER_MS)
    else free()
  }
}

async function withinSilence<T>(read: Promise<T>): Promise<T | null> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const silence = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), SILENCE_MS)
  })
  try {
    return await Promise.race([read, silence])
  } finally {
    clearTimeout(timer)
  }
}
