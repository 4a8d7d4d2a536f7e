import type { Query } from './query.ts'
import { BEST_PER_TERM, informationOf, type Scored, type Weights } from './score.ts'

/** What the calibration sees of a search. */
export type Signs = {
  /** How much was matched at all: log of the best score, as if every index had about a thousand chunks. */
  amount: number
  /** How fully what was asked is matched: the best score beside the best a passage could have, 0 to 1. */
  fullness: number
  /** Share of the question's weight that the best passage mentions at all, 0 to 1. */
  coverage: number
}

/** ln(1 + 1100): scores grow with the index's size through the rarity of terms, and this takes that out. */
const USUAL_SIZE = 7

/** A logistic curve over three signs; how it was fitted, and on what, is in the room's README. */
const CURVE = { base: -4.3, amount: 1, fullness: 3.4, coverage: 0.3 }

export function readSigns(query: Query, ranked: Scored[], weights: Weights): Signs {
  const best = ranked[0]
  const asked = query.terms.filter((term) => term.from === 'asked')
  const most = asked.reduce((sum, term) => sum + informationOf(term, weights), 0) * BEST_PER_TERM
  if (!best || most === 0) return { amount: 0, fullness: 0, coverage: 0 }
  const size = Math.log(1 + weights.chunks) / USUAL_SIZE
  return {
    amount: Math.log(1 + best.score / size),
    fullness: Math.min(1, best.parts.terms / most),
    coverage: best.coverage,
  }
}

/** Cosine at which a passage is as likely as not the answer, and how fast that changes: typical of today's models. */
const NEAR = { even: 0.62, slope: 14 }

/**
 * 0 when nothing was found; otherwise how likely the best passages hold the answer. `nearness` is the best cosine of
 * the vector index, or null: the surer of the two searches decides, because each sees what the other cannot.
 */
export function answerability(
  query: Query,
  ranked: Scored[],
  weights: Weights,
  nearness: number | null = null
): number {
  if (ranked.length === 0) return 0
  const byNearness = nearness === null ? 0 : 1 / (1 + Math.exp(-NEAR.slope * (nearness - NEAR.even)))
  const { amount, fullness, coverage } = readSigns(query, ranked, weights)
  const sum = CURVE.base + CURVE.amount * amount + CURVE.fullness * fullness + CURVE.coverage * coverage
  const byWords = 1 / (1 + Math.exp(-sum))
  return Math.max(byWords, byNearness)
}
