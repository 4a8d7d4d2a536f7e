import type { Query } from './query.ts'
import { informationOf, type Scored, type Weights } from './score.ts'

/** What the calibration sees of a search. All between 0 and 1. */
export type Signs = {
  /** Share of the question's weight in the best passage. */
  coverage: number
  /** The best score beside the best a passage could have had. */
  strength: number
  /** Share of the question's weight that no page of the shop knows. */
  unknown: number
}

export function readSigns(query: Query, ranked: Scored[], weights: Weights): Signs {
  const asked = query.terms.filter((term) => term.from === 'asked' || term.from === 'corrected')
  const total = asked.reduce((sum, term) => sum + informationOf(term, weights), 0)
  const best = ranked[0]
  if (!best || total === 0) return { coverage: 0, strength: 0, unknown: 1 }
  const unknown = asked
    .filter((term) => !term.stems.some((stem) => weights.counts.has(stem)))
    .reduce((sum, term) => sum + informationOf(term, weights), 0)
  return { coverage: best.coverage, strength: Math.min(1, best.score / (total * 2.2)), unknown: unknown / total }
}

/** A logistic curve over the signs; how it was fitted is in the room's README. */
export function answerability(query: Query, ranked: Scored[], weights: Weights): number {
  if (ranked.length === 0) return 0
  const { coverage, strength, unknown } = readSigns(query, ranked, weights)
  return 1 / (1 + Math.exp(-(-2.5 + 3 * coverage + 2.5 * strength - 1.5 * unknown)))
}
