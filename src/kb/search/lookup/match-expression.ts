import type { Term } from '../query.ts'

/** Terms beyond this add cost, not results. */
const TERMS_MAX = 16
/**
 * Rows FTS5 may have to weigh for one expression: it ranks every row that matches before it keeps the best. About
 * 4 ms on the machine of the README's table.
 */
const ROWS_MAX = 4_000
/** Made of letters and digits by kb/text; anything else would be a bug, and must not reach the query language. */
const SAFE = /^[\p{L}\p{N}]+$/u

export type Commonness = { chunks: number; common: ReadonlyMap<string, number> }

/**
 * The MATCH expressions of a search. Rare terms first: any of them, as many as the row budget allows. What did not fit
 * is said by all or none, because an AND is as cheap as its rarest part. Nothing to look for gives no expression.
 */
export function expressionsOf(terms: Term[], facts: Commonness): string[] {
  const priced = terms
    .map((term) => ({ term, words: safeWords(term), rows: rowsOf(term, facts) }))
    .filter(({ words }) => words.length > 0)
    .sort((a, b) => a.rows - b.rows)
    .slice(0, TERMS_MAX)
  const chosen: typeof priced = []
  let rows = 0
  for (const each of priced) {
    if (chosen.length > 0 && rows + each.rows > ROWS_MAX) break
    chosen.push(each)
    rows += each.rows
  }
  if (chosen.length === 0) return []
  const any = chosen.map(({ words }) => anyOf(words)).join(' OR ')
  if (chosen.length === priced.length) return [any]
  const asked = priced.filter(({ term }) => term.from === 'asked')
  const all = asked.map(({ words }) => `(${anyOf(words)})`).join(' AND ')
  return asked.length > 1 ? [any, all] : [any]
}

const safeWords = (term: Term): string[] =>
  [...new Set([...term.stems, ...term.alike])].filter((stem) => SAFE.test(stem))
const anyOf = (words: string[]): string => words.map((word) => `"${word}"`).join(' OR ')

/** Words not on the list of common ones are in fewer than a fiftieth of the chunks, usually far fewer. */
function rowsOf(term: Term, { chunks, common }: Commonness): number {
  return [...term.stems, ...term.alike].reduce((sum, stem) => sum + (common.get(stem) ?? Math.ceil(chunks / 500)), 0)
}
