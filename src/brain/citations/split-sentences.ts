/** One sentence, list item (`step`) or table row (`cells`, else null) of a passage. */
export type Sentence = { text: string; step: boolean; paragraph: number; cells: string[] | null }

/** How a page's table rows arrive: cells between bars. */
const CELLS = /\s+\|\s+/
const LIST_ITEM = /^\s*(?:[-*•–]|\d{1,2}[.)])\s+/
/** Dots that end no sentence. Short on purpose: a wrong split costs a short sentence, a wrong join a long one. */
const ABBREVIATION =
  /(?:^|[\s(])(?:e\.g|i\.e|etc|approx|no|nr|vs|mr|mrs|ms|dr|st|max|min|incl|excl|z\.\s?b|d\.\s?h|bzw|ca|usw|p\.\s?ex|n°|ej|p\.\s?ej|sr|sra|[a-z])\.$/i

/** Plain text to sentences, in order. List items on their own lines stay whole. */
export function splitSentences(text: string): Sentence[] {
  const sentences: Sentence[] = []
  let paragraph = 0
  for (const line of text.split('\n')) {
    const trimmed = line.trim()
    if (trimmed === '') {
      paragraph++
    } else if (LIST_ITEM.test(trimmed)) {
      sentences.push({ text: trimmed, step: true, paragraph, cells: null })
    } else if (CELLS.test(trimmed)) {
      sentences.push({ text: trimmed, step: false, paragraph, cells: trimmed.split(CELLS) })
    } else {
      for (const text of splitLine(trimmed)) sentences.push({ text, step: false, paragraph, cells: null })
    }
  }
  return sentences
}

function splitLine(line: string): string[] {
  const parts: string[] = []
  let rest = ''
  // A full stop ends a sentence when space and something that can begin one follow; the Japanese one needs neither.
  for (const piece of line.split(/(?<=[.!?…]["”’»)]?)\s+(?=[\p{Lu}\p{N}"“‘«(¿¡\u3040-\u9fff])|(?<=[。！？])/u)) {
    rest = rest === '' ? piece : `${rest} ${piece}`
    if (ABBREVIATION.test(rest)) continue
    parts.push(rest.trim())
    rest = ''
  }
  if (rest.trim() !== '') parts.push(rest.trim())
  return parts
}
