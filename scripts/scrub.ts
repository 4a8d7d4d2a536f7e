import { scrub } from '../src/observability/scrub/scrub.ts'

/**
 * `npm run scrub`: JSONL `{text}` in, JSONL `{text}` out, line for line. A line that cannot be read leaves as
 * `[unreadable]`, because it may hold anything, and the run fails.
 */
let unreadable = 0

function scrubLine(line: string): string {
  try {
    const { text } = JSON.parse(line) as { text?: unknown }
    if (typeof text === 'string') return `{"text":${JSON.stringify(scrub(text))}}\n`
  } catch {
    // Counted below with the lines that have no text.
  }
  unreadable++
  return '{"text":"[unreadable]"}\n'
}

/** Whole lines only; what follows the last line break waits for the next chunk. */
function scrubLines(lines: string[]): string {
  let out = ''
  for (const line of lines) if (line.trim() !== '') out += scrubLine(line)
  return out
}

async function write(out: string): Promise<void> {
  if (out === '' || process.stdout.write(out)) return
  await new Promise<void>((resolve) => process.stdout.once('drain', resolve))
}

let rest = ''
process.stdin.setEncoding('utf8')
for await (const chunk of process.stdin) {
  const lines = (rest + String(chunk)).split('\n')
  rest = lines.pop() ?? ''
  await write(scrubLines(lines))
}
await write(scrubLines([rest]))
if (unreadable > 0) {
  console.error(`${unreadable} lines were not JSON objects with a text`)
  process.exitCode = 1
}
