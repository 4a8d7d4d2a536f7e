/** The usual constant: ranks past a few dozen hardly differ. */
const RANK_DAMPING = 60

/**
 * Reciprocal rank fusion: only the places count, because scores of two kinds of search cannot be compared. Best first;
 * ties keep the order of the first list.
 */
export function fuseRanks(lists: string[][]): string[] {
  const gains = new Map<string, number>()
  for (const list of lists) {
    for (const [place, key] of list.entries()) gains.set(key, (gains.get(key) ?? 0) + 1 / (RANK_DAMPING + place + 1))
  }
  return [...gains].sort((a, b) => b[1] - a[1]).map(([key]) => key)
}
