import { useEffect, useState } from 'preact/hooks'
import type { MessageEntry } from '../state/view-state.ts'
import { fill } from '../strings/strings.ts'
import type { Ui } from './ui.ts'

/** Under a message of the shopper's that has not arrived: why, and the button that sends it again. */
export function RetryLine({ ui, message }: { ui: Ui; message: MessageEntry }) {
  const { strings } = ui.language
  const secondsLeft = useSecondsLeft(message.problem?.retryAtMs ?? null, ui.now)
  if (message.state === 'sending') return <p class="note">{strings.sending}</p>
  if (message.state !== 'failed') return null
  return (
    <p class="note bad" role="alert">
      {message.problem?.message ?? (message.problem?.kind === 'offline' ? strings.offline : strings.notSent)}{' '}
      <button type="button" class="inline" disabled={secondsLeft > 0} onClick={() => void ui.talk.retry(message.id)}>
        {secondsLeft > 0 ? fill(strings.waitSeconds, secondsLeft) : strings.retry}
      </button>
    </p>
  )
}

function useSecondsLeft(untilMs: number | null, now: () => number): number {
  const left = () => (untilMs === null ? 0 : Math.max(0, Math.ceil((untilMs - now()) / 1_000)))
  const [seconds, setSeconds] = useState(left)
  useEffect(() => {
    setSeconds(left)
    if (left() === 0) return undefined
    const timer = setInterval(() => {
      setSeconds(left)
      if (left() === 0) clearInterval(timer)
    }, 500)
    return () => clearInterval(timer)
  }, [untilMs])
  return seconds
}
