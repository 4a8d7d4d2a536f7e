import { DONE, DUE, KIND_WORDS, NEGATED, SUPPOSED, SUPPOSED_AFTER, type ClaimKind } from './claim-words.ts'

/** `done`: it is said to have happened. Otherwise it is promised. */
export type Claim = { kind: ClaimKind; done: boolean }

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
  const done = DONE_ALL.flatMap((pattern) => kindsClaimed(text, pattern).map((kind) => ({ kind, done: true })))
  const due = DUE_ALL.flatMap((pattern) => kindsClaimed(text, pattern).map((kind) => ({ kind, done: false })))
  return [...done, ...due]
}

function kindsClaimed(text: string, pattern: RegExp): ClaimKind[] {
  const kinds: ClaimKind[] = []
  for (const match of text.matchAll(pattern)) {
    const [before, after] = [text.slice(0, match.index), text.slice(match.index + match[0].length)]
    if (NEGATED.test(match[0]) || SUPPOSED.test(before) || SUPPOSED_AFTER.test(after)) continue
    kinds.push(kindOf(match[0]) ?? kindOf(after.split(/[.!?,;:。！？]/)[0]!) ?? kindOf(text) ?? 'other_act')
  }
  return kinds
}

/** By its own words first, then by what it is done to, then by what the text is about. */
const kindOf = (text: string): ClaimKind | null => KIND_WORDS.find(([, words]) => words.test(text))?.[0] ?? null
