import { scrub } from '../../src/observability/scrub/scrub.ts'

export type Scrubbed = { out: string; unreadable: number }

/** JSONL `{text}` in, JSONL `{text}` out, line for line. A line that cannot be read may hold anything, so none of it leaves. */
export function scrubLines(lines: string): Scrubbed {
  let out = ''
  let unreadable = 0
  for (const line of lines.split('\n')) {
    if (line.trim() === '') continue
    const text = textOf(line)
    if (text === null) unreadable++
    out += text === null ? '{"text":"[unreadable]"}\n' : `{"text":${JSON.stringify(scrub(text))}}\n`
  }
  return { out, unreadable }
}

function textOf(line: string): string | null {
  try {
    const { text } = JSON.parse(line) as { text?: unknown }
    return typeof text === 'string' ? text : null
  } catch {
    // Not JSON: counted by the caller.
    return null
  }
}
