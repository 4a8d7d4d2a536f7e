import type { IntentModel } from '../../src/brain/plan/classifier/read-intent.ts'
import { splitFolds } from './folds.ts'
import type { Row } from './rows.ts'
import type { Curve, Outcome } from './fit-curve.ts'
import { logitsOf, softmax, toExample, trainLinear, type Linear } from './train-linear.ts'

/** Our own sentences weigh half: they are many alike, and no shopper wrote them. */
const SEED_WEIGHT = 0.5

/** One byte per weight. The few largest are clipped so that the many small ones keep their differences. */
export function quantise({ weights, bias }: Linear, curve: Curve, version: string): IntentModel {
  const sizes = weights
    .filter((weight) => weight !== 0)
    .map(Math.abs)
    .toSorted()
  const largest = sizes[Math.floor(sizes.length * 0.9998)] ?? 1
  const scale = largest / 127
  return {
    version,
    scale,
    bias: Array.from(bias, (value) => Math.round(value * 10_000) / 10_000),
    curve,
    weights: Int8Array.from(weights, (weight) => Math.max(-127, Math.min(127, Math.round(weight / scale)))),
  }
}

export function trainOn(rows: readonly Row[], seeds: readonly Row[]): Linear {
  return trainLinear([...rows.map((row) => toExample(row)), ...seeds.map((row) => toExample(row, SEED_WEIGHT))])
}

export function outcomeOf(linear: Linear, row: Row): Outcome {
  const { features } = toExample(row)
  const chances = softmax(logitsOf(linear, features))
  const raw = Math.max(...chances)
  return { raw, hit: row.accept.includes(chances.indexOf(raw)) }
}

export type Unseen = Outcome & { row: Row }
export type FoldModel = { linear: Linear; held: Row[] }

/** Trains once per fold without it. Every row is held out exactly once, and no near-twin of it was trained on. */
export function trainFolds(rows: readonly Row[], seeds: readonly Row[], count: number, seed: number): FoldModel[] {
  const folds = splitFolds(rows, count, seed)
  return Array.from({ length: count }, (_, fold) => ({
    linear: trainOn(
      rows.filter((_row, index) => folds[index] !== fold),
      seeds
    ),
    held: rows.filter((_row, index) => folds[index] === fold),
  }))
}

const SHARE_OF_STRANGERS = 3

/**
 * What the confidence curve is drawn from: every row read by a model that did not see it, and a third as many read by
 * a model that never met their source. Shoppers elsewhere write differently; a curve from known shops alone boasts.
 */
export function readUnseen(rows: readonly Row[], seeds: readonly Row[], folds: readonly FoldModel[]): Unseen[] {
  const met = folds.flatMap(({ linear, held }) => held.map((row) => ({ row, ...outcomeOf(linear, row) })))
  const strange = [...new Set(rows.map(({ source }) => source))].flatMap((source) => {
    const linear = trainOn(
      rows.filter((row) => row.source !== source),
      seeds
    )
    return rows.filter((row) => row.source === source).map((row) => ({ row, ...outcomeOf(linear, row) }))
  })
  return [...met, ...strange.filter((_, index) => index % SHARE_OF_STRANGERS === 0)]
}
