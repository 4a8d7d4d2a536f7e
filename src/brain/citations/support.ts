import type { Passage } from '../../contracts/knowledge.ts'
import { contentWords } from './words.ts'

/** Under this many content words a sentence states too little to need a source. */
const FACTUAL_WORDS_MIN = 4

export type Support = { supported: boolean; passage: Passage | null }

/**
 * Finds the passage a sentence was made from. Word overlap, not meaning: it is the same every time and costs
 * microseconds; a paraphrase that shares no words is called unsure, which is said, not hidden. `supportMin` is the share
 * of a sentence's content words that must stand in the passage: low enough for a plain paraphrase, which keeps its nouns;
 * what is made up shares little more than the topic.
 */
export function openSupport(
  passages: Passage[],
  supportMin: number,
  readOtherWords: () => string[]
): (sentence: string) => Support {
  const sets: Set<string>[] = []
  let other: Set<string> | null = null
  return (sentence) => {
    // The address of a link says nothing; its label does.
    const words = new Set(contentWords(sentence.replace(/\]\([^)]*\)/g, ']')))
    if (words.size < FACTUAL_WORDS_MIN || /[?？]\s*$/.test(sentence)) return { supported: true, passage: null }
    let best: Passage | null = null
    let bestShare = 0
    for (let at = 0; at < passages.length && bestShare < 0.8; at++) {
      const set = (sets[at] ??= new Set(
        contentWords(`${passages[at]!.title} ${passages[at]!.headings.join(' ')} ${passages[at]!.text}`)
      ))
      const share = shareIn(words, set)
      if (share > bestShare) [best, bestShare] = [passages[at]!, share]
    }
    if (bestShare >= supportMin) return { supported: true, passage: best }
    other ??= new Set(readOtherWords())
    return { supported: shareIn(words, other) >= supportMin, passage: null }
  }
}

function shareIn(words: Set<string>, set: Set<string>): number {
  let shared = 0
  for (const word of words) if (set.has(word)) shared++
  return words.size === 0 ? 0 : shared / words.size
}
