import { DONE, DUE, KIND_WORDS, UNCLAIMED, type ClaimKind } from './claim-words.ts'

/** `done`: it is said to have happened. Otherwise it is promised. */
export type Claim = { kind: ClaimKind; done: boolean }

/**
 * What this sentence says we did or will do, if anything. Rules only, so it is the same every time. Wrong towards
 * finding one: a claim that is not there costs a rewrite, a claim that is missed is a lie to a shopper.
 */
export function claimsIn(sentence: string): Claim[] {
  const done = DONE.some((pattern) => pattern.test(sentence))
  if (!done && !DUE.some((pattern) => pattern.test(sentence))) return []
  if (UNCLAIMED.test(sentence)) return []
  const kind = KIND_WORDS.find(([, words]) => words.test(sentence))?.[0] ?? 'other_act'
  return [{ kind, done }]
}
