import { foldText, readTokens } from '../../src/brain/plan/classifier/read-tokens.ts'
import { seeded, shuffled } from './train-linear.ts'
import type { Row } from './rows.ts'

const FILLER = new Set(
  'a an the i my me you your to do of for is are it in on can could would will how what please pls help want need with about have has be some d m s im id'.split(
    ' '
  )
)

/** Rows that say the same in another order, with other filler or another number, share a key. */
function keyOf(row: Row): string {
  const words = readTokens(foldText(row.text)).filter((token) => !FILLER.has(token) && !/^[?!#]/.test(token))
  return [...new Set(words)].toSorted().join(' ')
}

/**
 * Folds for cross-validation, spread evenly over each source and label. Near-duplicates never straddle two folds:
 * a row whose twin was trained on proves nothing.
 */
export function splitFolds(rows: readonly Row[], count: number, seed: number): number[] {
  const groups = new Map<string, number[]>()
  for (const [index, row] of rows.entries()) {
    const key = `${row.source}|${row.label}|${keyOf(row)}`
    groups.set(key, [...(groups.get(key) ?? []), index])
  }
  const folds = Array.from({ length: rows.length }, () => 0)
  const filled = new Map<string, number[]>()
  for (const group of shuffled([...groups.values()], seeded(seed))) {
    const row = rows[group[0]!]!
    const stratum = `${row.source}|${row.label}`
    const sizes = filled.get(stratum) ?? Array.from({ length: count }, () => 0)
    const fold = sizes.indexOf(Math.min(...sizes))
    sizes[fold]! += group.length
    filled.set(stratum, sizes)
    for (const index of group) folds[index] = fold
  }
  return folds
}
