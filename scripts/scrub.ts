import { availableParallelism } from 'node:os'
import { openPool } from './scrubbing/pool.ts'
import { scrubLines, type Scrubbed } from './scrubbing/scrub-lines.ts'

/** `npm run scrub`: JSONL `{text}` on stdin, JSONL `{text}` scrubbed on stdout. Fails when a line could not be read. */
const CHUNK_CHARS = 1 << 19
const size = Math.min(4, availableParallelism())
let pool: ReturnType<typeof openPool> | null = null
let unreadable = 0
const asked: Promise<Scrubbed>[] = []

async function writeNext(): Promise<void> {
  const { out, unreadable: more } = await asked.shift()!
  unreadable += more
  if (out !== '' && !process.stdout.write(out)) {
    await new Promise<void>((resolve) => process.stdout.once('drain', resolve))
  }
}

let rest = ''
process.stdin.setEncoding('utf8')
for await (const chunk of process.stdin) {
  rest += String(chunk)
  if (rest.length < CHUNK_CHARS) continue
  const end = rest.lastIndexOf('\n') + 1
  if (end === 0) continue
  // A short input is done before a worker would have started.
  pool ??= openPool(size)
  if (asked.length === size) await writeNext()
  asked.push(pool.scrub(rest.slice(0, end)))
  rest = rest.slice(end)
}
while (asked.length > 0) await writeNext()
asked.push(Promise.resolve(scrubLines(rest)))
await writeNext()
await pool?.close()
if (unreadable > 0) {
  console.error(`${unreadable} lines were not JSON objects with a text`)
  process.exitCode = 1
}
