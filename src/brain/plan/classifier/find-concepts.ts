import { CONCEPT_STEMS } from './concept-table.ts'
import { TOPIC_STEMS } from './topic-table.ts'

const LONGEST_STEM = 14
const table = { ...CONCEPT_STEMS, ...TOPIC_STEMS }
const names = Object.keys(table)

/** A word may be about two things: "card" pays and greets. */
type Index = { byWord: Map<string, number[]>; byStem: Map<string, number[]>; inside: [string, number][] }

function buildIndex(): Index {
  const index: Index = { byWord: new Map(), byStem: new Map(), inside: [] }
  const note = (map: Map<string, number[]>, key: string, at: number) => map.set(key, [...(map.get(key) ?? []), at])
  for (const [at, stems] of Object.values(table).entries()) {
    for (const stem of stems.split(/\s+/).filter(Boolean)) {
      if (stem.startsWith('~')) index.inside.push([stem.slice(1), at])
      else if (stem.endsWith('*')) note(index.byStem, stem.slice(0, -1), at)
      else note(index.byWord, stem, at)
    }
  }
  return index
}

// Built at the first message, not at startup: a Worker's startup has a budget.
let shared: Index | undefined

/** A whole word beats any stem; a longer stem beats a shorter one. */
function conceptsOf({ byWord, byStem }: Index, token: string): readonly number[] {
  const whole = byWord.get(token)
  if (whole !== undefined) return whole
  for (let length = Math.min(token.length, LONGEST_STEM); length >= 3; length--) {
    const found = byStem.get(token.slice(0, length))
    if (found !== undefined) return found
  }
  return []
}

/** Names of the concepts a message mentions, in the order first met, each once. */
export function findConcepts(folded: string, tokens: readonly string[]): string[] {
  shared ??= buildIndex()
  const found = new Set<number>()
  for (const token of tokens) for (const index of conceptsOf(shared, token)) found.add(index)
  for (const [part, index] of shared.inside) if (folded.includes(part)) found.add(index)
  return Array.from(found, (index) => names[index]!)
}
