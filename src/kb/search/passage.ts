import type { Passage } from '../../contracts/knowledge.ts'
import type { Query } from './query.ts'
import { informationOf, type Scored, type Weights } from './score.ts'
import { snippetOf } from './snippet.ts'

export function passageOf(scored: Scored, query: Query, weights: Weights): Passage {
  const { candidate } = scored
  const wanted = new Map(
    query.terms.flatMap((term) => {
      const information = informationOf(term, weights) * term.weight
      return [
        ...term.alike.map((stem) => [stem, information / 2] as const),
        ...term.stems.map((stem) => [stem, information] as const),
      ]
    })
  )
  return {
    chunkId: candidate.key,
    title: candidate.title,
    headings: candidate.headings,
    url: candidate.fragment ? `${candidate.url}#${encodeURIComponent(candidate.fragment)}` : candidate.url,
    text: candidate.text,
    snippet: snippetOf(candidate, wanted),
    kind: candidate.kind,
    language: candidate.language,
    updatedAt: candidate.updatedAt,
    score: scored.score,
  }
}
