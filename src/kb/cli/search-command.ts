import { openExplainedSearch } from '../search/open-search.ts'
import type { Scored } from '../search/score.ts'
import { tell, type CliDeps } from './cli-deps.ts'
import { clip, percent } from './print.ts'

const SHOWN = 5
const TEXT_SHOWN = 240

/** What a shopper's question would find, with the parts of each score. */
export async function search({ store, screen, now }: CliDeps, text: string): Promise<number> {
  const explain = openExplainedSearch({ ...store, now })
  const ask = { query: text, history: [], topK: SHOWN }
  const [{ ranked, answerable, query }, { active }] = await Promise.all([
    explain(ask, new AbortController().signal),
    store.spaces.readState(),
  ])
  const words = query.terms.map(({ word, correctedTo }) => (correctedTo ? `${word} (read as ${correctedTo})` : word))
  if (words.length === 0) return tell(screen, 'Nothing to look for: these are all words that every page has.', 1)
  screen.line(`looked for   ${words.join(', ')}`)
  screen.line(`answerable   ${percent(answerable)}`)
  if (active) screen.line(`by words alone; the Worker also asks ${active.model} for meaning`)
  for (const [at, scored] of ranked.slice(0, SHOWN).entries()) {
    const { candidate } = scored
    screen.line()
    screen.line(`${at + 1}. ${[candidate.title, ...candidate.headings].join(' > ')}`)
    screen.line(`   ${candidate.url}${candidate.fragment ? `#${candidate.fragment}` : ''}`)
    screen.line(`   ${partsOf(scored)}`)
    screen.line(`   ${clip(candidate.text, TEXT_SHOWN).split('\n').join('\n   ')}`)
  }
  if (ranked.length > 0) return 0
  return tell(screen, '\nNothing found. Is the page indexed? Try: npm run kb -- status', 1)
}

/** `11.3 = (words 10.0 + phrases 0.7) x 1.06`: the factor is what kind, language and age of the page add or take. */
function partsOf({ candidate, score, parts }: Scored): string {
  const sum = parts.terms + parts.phrases
  const factor = sum > 0 ? ` x ${(score / sum).toFixed(2)}` : ''
  const near = parts.nearness ? `, nearness ${parts.nearness.toFixed(2)}` : ''
  const words = `(words ${parts.terms.toFixed(1)} + phrases ${parts.phrases.toFixed(1)})`
  return `score ${score.toFixed(1)} = ${words}${factor}${near}; covers ${percent(parts.coverage)}; ${candidate.kind}, ${candidate.language}`
}
