import type { Candidate } from '../../store/knowledge/search-index.ts'
import type { Term } from './query.ts'

/** Further apart than a few words can be; nobody asks how far. */
const FAR_CHARS = 64

/** Where a term stands in each field, as character offsets into the field's stems, rising. */
export type Places = { title: number[]; headings: number[]; body: number[] }
export type Found = { own: Places[]; alike: Places[] }
export const FIELDS = ['title', 'headings', 'body'] as const

export function placesOf(terms: Term[], candidate: Candidate): Found {
  const own: Places[] = []
  const alike: Places[] = []
  // Padded, so that a stem is found as a whole word by the engine's own string search.
  const { title, headings, body } = candidate.stems
  const padded = { title: ` ${title} `, headings: ` ${headings} `, body: ` ${body} ` }
  for (const term of terms) {
    own.push(placesIn(padded, term.stems))
    alike.push(placesIn(padded, term.alike))
  }
  return { own, alike }
}

function placesIn(padded: Candidate['stems'], stems: string[]): Places {
  const places: Places = { title: [], headings: [], body: [] }
  for (const stem of stems) {
    const word = ` ${stem} `
    for (const field of FIELDS) {
      const text = padded[field]
      for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) places[field].push(at)
    }
  }
  if (stems.length > 1) for (const field of FIELDS) places[field].sort((a, b) => a - b)
  return places
}

/** Fewest words from a place on the left to a later one on the right. Far apart is Infinity: nobody counts that far. */
export function wordsBetween(left: number[], right: number[], text: string): number {
  let best = Number.POSITIVE_INFINITY
  let at = 0
  for (const from of left) {
    while (at < right.length && right[at]! <= from) at++
    if (at === right.length) break
    if (right[at]! - from > FAR_CHARS) continue
    // Offsets are into the padded text, so `from` is where the left word begins in the bare one.
    let words = 0
    for (let space = text.indexOf(' ', from); space !== -1 && space < right[at]!; space = text.indexOf(' ', space + 1))
      words++
    best = Math.min(best, words)
  }
  return best
}
