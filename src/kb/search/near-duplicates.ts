/** A chunk that says hardly anything the one above it did not. Shops repeat a shipping paragraph on every page. */
const SAME_SHARE = 0.8
const SHINGLE_WORDS = 4

/**
 * Keeps order and at most `max`; `tokens` is the chunk's body, a number for each word. Measured against the later one
 * only: a longer text that holds what was said and more is kept, because the more may be the answer.
 */
export function withoutNearDuplicates<T>(items: T[], tokens: (item: T) => Int32Array, max: number): T[] {
  const kept: { item: T; shingles: Set<number> }[] = []
  for (const item of items) {
    const shingles = shinglesOf(tokens(item))
    if (!kept.some((other) => shareIn(other.shingles, shingles) >= SAME_SHARE)) kept.push({ item, shingles })
    if (kept.length >= max) break
  }
  return kept.map((each) => each.item)
}

/** Every run of four words as a 32-bit hash. A short text is one shingle. */
function shinglesOf(words: Int32Array): Set<number> {
  const shingles = new Set<number>()
  const last = Math.max(0, words.length - SHINGLE_WORDS)
  for (let at = 0; at <= last; at++) {
    let run = 0
    for (let word = at; word < Math.min(at + SHINGLE_WORDS, words.length); word++)
      run = Math.imul(run, 31) + words[word]!
    shingles.add(run | 0)
  }
  return shingles
}

function shareIn(said: Set<number>, shingles: Set<number>): number {
  let shared = 0
  for (const shingle of shingles) if (said.has(shingle)) shared++
  return shared / shingles.size
}
