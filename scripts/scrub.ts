import { createInterface } from 'node:readline'
import { scrub } from '../src/observability/scrub/scrub.ts'

/** `npm run scrub`: JSONL `{text}` in, JSONL `{text}` out, line for line. A line that cannot be read says so and fails the run. */
let unreadable = 0
let out = ''
const FLUSH_CHARS = 1 << 16

function scrubLine(line: string): string {
  try {
    const { text } = JSON.parse(line) as { text?: unknown }
    if (typeof text === 'string') return JSON.stringify({ text: scrub(text) })
  } catch {
    // Said below: the line is not passed on as it is, because it may hold anything.
  }
  unreadable++
  return JSON.stringify({ text: '[unreadable]' })
}

async function drain(): Promise<void> {
  const full = !process.stdout.write(out)
  out = ''
  if (full) await new Promise<void>((resolve) => process.stdout.once('drain', resolve))
}

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  if (line.trim() === '') continue
  out += `${scrubLine(line)}\n`
  if (out.length > FLUSH_CHARS) await drain()
}
await drain()
if (unreadable > 0) {
  console.error(`${unreadable} lines were not JSON objects with a text`)
  process.exitCode = 1
}
