import type { Citation } from '../../contracts/answer.ts'
import type { Passage } from '../../contracts/knowledge.ts'
import { splitSentences, type Sentence } from '../citations/split-sentences.ts'
import { contentWords } from '../citations/words.ts'
import { quotable } from './quotable.ts'

const PASSAGES_READ = 3
const SENTENCES_MAX = 3
const PROSE_MAX = 480
const STEPS_MAX = 12
const STEPS_MAX_CHARS = 1_400

type Scored = Sentence & { passage: Passage; rank: number; at: number; score: number }
export type Extract = { text: string; citations: Citation[]; passages: Passage[] }

/**
 * The best sentences of the passages, as they stand on the page, in the page's order. A how-to whose page has a list
 * gives the whole list. Null when nothing may be quoted.
 */
export function extractAnswer(
  ask: { message: string; passages: Passage[]; wantsSteps: boolean },
  isAllowedLink: (url: string) => boolean
): Extract | null {
  const passages = ask.passages.filter((each) => isAllowedLink(each.url)).slice(0, PASSAGES_READ)
  const scored = scoreSentences(ask.message, passages, isAllowedLink)
  if (scored.length === 0) return null
  const steps = ask.wantsSteps ? pickSteps(scored) : null
  const picked = steps ?? pickProse(scored)
  const cited = passages.filter((passage) => picked.some((each) => each.passage === passage))
  return {
    text: layOut(picked),
    citations: uniquePages(cited).map(({ chunkId, title, url }) => ({ id: chunkId, title, url })),
    passages: cited,
  }
}

function scoreSentences(message: string, passages: Passage[], isAllowedLink: (url: string) => boolean): Scored[] {
  const wanted = new Set(contentWords(message))
  const scored: Scored[] = []
  passages.forEach((passage, rank) => {
    splitSentences(passage.text).forEach((sentence, at) => {
      const text = quotable(sentence, isAllowedLink)
      if (text === null) return
      scored.push({ ...sentence, text, passage, rank, at, score: scoreOf(text, wanted, rank, at) })
    })
  })
  return scored
}

/** Words shared with the question, less for a long sentence, a little for a page and place that search liked. */
function scoreOf(text: string, wanted: Set<string>, rank: number, at: number): number {
  const words = new Set(contentWords(text))
  let shared = 0
  for (const word of words) if (wanted.has(word)) shared++
  const overlap = shared / Math.sqrt(Math.max(4, words.size))
  return overlap + 0.5 / (1 + rank) + 0.2 / (1 + at)
}

/** A run of list items in the best passage that has one, with the sentence that introduces it. */
function pickSteps(scored: Scored[]): Scored[] | null {
  const home = scored.find((each) => each.step)?.passage
  if (!home || home !== scored.reduce((best, each) => (each.score > best.score ? each : best)).passage) return null
  const inHome = scored.filter((each) => each.passage === home)
  const first = inHome.findIndex((each) => each.step)
  const lead = first > 0 ? [inHome[first - 1]!] : []
  const steps: Scored[] = []
  let chars = 0
  for (const each of inHome.slice(first)) {
    if (!each.step || steps.length === STEPS_MAX || chars + each.text.length > STEPS_MAX_CHARS) break
    chars += each.text.length
    steps.push(each)
  }
  return steps.length > 1 ? [...lead, ...steps] : null
}

/** The best sentence, what follows it, then the next best, until three or until it is long. */
function pickProse(scored: Scored[]): Scored[] {
  const best = [...scored].sort((a, b) => b.score - a.score)
  const picked = new Set<Scored>([best[0]!])
  let chars = best[0]!.text.length
  const follower = scored[scored.indexOf(best[0]!) + 1]
  const next =
    follower && follower.paragraph === best[0]!.paragraph && follower.passage === best[0]!.passage ? follower : null
  for (const each of [...(next ? [next] : []), ...best.slice(1)]) {
    if (picked.size >= SENTENCES_MAX) break
    const close = each === next || each.score >= best[0]!.score * 0.6
    if (!close || picked.has(each) || chars + each.text.length > PROSE_MAX) continue
    if ([...picked].some((other) => other.text === each.text)) continue
    picked.add(each)
    chars += each.text.length
  }
  return [...picked].sort((a, b) => a.rank - b.rank || a.at - b.at)
}

function layOut(picked: Scored[]): string {
  let text = ''
  picked.forEach((each, index) => {
    const before = picked[index - 1]
    if (!before) text = each.text
    else if (each.step || before.step) text += `\n${each.text}`
    else if (before.passage !== each.passage) text += `\n\n${each.text}`
    else text += /[。！？]$/.test(before.text) ? each.text : ` ${each.text}`
  })
  return text
}

function uniquePages(passages: Passage[]): Passage[] {
  const seen = new Set<string>()
  return passages.filter(({ url }) => !seen.has(url) && seen.add(url))
}
