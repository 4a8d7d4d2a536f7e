import { useEffect, useRef, useState } from 'preact/hooks'
import type { ViewState } from '../state/view-state.ts'
import { speakableUntil, spokenWords } from '../text/speakable.ts'

/** Between two announcements, so that a screen reader is not cut off in the middle of the one before. */
const GAP_MS = 1_500

/** Speaks the answer by whole sentences and the status as it changes. The log itself keeps still while text streams. */
export function Announcer({ state }: { state: ViewState }) {
  const [words, setWords] = useState('')
  const spoken = useRef({ id: '', until: 0 })
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  /** Answers seen being written. An old conversation that is merely loaded is not read out. */
  const fresh = useRef(new Set<string>())
  const answer = state.entries.findLast((entry) => entry.kind === 'message' && entry.role !== 'shopper')
  const latest = useRef(answer)
  latest.current = answer
  if (state.isRunning && state.currentId) fresh.current.add(state.currentId)

  const speak = () => {
    timer.current = undefined
    const entry = latest.current
    if (entry?.kind !== 'message' || !(fresh.current.has(entry.id) || entry.role === 'staff')) return
    if (spoken.current.id !== entry.id) spoken.current = { id: entry.id, until: 0 }
    const until = speakableUntil(entry.text, spoken.current.until, entry.state !== 'running')
    const next = spokenWords(entry.text.slice(spoken.current.until, until))
    spoken.current.until = until
    if (next) setWords(next)
  }
  useEffect(() => {
    if (state.status) setWords(state.status)
  }, [state.status])
  useEffect(() => {
    const isDone = answer?.kind === 'message' && answer.state !== 'running'
    if (timer.current !== undefined && !isDone) return
    clearTimeout(timer.current)
    timer.current = setTimeout(speak, isDone ? 100 : GAP_MS)
  }, [answer])
  return (
    <p class="sr" role="status" aria-live="polite">
      {words}
    </p>
  )
}
