import { splitSentences } from '../text/sentences.ts'
import { stemsOf } from '../text/words.ts'
import type { Candidate } from '../../store/knowledge/search-index.ts'

const SNIPPET_MAX = 300

/** What is shown once is mostly shown again: sentences and their stems are kept as long as the chunk is. */
type Sentence = { text: string; stems: Set<string> }
const read = new WeakMap<object, Sentence[]>()

/** The run of whole sentences that says most of what was asked, cut at about 300 characters. */
export function snippetOf(
  candidate: Pick<Candidate, 'text' | 'language'>,
  wanted: ReadonlyMap<string, number>
): string {
  const sentences = sentencesOf(candidate)
  const gains = sentences.map(({ stems }) => [...wanted.keys()].filter((stem) => stems.has(stem)))
  let best = { start: 0, end: 0, gain: -1 }
  for (let start = 0; start < sentences.length; start++) {
    const said = new Set<string>()
    let length = 0
    for (let end = start; end < sentences.length; end++) {
      length += sentences[end]!.text.length + 1
      if (end > start && length > SNIPPET_MAX) break
      for (const stem of gains[end]!) said.add(stem)
      let gain = (start - end) * 0.01
      for (const stem of said) gain += wanted.get(stem)!
      if (gain > best.gain) best = { start, end, gain }
    }
  }
  const run = sentences.slice(best.start, best.end + 1)
  return cut(run.map(({ text }) => text).join(' '))
}

function sentencesOf(candidate: Pick<Candidate, 'text' | 'language'>): Sentence[] {
  const known = read.get(candidate)
  if (known) return known
  const sentences = splitSentences(candidate.text).map((text) => ({
    text,
    stems: new Set(stemsOf(text, candidate.language)),
  }))
  read.set(candidate, sentences)
  return sentences
}

function cut(text: string): string {
  if (text.length <= SNIPPET_MAX) return text
  const space = text.lastIndexOf(' ', SNIPPET_MAX - 1)
  return `${text.slice(0, space > SNIPPET_MAX / 2 ? space : SNIPPET_MAX - 1).toWellFormed()}…`
}
