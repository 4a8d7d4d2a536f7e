import { INTENTS } from '../../src/contracts/intent.ts'
import { BUCKETS, hashFeatures, type Features } from '../../src/brain/plan/classifier/hash-features.ts'
import type { Row } from './rows.ts'

const CLASSES = INTENTS.length

export type TrainOptions = {
  epochs: number
  rate: number
  decay: number
  acceptShare: number
  balance: number
  seed: number
}
export const DEFAULTS: TrainOptions = { epochs: 15, rate: 0.2, decay: 2e-5, acceptShare: 0.25, balance: 0.5, seed: 7 }

export type Linear = { weights: Float32Array; bias: Float32Array }
export type Example = { features: Features; row: Row; weight: number }

/** A small seeded generator, so that the same rows always give the same weights. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 4_294_967_296
  }
}

export function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const list = [...items]
  for (let index = list.length - 1; index > 0; index--) {
    const other = Math.floor(random() * (index + 1))
    ;[list[index], list[other]] = [list[other]!, list[index]!]
  }
  return list
}

export const toExample = (row: Row, weight = 1): Example => ({ features: hashFeatures(row.text), row, weight })

export function logitsOf({ weights, bias }: Linear, { rows, values }: Features): Float64Array {
  const out = Float64Array.from(bias)
  for (let index = 0; index < rows.length; index++) {
    const at = rows[index]! * CLASSES
    for (let label = 0; label < CLASSES; label++) out[label]! += weights[at + label]! * values[index]!
  }
  return out
}

export function softmax(logits: Float64Array, temperature = 1): Float64Array {
  const top = Math.max(...logits)
  const powers = logits.map((logit) => Math.exp((logit - top) / temperature))
  const sum = powers.reduce((total, power) => total + power, 0)
  return powers.map((power) => power / sum)
}

/** The label keeps most of the target; the other accepted answers share the rest. */
function targetOf(row: Row, share: number): Float64Array {
  const target = new Float64Array(CLASSES)
  const others = row.accept.filter((label) => label !== row.label)
  for (const label of others) target[label] = share / others.length
  target[row.label] = 1 - (others.length > 0 ? share : 0)
  return target
}

/** Rare labels count for more, by a power of their rarity: macro recall weighs labels, not rows. */
function classWeights(examples: readonly Example[], balance: number): Float64Array {
  const counts = new Float64Array(CLASSES)
  for (const { row, weight } of examples) counts[row.label]! += weight
  const mean = counts.reduce((sum, count) => sum + count, 0) / CLASSES
  return counts.map((count) => (count > 0 ? (mean / count) ** balance : 1))
}

/** Softmax regression by AdaGrad. Features unseen in a row cost nothing, so an epoch is linear in what is present. */
export function trainLinear(examples: readonly Example[], options: TrainOptions = DEFAULTS): Linear {
  const model: Linear = { weights: new Float32Array(BUCKETS * CLASSES), bias: new Float32Array(CLASSES) }
  const seen = new Float32Array(BUCKETS * CLASSES).fill(1e-2)
  const biasSeen = new Float32Array(CLASSES).fill(1)
  const byLabel = classWeights(examples, options.balance)
  const random = seeded(options.seed)
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    for (const { features, row, weight } of shuffled(examples, random)) {
      const target = targetOf(row, options.acceptShare)
      const guess = softmax(logitsOf(model, features))
      const scale = weight * byLabel[row.label]!
      for (let label = 0; label < CLASSES; label++) {
        const error = (guess[label]! - target[label]!) * scale
        biasSeen[label]! += error * error
        model.bias[label]! -= (0.1 * options.rate * error) / Math.sqrt(biasSeen[label]!)
        for (let index = 0; index < features.length; index++) {
          const at = features.rows[index]! * CLASSES + label
          const slope = error * features.values[index]! + options.decay * model.weights[at]!
          seen[at]! += slope * slope
          model.weights[at]! -= (options.rate * slope) / Math.sqrt(seen[at]!)
        }
      }
    }
  }
  return model
}
