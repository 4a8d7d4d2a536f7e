import type { ProviderWeights } from './order-providers.ts'

/** How a provider did lately, over the intents that count. Kept from the hops of turns. */
export type ProviderRecord = {
  provider: string
  asked: number
  succeeded: number
  latencyP50Ms: number
  costMicroUsd: number
}

export type ShiftRules = {
  /** Fewer asks than this prove nothing. */
  askedMin: number
  /** Success below the best one's by this much moves weight away. */
  successGap: number
  /** Weight moved in one step, of 100. Small, so that a bad hour cannot turn the shop around. */
  stepPercent: number
  /** Nobody falls below this: a provider that gets no asks can never show that it has recovered. */
  floorPercent: number
}
export const SHIFT_RULES: ShiftRules = { askedMin: 50, successGap: 0.02, stepPercent: 10, floorPercent: 5 }

export type Shift = { weights: ProviderWeights; from: string; to: string; step: number; why: string } | null

/** One careful step from the worst provider to the best, or null when nothing is proven. Success first, then speed. */
export function decideShift(records: ProviderRecord[], weights: ProviderWeights, rules = SHIFT_RULES): Shift {
  const proven = records.filter((each) => each.asked >= rules.askedMin && Object.hasOwn(weights, each.provider))
  if (proven.length < 2) return null
  const rateOf = (each: ProviderRecord) => each.succeeded / each.asked
  const ranked = [...proven].sort((a, b) => rateOf(b) - rateOf(a) || a.latencyP50Ms - b.latencyP50Ms)
  const [best, worst] = [ranked[0]!, ranked.at(-1)!]
  if (rateOf(best) - rateOf(worst) < rules.successGap) return null
  const give = Math.min(rules.stepPercent, weights[worst.provider]! - rules.floorPercent)
  if (give <= 0) return null
  const moved = {
    ...weights,
    [worst.provider]: weights[worst.provider]! - give,
    [best.provider]: weights[best.provider]! + give,
  }
  const percent = (each: ProviderRecord) => `${(rateOf(each) * 100).toFixed(1)} %`
  const [from, to] = [worst.provider, best.provider]
  return { weights: moved, from, to, step: give, why: `${from} ${percent(worst)} against ${to} ${percent(best)}` }
}
