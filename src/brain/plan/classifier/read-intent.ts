import { INTENTS, type Intent } from '../../../contracts/intent.ts'
import { BUCKETS, hashFeatures } from './hash-features.ts'
import { INTENT_WEIGHTS } from '../weights/intent-weights.ts'

/**
 * `confidence` is calibrated: of the messages read with 0.8, about four in five are read right.
 * `scores` are the same model's probabilities by intent, for choosing among a few.
 */
export type IntentReading = { intent: Intent; confidence: number; scores: ReadonlyMap<Intent, number> }
export type ReadIntent = (text: string) => IntentReading

/** What a trained model is: one int8 row of ten weights per bucket, base64, and the curve from raw score to truth. */
export type IntentModel = {
  version: string
  scale: number
  bias: readonly number[]
  /** `[raw top probability, share that was right]`, rising in both. */
  curve: readonly (readonly [number, number])[]
  weights: Int8Array
}

/** Straight lines between the measured points; flat beyond them. */
export function calibrate(curve: IntentModel['curve'], raw: number): number {
  let [lowX, lowY] = curve[0] ?? [0, raw]
  if (raw <= lowX) return lowY
  for (const [x, y] of curve) {
    if (raw <= x) return x === lowX ? y : lowY + ((y - lowY) * (raw - lowX)) / (x - lowX)
    ;[lowX, lowY] = [x, y]
  }
  return lowY
}

/** Reads intents with one model. Pure; some tens of microseconds for a sentence. */
export function openIntentReader(model: IntentModel): ReadIntent {
  const classes = INTENTS.length
  return (text) => {
    const { rows, values } = hashFeatures(text)
    const logits = Float64Array.from(model.bias)
    for (let index = 0; index < rows.length; index++) {
      const at = rows[index]! * classes
      const value = values[index]! * model.scale
      for (let label = 0; label < classes; label++) logits[label]! += model.weights[at + label]! * value
    }
    const top = Math.max(...logits)
    const powers = logits.map((logit) => Math.exp(logit - top))
    const sum = powers.reduce((total, power) => total + power, 0)
    const best = logits.indexOf(top)
    return {
      intent: INTENTS[best]!,
      confidence: calibrate(model.curve, 1 / sum),
      scores: new Map(INTENTS.map((intent, label) => [intent, powers[label]! / sum])),
    }
  }
}

function decodeWeights(base64: string): Int8Array {
  const binary = atob(base64)
  const weights = new Int8Array(binary.length)
  // charCodeAt gives 0 to 255; an Int8Array wraps it to the signed byte that was written.
  for (let index = 0; index < binary.length; index++) weights[index] = binary.charCodeAt(index)
  if (weights.length !== BUCKETS * INTENTS.length) throw new Error('intent weights do not fit this classifier')
  return weights
}

let shared: ReadIntent | undefined

/** The shipped model. Decoded at the first message, not at startup: a Worker's startup has a budget. */
export const readIntent: ReadIntent = (text) => {
  shared ??= openIntentReader({ ...INTENT_WEIGHTS, weights: decodeWeights(INTENT_WEIGHTS.base64) })
  return shared(text)
}
