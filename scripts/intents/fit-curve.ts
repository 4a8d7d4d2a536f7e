/** One prediction made without having seen its row: the raw top probability, and whether it was right. */
export type Outcome = { raw: number; hit: boolean }
export type Curve = (readonly [number, number])[]

const LEAST_PER_STEP = 40
const MOST_SURE = 0.995

/**
 * From raw probability to share right: isotonic regression (pool adjacent violators) over equal-sized groups, kept as
 * a few points. Groups are large on purpose, so that the curve follows the model and not the noise.
 */
export function fitCurve(outcomes: readonly Outcome[]): Curve {
  const sorted = outcomes.toSorted((a, b) => a.raw - b.raw)
  const size = Math.max(LEAST_PER_STEP, Math.ceil(sorted.length / 20))
  const pools: { raw: number; hits: number; rows: number }[] = []
  for (let at = 0; at < sorted.length; at += size) {
    const group = sorted.slice(at, at + size)
    pools.push({
      raw: group.reduce((sum, { raw }) => sum + raw, 0),
      hits: group.filter(({ hit }) => hit).length,
      rows: group.length,
    })
    while (pools.length > 1 && rightOf(pools.at(-2)!) > rightOf(pools.at(-1)!)) {
      const last = pools.pop()!
      const before = pools.at(-1)!
      before.raw += last.raw
      before.hits += last.hits
      before.rows += last.rows
    }
  }
  return pools.map((pool) => [round(pool.raw / pool.rows), round(Math.min(MOST_SURE, rightOf(pool)))] as const)
}

const rightOf = ({ hits, rows }: { hits: number; rows: number }): number => hits / rows
const round = (value: number): number => Math.round(value * 10_000) / 10_000
