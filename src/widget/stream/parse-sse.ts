/** One server-sent event. `id` is null when the event carried none. */
export type SseEvent = { id: string | null; data: string }

/** An event longer than this is not ours: the reader gives the connection up and resumes. */
export const SSE_TAIL_MAX = 1_000_000

/**
 * Folds one chunk into what was left of the chunks before it. Line ends may be `\n`, `\r\n` or `\r`, and a chunk may
 * end anywhere, also between `\r` and `\n`. Comments, `event:` and `retry:` are skipped.
 */
export function parseSse(tail: string, chunk: string): { events: SseEvent[]; tail: string } {
  let text = tail + chunk
  // A final `\r` may be half of a `\r\n`, so it waits for the next chunk.
  const held = text.endsWith('\r') ? '\r' : ''
  text = text.slice(0, text.length - held.length).replace(/\r\n?/g, '\n')
  const blocks = text.split('\n\n')
  const rest = blocks.pop()!
  return { events: blocks.flatMap(readBlock), tail: rest + held }
}

function readBlock(block: string): SseEvent[] {
  let id: string | null = null
  const data: string[] = []
  for (const line of block.replace(/^\uFEFF/, '').split('\n')) {
    const colon = line.indexOf(':')
    const field = colon < 0 ? line : line.slice(0, colon)
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '')
    if (field === 'data') data.push(value)
    if (field === 'id' && !value.includes('\0')) id = value
  }
  return data.length > 0 ? [{ id, data: data.join('\n') }] : []
}
