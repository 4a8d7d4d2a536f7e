import type { Passage } from '../../contracts/knowledge.ts'
import { contentWords } from '../citations/words.ts'

/** What a heading that answers the question adds to the search's own opinion, and what its words do. */
const HEADING_WEIGHT = 0.25
const COVER_WEIGHT = 0.15

/**
 * The passage to quote. Search knows best which pages match; it is corrected a little by what a reader sees at once: a
 * heading that is the question, or one that is about something narrower.
 */
export function pickPassage(wanted: ReadonlySet<string>, passages: Passage[]): Passage | null {
  const top = Math.max(...passages.map((each) => each.score), Number.MIN_VALUE)
  let best: Passage | null = null
  let bestScore = -Infinity
  passages.forEach((passage, rank) => {
    const found = passage.score > 0 ? passage.score / top : 1 / (1 + rank)
    const whole = new Set(contentWords(`${passage.title} ${passage.headings.join(' ')} ${passage.text}`))
    const score = found + HEADING_WEIGHT * headingFit(passage, wanted) + COVER_WEIGHT * share(wanted, whole)
    if (score > bestScore) [best, bestScore] = [passage, score]
  })
  return best
}

/** How well the nearest heading is the question: 1 when they share all their words, 0 when none. */
export function headingFit(passage: Passage, wanted: ReadonlySet<string>): number {
  const heading = new Set(contentWords(passage.headings.at(-1) ?? passage.title))
  const [precise, covered] = [share(heading, wanted), share(wanted, heading)]
  return precise + covered === 0 ? 0 : (2 * precise * covered) / (precise + covered)
}

/** How much of `words` stands in `among`. */
function share(words: ReadonlySet<string>, among: ReadonlySet<string>): number {
  let shared = 0
  for (const word of words) if (among.has(word)) shared++
  return words.size === 0 ? 0 : shared / words.size
}
