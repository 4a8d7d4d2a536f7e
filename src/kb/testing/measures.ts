/** `ranked`: document ids, best first, each once. `relevant`: id to gain. */
export function ndcgAt(ranked: string[], relevant: ReadonlyMap<string, number>, k: number): number {
  const gain = (gains: number[]) => gains.reduce((sum, each, at) => sum + (2 ** each - 1) / Math.log2(at + 2), 0)
  const ideal = gain([...relevant.values()].sort((a, b) => b - a).slice(0, k))
  return ideal === 0 ? 0 : gain(ranked.slice(0, k).map((id) => relevant.get(id) ?? 0)) / ideal
}

export function recallAt(ranked: string[], relevant: ReadonlyMap<string, number>, k: number): number {
  return ranked.slice(0, k).filter((id) => relevant.has(id)).length / Math.min(relevant.size, k)
}

export function reciprocalAt(ranked: string[], relevant: ReadonlyMap<string, number>, k: number): number {
  const at = ranked.slice(0, k).findIndex((id) => relevant.has(id))
  return at === -1 ? 0 : 1 / (at + 1)
}

/** How often a yes outscores a no, ties at half. null when one side is empty. */
export function auroc(yes: number[], no: number[]): number | null {
  if (yes.length === 0 || no.length === 0) return null
  let wins = 0
  for (const high of yes) for (const low of no) wins += high > low ? 1 : high === low ? 0.5 : 0
  return wins / (yes.length * no.length)
}

export function percentile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

export const mean = (values: number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, each) => sum + each, 0) / values.length
