import type { SearchKnowledge } from '../../contracts/knowledge.ts'
import { currentSpan } from '../../observability/current-span.ts'

/** The shop's pages as a data source of the GenAI conventions. Neither question nor passages are in the span. */
export const tracedSearch =
  (search: SearchKnowledge): SearchKnowledge =>
  (ask, signal) =>
    currentSpan().span(
      'retrieval pages',
      { 'gen_ai.operation.name': 'retrieval', 'gen_ai.data_source.id': 'pages', 'gen_ai.provider.name': 'counterhand' },
      async (span) => {
        const found = await search(ask, signal)
        span.set({
          'counterhand.search_mode': found.mode,
          'counterhand.passages': found.passages.length,
          'counterhand.answerable': found.answerable,
        })
        return found
      }
    )
