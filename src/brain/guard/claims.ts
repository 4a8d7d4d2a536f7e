import { DONE, DUE, KIND_WORDS, NEGATED, SUPPOSED, SUPPOSED_AFTER, type ClaimKind } from './claim-words.ts'

/** `done`: it is said to have happened. Otherwise it is promised. `sentence` is the claim's own, and no other. */
export type Claim = { kind: ClaimKind; done: boolean; sentence: string }

const everywhere = (patterns: readonly RegExp[]): RegExp[] =>
  patterns.map(({ source, flags }) => new RegExp(source, `${flags}g`))
const DONE_ALL = everywhere(DONE)
const DUE_ALL = everywhere(DUE)

/**
 * What this text says we did or will do, if anything. Rules only, so it is the same every time. Wrong towards finding
 * one: a claim that is not there costs a rewrite, a claim that is missed is a lie to a shopper. A "not" takes back only
 * the claim it stands in, so a denial beside a lie does not cover for it.
 */
export function claimsIn(text: string): Claim[] {
  const done = DONE_ALL.flatMap((pattern) => claimsBy(text, pattern).map((claim) => ({ ...claim, done: true })))
  const due = DUE_ALL.flatMap((pattern) => claimsBy(text, pattern).map((claim) => ({ ...claim, done: false })))
  return [...done, ...due]
}

const STOP = /[.!?。！？\n]/

function claimsBy(text: string, pattern: RegExp): Omit<Claim, 'done'>[] {
  const claims: Omit<Claim, 'done'>[] = []
  for (const match of text.matchAll(pattern)) {
    const [before, after] = [text.slice(0, match.index), text.slice(match.index + match[0].length)]
    if (NEGATED.test(match[0]) || SUPPOSED.test(before) || SUPPOSED_AFTER.test(after)) continue
    const kind = kindOf(match[0]) ?? kindOf(after.split(/[.!?,;:。！？]/)[0]!) ?? kindOf(text) ?? 'other_act'
    claims.push({ kind, sentence: before.split(STOP).at(-1)! + match[0] + after.split(STOP)[0]! })
  }
  return claims
}

/** By its own words first, then by what it is done to, then by what the text is about. */
const kindOf = (text: string): ClaimKind | null => KIND_WORDS.find(([, words]) => words.test(text))?.[0] ?? null
