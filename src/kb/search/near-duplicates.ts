/** Chunks that say the same: the better one stays. Shops repeat a shipping paragraph on every product page. */
const SAME_SHARE = 0.8
const SHINGLE_WORDS = 4

/** Keeps order; `stems` is the chunk's body in index terms. */
export function withoutNearDuplicates<T>(items: T[], stems: (item: T) => string, max: number): T[] {
  const kept: { item: T; shingles: Set<string> }[] = []
  for (const item of items) {
    const shingles = shinglesOf(stems(item))
    if (!kept.some((other) => overlap(other.shingles, shingles) >= SAME_SHARE)) kept.push({ item, shingles })
    if (kept.length >= max) break
  }
  return kept.map((each) => each.item)
}

function shinglesOf(text: string): Set<string> {
  const words = text.split(' ')
  if (words.length <= SHINGLE_WORDS) return new Set([text])
  const shingles = new Set<string>()
  for (let at = 0; at + SHINGLE_WORDS <= words.length; at++) shingles.add(words.slice(at, at + SHINGLE_WORDS).join(' '))
  return shingles
}

/** Against the smaller set, so a paragraph inside a longer copy counts as the same. */
function overlap(left: Set<string>, right: Set<string>): number {
  const [small, large] = left.size < right.size ? [left, right] : [right, left]
  let shared = 0
  for (const shingle of small) if (large.has(shingle)) shared++
  return shared / Math.max(1, small.size)
}
