import type { Term } from './query.ts'

/** Terms beyond this add cost, not results. */
const TERMS_MAX = 32
/** Made of letters and digits by kb/text; anything else would be a bug, and must not reach the query language. */
const SAFE = /^[\p{L}\p{N}]+$/u

/** Any of the terms, quoted one by one. null when nothing is left to look for. */
export function anyOf(terms: Term[]): string | null {
  const stems = [...new Set([...terms.flatMap((term) => term.stems), ...terms.flatMap((term) => term.alike)])]
    .filter((stem) => SAFE.test(stem))
    .slice(0, TERMS_MAX)
  return stems.length === 0 ? null : stems.map((stem) => `"${stem}"`).join(' OR ')
}
