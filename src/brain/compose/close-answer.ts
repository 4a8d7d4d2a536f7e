import type { Citation } from '../../contracts/answer.ts'
import type { Passage } from '../../contracts/knowledge.ts'
import type { ModelHop } from '../../contracts/model.ts'
import { splitSentences } from '../citations/split-sentences.ts'
import { ordersOf } from '../guard/backing.ts'
import { phrase } from '../phrases/phrase.ts'
import type { Ending, PlainAnswer } from './answer.ts'
import { composePlainly, foreignNote } from './compose-plainly.ts'
import type { ModelTurn } from './model-turn.ts'
import { explainRefusal } from './explain-outcome.ts'

/** The model said all it had to say. What a tool refused is ours to tell, in the fixed words. */
export function closeWhole(turn: ModelTurn): void {
  const { ask, shown } = turn
  // A model that wrote nothing but what had to be removed has not answered.
  if (shown.trim() === '') return closeBroken(turn, 'withheld')
  const refusals = ask.outcomes.flatMap(({ tool, result }) => (result.ok ? [] : [explainRefusal(tool, result.error)]))
  const notes = new Set(refusals.map(({ say }) => phrase(say, ask.locale)))
  const cited = citedBy(turn)
  const foreign = foreignNote(cited[0]?.language, ask)
  for (const note of [...(foreign ? [foreign.trim()] : []), ...notes]) turn.emit({ kind: 'text', text: `\n\n${note}` })
  cite(
    turn,
    cited.map(({ chunkId, title, url }) => ({ id: chunkId, title, url }))
  )
  // Pages were given and none of them was used: whatever was said, the question is hardly answered.
  const unused = turn.passages.length > 0 && cited.length === 0 && ordersOf(ask.outcomes).length === 0
  const next = unused || refusals.some((each) => each.next === 'offer_person') ? 'offer_person' : 'nothing'
  end(turn, { outcome: 'answered', next })
}

/** The pages the answer came from. Where that cannot be judged, the best one stands for them rather than none. */
function citedBy({ guard, judgesPages, passages }: ModelTurn): Passage[] {
  const cited = guard.cited()
  return cited.length > 0 || judgesPages ? cited : passages.slice(0, 1)
}

/**
 * No provider could finish, or what they wrote may not be shown. What is known is said without one. When that is nothing,
 * a person takes over where providers are down; where the words were withheld one is only offered, because a text a model
 * has read must not be able to call our staff.
 */
export function closeBroken(turn: ModelTurn, why: 'down' | 'withheld'): void {
  const { deps, ask, shown } = turn
  const plain = composePlainly({ isAllowedLink: deps.isAllowedLink, answerableMin: deps.version.answerableMin }, ask)
  const knows = plain.outcome === 'answered'
  turn.hops.push(withoutModel(knows ? null : 'nothing to quote'))
  if (!knows && why === 'withheld') return closeUnknown(turn, plain)
  if (shown.trim() === '') {
    if (!knows) return end(turn, { outcome: 'handed_over', next: 'hand_over' })
    turn.emit({ kind: 'text', text: plain.text })
  } else {
    turn.emit({ kind: 'text', text: bridge(shown, ask.locale) })
    const rest = knows ? notYetShown(plain.text, shown) : ''
    if (rest !== '') turn.emit({ kind: 'text', text: `\n\n${phrase('what_i_know', ask.locale)}\n${rest}` })
  }
  cite(turn, plain.citations)
  end(turn, knows ? { outcome: 'answered', next: plain.next } : { outcome: 'handed_over', next: 'hand_over' })
}

function closeUnknown(turn: ModelTurn, plain: PlainAnswer): void {
  const { shown, ask, emit } = turn
  const before = shown.trim() === '' ? '' : `${bridge(shown, ask.locale)}\n\n`
  emit({ kind: 'text', text: before + plain.text })
  end(turn, { outcome: plain.outcome, next: 'offer_person' })
}

/** A sentence that was cut off is owned up to. One that had ended needs no remark. */
const bridge = (shown: string, locale: string): string =>
  /[.!?。！？:)]\s*$/.test(shown) ? '' : `${/\s$/.test(shown) ? '' : ' '}${phrase('cut_off', locale)}`

function notYetShown(text: string, shown: string): string {
  const fresh = splitSentences(text).filter((each) => !shown.includes(each.text))
  return fresh.map((each, at) => (at > 0 && each.step ? '\n' : at > 0 ? ' ' : '') + each.text).join('')
}

function cite(turn: ModelTurn, citations: Citation[]): void {
  const seen = new Set<string>()
  for (const citation of citations) {
    if (seen.has(citation.url)) continue
    seen.add(citation.url)
    turn.emit({ kind: 'citation', citation })
  }
}

const withoutModel = (left: string | null): ModelHop => ({
  purpose: 'compose',
  provider: 'kb-only',
  model: 'none',
  latencyMs: 0,
  firstTokenMs: 0,
  inputTokens: 0,
  outputTokens: 0,
  costMicroUsd: 0,
  left,
})

function end(turn: ModelTurn, ending: Ending): void {
  turn.emit({ kind: 'end', ...ending, hops: turn.hops, withheld: turn.guard.withheld })
}
