import { useEffect, useRef, useState } from 'preact/hooks'
import type { ViewState } from '../state/view-state.ts'
import { speakableUntil, spokenWords } from '../text/speakable.ts'

/** Between two announcements, so that a screen reader is not cut off in the middle of the one before. */
const GAP_MS = 1_500

/** Speaks the answer by whole sentences and the status as it changes. The log itself keeps still while text streams. */
export function Announcer({ state }: { state: ViewState }) {
  const [words, setWords] = useState('')
  const spoken = useRef({ id: '', until: 0 })
  const answer = state.entries.findLast((entry) => entry.kind === 'message' && entry.role !== 'shopper')
  const isNew = useRef(new Set<string>())
  if (state.isRunning && state.currentId) isNew.current.add(state.currentId)

  useEffect(() => {
    if (state.status) setWords(state.status)
  }, [state.status])
  useEffect(() => {
    // An old conversation that is merely loaded is not read out.
    if (answer?.kind !== 'message' || !(isNew.current.has(answer.id) || answer.role === 'staff')) return undefined
    if (spoken.current.id !== answer.id) spoken.current = { id: answer.id, until: 0 }
    const isDone = answer.state !== 'running'
    const until = speakableUntil(answer.text, spoken.current.until, isDone)
    if (until <= spoken.current.until) return undefined
    const timer = setTimeout(
      () => {
        setWords(spokenWords(answer.text.slice(spoken.current.until, until)))
        spoken.current.until = until
      },
      isDone ? 100 : GAP_MS
    )
    return () => clearTimeout(timer)
  }, [answer])
  return (
    <p class="sr" role="status" aria-live="polite">
      {words}
    </p>
  )
}
