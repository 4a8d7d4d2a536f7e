import type { ViewState } from './view-state.ts'

/** What the panel should be reading from the server now. */
export type Following = 'nothing' | 'turn' | 'notices'

/**
 * `turn` while an answer is being written or owed. `notices` (a held connection) only while somebody else may speak
 * next and the shopper is looking: an open socket in a closed panel costs a phone its battery.
 */
export function decideFollowing(state: ViewState, isVisible: boolean): Following {
  if (state.phase !== 'ready') return 'nothing'
  if (state.isRunning || state.unanswered.length > 0) return 'turn'
  if (!isVisible || !state.isOpen) return 'nothing'
  return state.mode !== 'bot' || hasPendingCard(state) ? 'notices' : 'nothing'
}

export const hasPendingCard = (state: ViewState): boolean =>
  state.entries.some(
    (entry) =>
      entry.kind === 'message' &&
      entry.parts.some(
        (part) =>
          (part.type === 'data-consent' && (part.data.state === 'open' || part.data.state === 'accepted')) ||
          (part.type === 'data-code' && part.data.state === 'open')
      )
  )

const hasAnswer = (state: ViewState): boolean =>
  state.entries.some((entry) => entry.kind === 'message' && entry.role !== 'shopper' && entry.state === 'done')

/**
 * Whether to ask how it was: once, after something was answered, when nothing is going on, and only at an end (the
 * shopper closed the panel, said goodbye, or was given back by a person).
 */
export function mayAskRating(state: ViewState, farewells: RegExp): boolean {
  if (state.rating !== 'not_asked' || state.isRunning || state.mode !== 'bot' || !hasAnswer(state)) return false
  if (hasPendingCard(state)) return false
  const last = state.entries.at(-1)
  if (last?.kind === 'notice') return last.notice === 'released'
  const said = state.entries.findLast((entry) => entry.kind === 'message' && entry.role === 'shopper')
  return said?.kind === 'message' && last !== said && farewells.test(said.text.trim())
}

/** Closing the panel is an end too: asked for when it opens again. */
export const mayAskAfterClose = (state: ViewState): boolean =>
  state.rating === 'not_asked' && !state.isRunning && state.mode === 'bot' && hasAnswer(state) && !hasPendingCard(state)
