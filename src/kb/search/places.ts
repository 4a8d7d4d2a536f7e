import type { Term } from './query.ts'
import type { Tokens } from './tokens.ts'
import { tokenOf } from './tokens.ts'

/** Where a term stands in each field, as word numbers, rising. */
export type Places = { title: number[]; headings: number[]; body: number[] }
export type Found = { own: Places[]; alike: Places[] }
export const FIELDS = ['title', 'headings', 'body'] as const

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

/** One walk over the chunk, however many terms there are. */
export function placesOf(wanted: Wanted, terms: number, tokens: Tokens): Found {
  const own = Array.from({ length: terms }, nowhere)
  const alike = Array.from({ length: terms }, nowhere)
  for (const field of FIELDS) {
    const all = tokens[field]
    for (let place = 0; place < all.length; place++) {
      const slots = wanted.get(all[place]!)
      if (slots) for (const slot of slots) (slot & 1 ? alike : own)[slot >> 1]![field].push(place)
    }
  }
  return { own, alike }
}

const nowhere = (): Places => ({ title: [], headings: [], body: [] })

/** Fewest words from a place on the left to a later one on the right; 1 is the next word, Infinity is never. */
export function wordsBetween(left: number[], right: number[]): number {
  let best = Number.POSITIVE_INFINITY
  let at = 0
  for (const from of left) {
    while (at < right.length && right[at]! <= from) at++
    if (at === right.length) break
    best = Math.min(best, right[at]! - from)
  }
  return best
}
