import { ok } from '../../base/result.ts'
import type { SearchKnowledge } from '../../contracts/knowledge.ts'
import { toolInputs } from '../../contracts/tools.ts'
import { defineTool } from '../toolbox/tool.ts'

export const kbSearch = (searchKnowledge: SearchKnowledge) =>
  defineTool({
    name: 'kb_search',
    version: 1,
    tells: "Passages of the shop's own pages: policies, products, how-to.",
    input: toolInputs.kb_search,
    effect: 'reads',
    needs: 'nobody',
    // The query is the shopper's words: its length is all the trail needs.
    traceOf: ({ query, top_k }) => ({ query_chars: query.length, top_k }),
    permit: async () => ok(null),
    async act({ query, top_k: topK }, _, { locale, history = [], signal }) {
      const language = locale.split(/[-_]/)[0] || undefined
      return ok(await searchKnowledge({ query, topK, history, language }, signal))
    },
  })
