import type { Clock } from '../../base/time.ts'
import type { KnowledgeStore } from '../../store/knowledge/open-knowledge-store.ts'
import { fingerprint } from '../text/hash.ts'
import { detectLanguage } from '../text/detect-language.ts'
import { isStopWord, stemOf, wordsOf } from '../text/words.ts'

export type RecordGapDeps = {
  gaps: Pick<KnowledgeStore['gaps'], 'countGap'>
  /** Takes out names, addresses, numbers: what is kept is read by staff. */
  scrub(text: string): string
  now: Clock
}

const QUESTION_MAX = 300
/** The subject is said early; the rest is circumstance. */
const GROUP_WORDS = 8

/**
 * Keeps a question the pages did not answer. Grouped by its words regardless of order, form and politeness, so that
 * ten ways to ask the same thing are one line with a ten. A question of stop words alone is not kept.
 */
export async function recordGap(deps: RecordGapDeps, ask: { question: string; answerable: number }): Promise<void> {
  const question = deps.scrub(ask.question).replace(/\s+/g, ' ').trim().slice(0, QUESTION_MAX).toWellFormed()
  const key = gapKeyOf(question)
  if (key === null) return
  await deps.gaps.countGap({ key, question, answerable: ask.answerable, now: deps.now() })
}

export function gapKeyOf(question: string): string | null {
  const language = detectLanguage(question, null)
  const words = wordsOf(question).filter((word) => word.length > 1 && !isStopWord(word, [language]))
  const stems = [...new Set(words.map((word) => stemOf(word, language)))].slice(0, GROUP_WORDS).sort()
  return stems.length === 0 ? null : fingerprint(stems.join(' '))
}
