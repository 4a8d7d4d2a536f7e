import type { Term } from '../query.ts'

/** Below this a word has too few letters to say what it was meant to be. */
const WORD_MIN = 4
const LONG_WORD = 8

/** Trigrams of a stem as FTS5's trigram tokenizer makes them. */
export function trigramsOf(stem: string): string[] {
  const grams: string[] = []
  for (let at = 0; at + 3 <= stem.length; at++) grams.push(stem.slice(at, at + 3))
  return grams
}

export const mayBeTypo = (term: Term): boolean =>
  term.from === 'asked' && term.stems.every((stem) => stem.length >= WORD_MIN && !/\d/.test(stem))

/**
 * The known term a stem was most likely meant to be, or null. One slip in a short word, two in a long one; the nearer
 * first, then the one more chunks have. The first letter is nearly always typed right, so it must agree or be swapped.
 */
export function likeliest(stem: string, known: { term: string; chunks: number }[]): string | null {
  const most = stem.length >= LONG_WORD ? 2 : 1
  const near = known
    .filter(({ term }) => sameStart(stem, term))
    .map(({ term, chunks }) => ({ term, chunks, slips: slipsBetween(stem, term, most) }))
    .filter(({ slips }) => slips <= most && slips > 0)
    .sort((a, b) => a.slips - b.slips || b.chunks - a.chunks)
  return near[0]?.term ?? null
}

const sameStart = (left: string, right: string): boolean =>
  left[0] === right[0] || left[0] === right[1] || left[1] === right[0]

/** Optimal string alignment: insert, delete, replace, swap neighbours. Gives up past `most` and says more. */
export function slipsBetween(left: string, right: string, most: number): number {
  if (Math.abs(left.length - right.length) > most) return most + 1
  let before: number[] = []
  let row = Array.from({ length: right.length + 1 }, (_, at) => at)
  for (let a = 1; a <= left.length; a++) {
    const next = [a]
    for (let b = 1; b <= right.length; b++) {
      const differs = left[a - 1] === right[b - 1] ? 0 : 1
      let cost = Math.min(next[b - 1]! + 1, row[b]! + 1, row[b - 1]! + differs)
      const isSwap = a > 1 && b > 1 && left[a - 1] === right[b - 2] && left[a - 2] === right[b - 1]
      if (isSwap) cost = Math.min(cost, before[b - 2]! + 1)
      next.push(cost)
    }
    if (Math.min(...next) > most) return most + 1
    before = row
    row = next
  }
  return row[right.length]!
}
