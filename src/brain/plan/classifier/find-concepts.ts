import { CONCEPT_STEMS } from './concept-table.ts'
import { TOPIC_STEMS } from './topic-table.ts'

const LONGEST_STEM = 14
const table = { ...CONCEPT_STEMS, ...TOPIC_STEMS }
const names = Object.keys(table)
// A word may be about two things: "card" pays and greets.
const byWord = new Map<string, number[]>()
const byStem = new Map<string, number[]>()
const inside: [string, number][] = []

const note = (map: Map<string, number[]>, key: string, index: number) => map.set(key, [...(map.get(key) ?? []), index])

for (const [index, stems] of Object.values(table).entries()) {
  for (const stem of stems.split(/\s+/).filter(Boolean)) {
    if (stem.startsWith('~')) inside.push([stem.slice(1), index])
    else if (stem.endsWith('*')) note(byStem, stem.slice(0, -1), index)
    else note(byWord, stem, index)
  }
}

/** A whole word beats any stem; a longer stem beats a shorter one. */
function conceptsOf(token: string): readonly number[] {
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
  const found = new Set<number>()
  for (const token of tokens) for (const index of conceptsOf(token)) found.add(index)
  for (const [part, index] of inside) if (folded.includes(part)) found.add(index)
  return Array.from(found, (index) => names[index]!)
}
