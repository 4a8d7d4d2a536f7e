import type { Passage } from '../../contracts/knowledge.ts'
import { claimsIn, type Claim } from './claims.ts'
import { cutForTrigger, flowEnd, sentenceEnd } from './flow-end.ts'
import { isKept } from './receipts.ts'
import { screen, type WithheldKind } from './screen.ts'
import { triggerAt } from './triggers.ts'
import type { TurnFacts } from './turn-facts.ts'

/** A held sentence longer than this is judged as it stands. */
const HELD_MAX = 600

export type GuardDeps = {
  facts: TurnFacts
  /** True when this text, with what was shown before it, gives our prompt away. */
  leaks: (text: string) => boolean
  /** Put after a sentence no source supports; null marks nothing. */
  unsureMark: string
  /** Whether somebody reads again what may be a claim and what the rules let pass. */
  hasSecondReader?: boolean
}

/**
 * Stands between a model and the shopper. `push` and `end` give back what may be shown now. When something may not,
 * `stoppedBy` says why, nothing more comes out, and the caller re-composes from what was shown (`resume`) or closes.
 */
export type Guard = {
  push(text: string): string
  end(): string
  stoppedBy(): WithheldKind | null
  /** A sentence that waits for the second reader; nothing more comes out before `settle` has their word. */
  doubted(): string | null
  settle(claim: Claim | null): string
  resume(): void
  cited(): Passage[]
  withheld: Record<string, number>
}

type State = GuardDeps & {
  pending: string
  /** What has been shown of the sentence that is under way. */
  sentence: string
  started: boolean
  /** A first word shown before it was known to be whole. What comes next is screened with it. */
  early: string
  stoppedBy: WithheldKind | null
  doubt: { piece: string; atEnd: boolean } | null
  cited: Set<Passage>
  withheld: Record<string, number>
}

export function openGuard(deps: GuardDeps): Guard {
  const state: State = {
    ...deps,
    pending: '',
    sentence: '',
    started: false,
    early: '',
    stoppedBy: null,
    doubt: null,
    cited: new Set(),
    withheld: {},
  }
  return {
    push(text) {
      if (state.stoppedBy) return ''
      state.pending += text
      return drain(state, false)
    },
    end() {
      if (state.stoppedBy) return ''
      state.pending = state.pending.replace(/(?:\{\{?[^}]*|!?\[[^\]]*\]\([^)]*|<[a-z/!][^>]*)$/i, '')
      const last = drain(state, true)
      // A sentence that was stopped is still under way: what goes on from it is judged with it.
      return state.stoppedBy || state.doubt ? last : last + closeSentence(state)
    },
    stoppedBy: () => state.stoppedBy,
    doubted: () => (state.doubt === null ? null : state.sentence + state.doubt.piece),
    settle: (claim) => settle(state, claim),
    resume() {
      state.pending = ''
      state.early = ''
      state.doubt = null
      state.stoppedBy = null
    },
    cited: () => [...state.cited],
    withheld: state.withheld,
  }
}

function drain(state: State, atEnd: boolean): string {
  let shown = ''
  while (state.pending !== '' && !state.stoppedBy && !state.doubt) {
    const trigger = triggerAt(state.pending)
    const flows = trigger === -1 ? flowLength(state, atEnd) : lengthBefore(state, trigger)
    const holds = trigger !== -1 && flows === 0
    const piece = holds ? heldPiece(state, atEnd) : state.pending.slice(0, flows)
    if (piece === '') break
    state.pending = state.pending.slice(piece.length)
    if (holds && !mayClaim(state, piece)) break
    if (holds && mayBeUnseen(state, piece)) state.doubt = { piece, atEnd }
    else shown += show(state, piece)
  }
  return shown
}

const flowLength = (state: State, atEnd: boolean): number =>
  atEnd ? state.pending.length : flowEnd(state.pending, !state.started)

/** Before a trigger all flows but a value that the trigger's own word may still join: `twelve we` may be weeks. */
const lengthBefore = (state: State, trigger: number): number =>
  flowEnd(state.pending.slice(0, cutForTrigger(state.pending, trigger)), false)

/** From a trigger on, the whole rest of the sentence or nothing. */
function heldPiece(state: State, atEnd: boolean): string {
  const end = sentenceEnd(state.pending)
  if (end !== -1) return state.pending.slice(0, end)
  return atEnd || state.pending.length > HELD_MAX ? state.pending : ''
}

/** The rules saw no claim at all. A kept one they did see needs no second reader. */
const mayBeUnseen = (state: State, piece: string): boolean =>
  state.hasSecondReader === true && claimsIn(state.sentence + piece).length === 0

function settle(state: State, claim: Claim | null): string {
  const { doubt } = state
  state.doubt = null
  if (!doubt) return ''
  if (claim && !isKept(claim, state.facts.receipts, (sentence) => isQuoted(state, sentence))) {
    stop(state, 'promise')
    return ''
  }
  const shown = show(state, doubt.piece) + drain(state, doubt.atEnd)
  return doubt.atEnd && !state.doubt && !state.stoppedBy ? shown + closeSentence(state) : shown
}

const isQuoted = (state: State, sentence: string): boolean => (state.facts.support?.(sentence).passage ?? null) !== null

function mayClaim(state: State, piece: string): boolean {
  const whole = state.sentence + piece
  const quoted = (sentence: string) => isQuoted(state, sentence)
  if (claimsIn(whole).every((claim) => isKept(claim, state.facts.receipts, quoted))) return true
  stop(state, 'promise')
  return false
}

function stop(state: State, kind: WithheldKind): void {
  state.stoppedBy = kind
  count(state, kind)
}

const count = (state: State, kind: WithheldKind | 'unsure'): void =>
  void (state.withheld[kind] = (state.withheld[kind] ?? 0) + 1)

function show(state: State, piece: string): string {
  const screened = screen(state.early + piece, state.facts)
  const { stoppedBy, removed, cited } = screened
  const text = screened.text.slice(state.early.length)
  state.early = ''
  for (const kind of removed) count(state, kind)
  for (const number of cited) {
    const passage = state.facts.passages[number - 1]
    if (passage) state.cited.add(passage)
  }
  if (state.leaks(text)) {
    stop(state, 'prompt')
    return ''
  }
  if (stoppedBy) stop(state, stoppedBy)
  if (text !== '' && !state.started) {
    state.started = true
    state.early = /[\p{L}'’]+$/u.exec(text)?.[0] ?? ''
  }
  return followSentences(state, text)
}

/** Keeps the sentence under way, and judges each that has ended by the pages behind the answer. */
function followSentences(state: State, text: string): string {
  let all = state.sentence + text
  let from = state.sentence.length
  let shown = ''
  for (let end = sentenceEnd(all); end !== -1; end = sentenceEnd(all)) {
    const cut = Math.max(end, from)
    shown += all.slice(from, cut) + judge(state, all.slice(0, end))
    all = all.slice(cut)
    from = 0
  }
  state.sentence = all
  return shown + all.slice(from)
}

function closeSentence(state: State): string {
  const mark = judge(state, state.sentence)
  state.sentence = ''
  return mark
}

function judge(state: State, sentence: string): string {
  const support = state.facts.support?.(sentence)
  if (!support) return ''
  if (support.passage) state.cited.add(support.passage)
  if (support.supported) return ''
  count(state, 'unsure')
  return ` ${state.unsureMark}`
}
