import { parseSse, SSE_TAIL_MAX, type SseEvent } from '../stream/parse-sse.ts'

/** A phone that changes networks leaves a connection that is silent for ever. Heartbeats come more often than this. */
export const SILENCE_MS = 45_000

/**
 * Reads a stream of events to its end. `done` when it said `[DONE]`, `cut` when it merely ended or fell silent.
 * Rejects when the connection broke.
 */
export async function readStream(
  body: ReadableStream<Uint8Array>,
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
        if (event.data === '[DONE]') {
          isDone = true
          return 'done'
        }
        onEvent(event)
      }
    }
  } finally {
    // Frees a connection that fell silent; one that has said [DONE] is closed by the other side.
    if (!isDone) reader.cancel().catch(() => undefined)
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
