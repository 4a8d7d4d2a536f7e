/** Chunks that say the same: the better one stays. Shops repeat a shipping paragraph on every product page. */
const SAME_SHARE = 0.8
const SHINGLE_WORDS = 4

/** Keeps order and at most `max`; `stems` is the chunk's body in index terms. */
export function withoutNearDuplicates<T>(items: T[], stems: (item: T) => string, max: number): T[] {
  const kept: { item: T; shingles: Set<number> }[] = []
  for (const item of items) {
    const shingles = shinglesOf(stems(item))
    if (!kept.some((other) => overlap(other.shingles, shingles) >= SAME_SHARE)) kept.push({ item, shingles })
    if (kept.length >= max) break
  }
  return kept.map((each) => each.item)
}

/** Every run of four words as a 32-bit hash, in one walk over the characters. A short text is one shingle. */
function shinglesOf(text: string): Set<number> {
  const words: number[] = []
  let hash = 0
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit !== 32) hash = Math.imul(hash ^ unit, 0x01000193)
    else {
      words.push(hash)
      hash = 0
    }
  }
  words.push(hash)
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

/** Against the smaller set, so a paragraph inside a longer copy counts as the same. */
function overlap(left: Set<number>, right: Set<number>): number {
  const [small, large] = left.size < right.size ? [left, right] : [right, left]
  let shared = 0
  for (const shingle of small) if (large.has(shingle)) shared++
  return shared / small.size
}
