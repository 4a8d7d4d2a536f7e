import type { Term } from './query.ts'
import { tokenOf, type Tokens } from './tokens.ts'

export const FIELDS = ['title', 'headings', 'body'] as const
/** Added to a place for each field after the first, so that words of two fields are never near each other. */
const FIELD_GAP = 1 << 20

/** Token to the terms it stands for: `at * 2` for the term itself, one more for a word alike. Made once per search. */
export type Wanted = ReadonlyMap<number, number[]>

export function wantedOf(terms: Term[]): Wanted {
  const wanted = new Map<number, number[]>()
  const want = (stem: string, slot: number) => {
    const token = tokenOf(stem)
    const slots = wanted.get(token)
    if (!slots) wanted.set(token, [slot])
    else if (!slots.includes(slot)) slots.push(slot)
  }
  for (const [at, { stems, alike }] of terms.entries()) {
    for (const stem of stems) want(stem, at * 2)
    for (const stem of alike) want(stem, at * 2 + 1)
  }
  return wanted
}

export type Found = {
  /** Mentions of slot `s` in field `f` at `s * 3 + f`. */
  counts: Uint16Array
  /** Where each term itself stands, rising; nothing where it does not. */
  places: (number[] | undefined)[]
}

export const roomFor = (terms: number): Uint16Array => new Uint16Array(terms * 2 * FIELDS.length)

/** One walk over the chunk, however many terms there are. `counts` is room to use again: what was in it is gone. */
export function placesOf(wanted: Wanted, counts: Uint16Array, tokens: Tokens): Found {
  counts.fill(0)
  const places: Found['places'] = []
  for (let field = 0; field < FIELDS.length; field++) {
    const all = tokens[FIELDS[field]!]
    for (let at = 0; at < all.length; at++) {
      const slots = wanted.get(all[at]!)
      if (!slots) continue
      for (const slot of slots) {
        counts[slot * FIELDS.length + field]!++
        if ((slot & 1) === 0) (places[slot >> 1] ??= []).push(at + field * FIELD_GAP)
      }
    }
  }
  return { counts, places }
}

/** Fewest words from a place on the left to a later one on the right; 1 is the next word, Infinity is never. */
export function wordsBetween(left: number[] | undefined, right: number[] | undefined): number {
  let best = Number.POSITIVE_INFINITY
  if (!left || !right) return best
  let at = 0
  for (const from of left) {
    while (at < right.length && right[at]! <= from) at++
    if (at === right.length) break
    best = Math.min(best, right[at]! - from)
  }
  return best
}
