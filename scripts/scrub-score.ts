import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { scrub } from '../src/observability/scrub/scrub.ts'

/**
 * `npm run scrub:score -- <folder>…`: prints leak rates, damage and speed on folders of JSONL cases. Four shapes of row
 * are understood: `{text, spans: [{type, value}]}`, `{text, expected_count, recognizer}`, `{text, must_survive}`,
 * `{e164, international, national, rfc3966}`. Any other row with a `text` counts as an ordinary sentence.
 */
type Row = {
  text?: string
  spans?: { type: string; value: string }[] | [number, number][]
  recognizer?: string
  expected_count?: number
  must_survive?: string
  luhn_valid_card_length?: boolean
  e164?: string
  international?: string
  national?: string
  rfc3966?: string
}
type Tally = { cases: number; bad: number; samples: string[] }

const SHOW = Number(process.env['SHOW'] ?? 0)
const tallies = new Map<string, Tally>()
const texts: string[] = []

function count(what: string, isBad: boolean, sample: string): void {
  const tally = tallies.get(what) ?? { cases: 0, bad: 0, samples: [] }
  tally.cases++
  if (isBad) {
    tally.bad++
    if (tally.samples.length < SHOW) tally.samples.push(sample)
  }
  tallies.set(what, tally)
}

const digitsOf = (text: string) => text.replace(/\D/g, '')
const BY_DIGITS = new Set(['CREDIT_CARD', 'IBAN_CODE', 'US_SSN', 'PHONE_NUMBER'])

/** A leak: the value, or its digits in a row, still there. */
function leaks(out: string, type: string, value: string): boolean {
  if (out.includes(value)) return true
  const digits = digitsOf(value)
  return BY_DIGITS.has(type) && digits.length >= 5 && digitsOf(out).includes(digits)
}

function scoreRow(row: Row, from: string): void {
  if (row.e164 !== undefined) return scorePhones(row)
  const { text } = row
  if (typeof text !== 'string') return
  texts.push(text)
  const out = scrub(text)
  const sample = `${JSON.stringify(text)} -> ${JSON.stringify(out)}`
  count('unstable: scrubbing twice differs', scrub(out) !== out, sample)
  if (row.must_survive !== undefined) {
    const kind = row.luhn_valid_card_length ? 'damaged: order numbers shaped like cards' : 'damaged: order numbers'
    return count(kind, !out.includes(row.must_survive), sample)
  }
  if (row.recognizer !== undefined) return scoreRecognizer(row, text, out, sample)
  const spans = (row.spans ?? []) as { type: string; value: string }[]
  if (spans.length === 0) return count(`changed: sentences without a person (${from})`, out !== text, sample)
  for (const { type, value } of spans) count(`leaked: ${type}`, leaks(out, type, value), `${value} in ${sample}`)
}

function scoreRecognizer(row: Row, text: string, out: string, sample: string): void {
  if (row.expected_count === 0) return count(`changed: near misses`, out !== text, sample)
  const spans = (row.spans ?? []) as [number, number][]
  const kept = spans.length > 0 ? spans.some(([start, end]) => out.includes(text.slice(start, end))) : out === text
  count(`leaked: recogniser ${row.recognizer}`, kept, sample)
}

function scorePhones(row: Row): void {
  for (const format of ['e164', 'international', 'rfc3966', 'national'] as const) {
    const value = row[format]
    if (!value) continue
    const out = scrub(`call me on ${value} please`)
    count(`leaked: phone ${format}`, leaks(out, 'PHONE_NUMBER', value), `${value} -> ${out}`)
  }
}

/** MB of UTF-8 per second of CPU, over everything read for about two seconds: a busy machine does not change it much. */
function speed(): string {
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0)
  for (const text of texts) scrub(text)
  const [started, before] = [performance.now(), process.cpuUsage()]
  let rounds = 0
  while (performance.now() - started < 2_000) {
    for (const text of texts) scrub(text)
    rounds++
  }
  const { user, system } = process.cpuUsage(before)
  return ((bytes * rounds) / (user + system)).toFixed(1)
}

function readFolder(path: string): void {
  const files = path.endsWith('.jsonl') ? [path] : readdirSync(path).filter((name) => name.endsWith('.jsonl'))
  for (const file of files) {
    const lines = readFileSync(path.endsWith('.jsonl') ? path : join(path, file), 'utf8').split('\n')
    for (const line of lines) if (line.trim() !== '') scoreRow(JSON.parse(line) as Row, basename(path, '.jsonl'))
  }
}

const paths = process.argv.slice(2)
if (paths.length === 0 || !paths.every((path: string) => existsSync(path))) {
  console.error('usage: npm run scrub:score -- <folder or .jsonl>…')
  process.exit(2)
}
paths.forEach(readFolder)
const width = Math.max(...[...tallies.keys()].map((key) => key.length))
for (const [what, { cases, bad, samples }] of [...tallies].toSorted(([a], [b]) => a.localeCompare(b))) {
  const share = ((100 * bad) / cases).toFixed(2)
  console.log(
    `${what.padEnd(width)}  ${String(bad).padStart(5)} of ${String(cases).padStart(6)}  ${share.padStart(6)} %`
  )
  for (const sample of samples) console.log(`    ${sample}`)
}
console.log(`speed: ${speed()} MB a CPU second over ${texts.length} texts`)
