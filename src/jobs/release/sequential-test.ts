/** How often something happened: of `of` chances, `happened`. */
export type Share = { happened: number; of: number }
export type Sequential = {
  /** Of the trial's share less the settled one's. */
  difference: number
  /** Always valid: however often one looks, it falls below alpha by chance no more often than alpha. */
  p: number
}

/** Below this many chances on either side a share is an anecdote, and the normal approximation is not to be trusted. */
const CHANCES_MIN = 50
/** Nor is it before the thing has happened, and not happened, a few times in all. */
const EVENTS_MIN = 8

/**
 * Mixture sequential probability ratio test of two shares: a normal mixture over the difference with deviation `tau`, the
 * size of difference we expect to see. Pure; null while there is too little to say anything.
 */
export function testShares(settled: Share, tried: Share, tau: number): Sequential | null {
  const of = settled.of + tried.of
  const happened = settled.happened + tried.happened
  if (Math.min(settled.of, tried.of) < CHANCES_MIN || Math.min(happened, of - happened) < EVENTS_MIN) return null
  const difference = tried.happened / tried.of - settled.happened / settled.of
  const pooled = happened / of
  const variance = pooled * (1 - pooled) * (1 / settled.of + 1 / tried.of)
  const mixed = variance + tau * tau
  const logRatio = 0.5 * Math.log(variance / mixed) + (tau * tau * difference * difference) / (2 * variance * mixed)
  return { difference, p: Math.min(1, Math.exp(-logRatio)) }
}
