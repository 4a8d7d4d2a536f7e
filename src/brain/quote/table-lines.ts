import type { Sentence } from '../citations/split-sentences.ts'
import { contentWords } from '../citations/words.ts'

const ROWS_MAX = 8

/**
 * A table as a list a chat can show: one line a row, each cell under its column's name. Only the rows the
 * question names when it names any ("to France?"), else the first eight.
 */
export function tableLines(sentences: Sentence[], wanted: ReadonlySet<string>): string {
  const rows = sentences.flatMap((each) => (each.cells ? [each.cells] : []))
  const [header, ...body] = rows
  if (!header || body.length === 0) return ''
  const named = body.filter((row) => contentWords(row[0]!).some((word) => wanted.has(word)))
  return (named.length > 0 ? named : body)
    .slice(0, ROWS_MAX)
    .map((row) => `- ${lineOf(row, header)}`)
    .join('\n')
}

function lineOf([first, ...cells]: string[], header: string[]): string {
  if (cells.length === 1) return `${first}: ${cells[0]}`
  const named = cells.map((cell, at) => (header[at + 1] ? `${header[at + 1]}: ${cell}` : cell))
  return [first, ...named].join(' · ')
}
