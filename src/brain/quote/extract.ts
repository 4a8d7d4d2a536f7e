import type { Citation } from '../../contracts/answer.ts'
import type { Passage } from '../../contracts/knowledge.ts'
import { splitSentences, type Sentence } from '../citations/split-sentences.ts'
import { contentWords } from '../citations/words.ts'
import { headingFit, pickPassage } from './pick-passage.ts'
import { quotable } from './quotable.ts'
import { tableLines } from './table-lines.ts'

const SENTENCES_MAX = 3
/** A passage this short is quoted whole: it was written as one answer. */
const WHOLE_MAX = 420
/** Answers the question above it on the page. Under another question it would answer that one, and wrongly. */
const YES_OR_NO = /^(?:yes|no|not|sure|of course|ja|nein|nicht|oui|non|sí|はい|いいえ)(?![\p{L}])/iu
const STEPS_MAX = 12
const STEPS_MAX_CHARS = 1_400

export type Extract = { text: string; citations: Citation[]; passages: Passage[] }
export type ExtractAsk = { message: string; passages: Passage[]; wantsSteps: boolean }

/**
 * The answer as it stands on the page that answers best: the whole list of steps for a how-to, the rows of a table, a
 * short passage whole, or the three sentences together that say most. Null when nothing there may be quoted.
 */
export function extractAnswer(ask: ExtractAsk, isAllowedLink: (url: string) => boolean): Extract | null {
  const allowed = ask.passages.filter((each) => isAllowedLink(each.url))
  const wanted = new Set(contentWords(ask.message))
  const tried = new Set<Passage>()
  for (let left = 2; left > 0; left--) {
    const passage = pickPassage(
      wanted,
      allowed.filter((each) => !tried.has(each))
    )
    if (!passage) return null
    const text = quote(passage, wanted, ask.wantsSteps, isAllowedLink)
    if (text !== null) {
      const { chunkId, title, url } = passage
      return { text, citations: [{ id: chunkId, title, url }], passages: [passage] }
    }
    // A page with nothing fit to quote says nothing against the next one.
    tried.add(passage)
  }
  return null
}

function quote(
  passage: Passage,
  wanted: Set<string>,
  wantsSteps: boolean,
  isAllowedLink: (url: string) => boolean
): string | null {
  const sentences = splitSentences(passage.text).flatMap((sentence): Sentence[] => {
    const text = quotable(sentence, isAllowedLink)
    return text === null ? [] : [{ ...sentence, text }]
  })
  if (sentences.length === 0) return null
  const steps = wantsSteps ? stepsOf(sentences) : []
  if (steps.length > 1) return layOut(steps)
  const isTheQuestion = headingFit(passage, wanted) >= 0.6
  const fit = sentences.filter((each, at) => isTheQuestion || at > 0 || !YES_OR_NO.test(each.text))
  const row = fit.findIndex((each) => each.cells)
  if (row === -1) return bestOf(fit, wanted) || null
  const after = fit.slice(row).filter((each) => !each.cells)
  return (
    [bestOf(fit.slice(0, row), wanted), tableLines(fit, wanted), bestOf(after, wanted)].filter(Boolean).join('\n') ||
    null
  )
}

/** A run of list items with the sentence that introduces it. */
function stepsOf(sentences: Sentence[]): Sentence[] {
  const first = sentences.findIndex((each) => each.step)
  if (first === -1) return []
  const steps = sentences.slice(Math.max(0, first - 1), first).filter((each) => !each.cells)
  let chars = 0
  for (const each of sentences.slice(first)) {
    chars += each.text.length
    if (!each.step || steps.length > STEPS_MAX || chars > STEPS_MAX_CHARS) break
    steps.push(each)
  }
  return steps
}

function bestOf(prose: Sentence[], wanted: Set<string>): string {
  if (prose.length === 0) return ''
  const chars = prose.reduce((sum, each) => sum + each.text.length, 0)
  if (chars <= WHOLE_MAX) return layOut(prose)
  const scores = prose.map((each) => shareOf(each.text, wanted))
  let best = 0
  let bestScore = -1
  for (let at = 0; at < prose.length; at++) {
    // The first of the three counts most: an answer begins with its point.
    const score = scores[at]! * 1.5 + (scores[at + 1] ?? 0) + (scores[at + 2] ?? 0) * 0.5 - at * 0.01
    if (score > bestScore) [best, bestScore] = [at, score]
  }
  return layOut(
    prose.slice(best, best + SENTENCES_MAX).filter((each, at) => at === 0 || each.text.length < WHOLE_MAX / 2)
  )
}

/** Words shared with the question, less for a long sentence. */
function shareOf(text: string, wanted: Set<string>): number {
  const words = new Set(contentWords(text))
  let shared = 0
  for (const word of words) if (wanted.has(word)) shared++
  return shared / Math.sqrt(Math.max(4, words.size))
}

function layOut(picked: Sentence[]): string {
  return picked.reduce((text, each, at) => {
    if (at === 0) return each.text
    const before = picked[at - 1]!
    if (each.step || before.step) return `${text}\n${each.text}`
    return text + (/[。！？]$/.test(before.text) ? '' : ' ') + each.text
  }, '')
}
