/** Languages that write compounds as one word. In English "notebook" is rarely answered by a note and a book. */
const COMPOUNDING = new Set(['de', 'nl', 'sv', 'da', 'no', 'nb', 'nn', 'fi'])
const PART_MIN = 4
/** Letters that join two parts: `Rückgab-e-frist`, `Versand-`, `Lieferung-s-zeit`. */
const LINK_MAX = 2

export const writesCompounds = (languages: readonly string[]): boolean => languages.some((tag) => COMPOUNDING.has(tag))

/** The two known terms an unknown stem is made of, the longest that fit, or null. Both must be known. */
export function partsOf(stem: string, known: readonly string[]): [string, string] | null {
  const heads = known.filter((term) => term.length >= PART_MIN && stem.startsWith(term))
  const tails = known.filter((term) => term.length >= PART_MIN && stem.endsWith(term))
  let best: [string, string] | null = null
  for (const head of heads) {
    for (const tail of tails) {
      const link = stem.length - head.length - tail.length
      if (link < 0 || link > LINK_MAX) continue
      if (!best || head.length + tail.length > best[0].length + best[1].length) best = [head, tail]
    }
  }
  return best
}
