import { splitSentences } from '../text/sentences.ts'
import { stemsOf } from '../text/words.ts'

const SNIPPET_MAX = 300

/** The run of whole sentences that says most of what was asked, cut at about 300 characters. */
export function snippetOf(text: string, wanted: ReadonlyMap<string, number>, language: string): string {
  const sentences = splitSentences(text)
  const gains = sentences.map((sentence) => new Set(stemsOf(sentence, language).filter((stem) => wanted.has(stem))))
  let best = { start: 0, end: 0, gain: -1 }
  for (let start = 0; start < sentences.length; start++) {
    const said = new Set<string>()
    let length = 0
    for (let end = start; end < sentences.length; end++) {
      length += sentences[end]!.length + 1
      if (end > start && length > SNIPPET_MAX) break
      for (const stem of gains[end]!) said.add(stem)
      const gain = [...said].reduce((sum, stem) => sum + wanted.get(stem)!, 0) - (end - start) * 0.01
      if (gain > best.gain) best = { start, end, gain }
    }
  }
  return cut(sentences.slice(best.start, best.end + 1).join(' '))
}

function cut(text: string): string {
  if (text.length <= SNIPPET_MAX) return text
  const space = text.lastIndexOf(' ', SNIPPET_MAX - 1)
  return `${text.slice(0, space > SNIPPET_MAX / 2 ? space : SNIPPET_MAX - 1).toWellFormed()}…`
}
