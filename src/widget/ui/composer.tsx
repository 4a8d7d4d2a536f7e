import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { ViewState } from '../state/view-state.ts'
import { fill } from '../strings/strings.ts'
import { Icon, StopIcon } from './icons.tsx'
import type { Ui } from './ui.ts'

/** The server's own limit (contracts/chat-api.ts), kept here as a number because that file brings zod with it. */
export const MESSAGE_MAX_CHARS = 4_000
const COUNT_FROM = 3_600
const TALLEST_PX = 132

export function Composer({ ui, state }: { ui: Ui; state: ViewState }) {
  const { strings } = ui.language
  const [draft, setDraft] = useState('')
  const field = useRef<HTMLTextAreaElement>(null)
  useLayoutEffect(() => {
    const element = field.current!
    element.style.height = 'auto'
    element.style.height = `${Math.min(element.scrollHeight, TALLEST_PX)}px`
  }, [draft])

  const left = MESSAGE_MAX_CHARS - draft.length
  const maySend = draft.trim() !== '' && left >= 0
  const send = () => {
    if (!maySend) return
    void ui.talk.say(draft.trim())
    setDraft('')
    field.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // While an input method composes, Enter picks a word. Safari says so by key code 229 only.
    const isComposing = event.isComposing || event.keyCode === 229
    if (event.key !== 'Enter' || event.shiftKey || isComposing) return
    event.preventDefault()
    send()
  }
  const mayStop = state.isRunning && draft.trim() === ''
  return (
    <form class="composer" onSubmit={(event) => (event.preventDefault(), send())}>
      <div class={`field ${left < 0 ? 'is-over' : ''}`}>
        <textarea
          ref={field}
          rows={1}
          dir="auto"
          aria-label={strings.message}
          aria-describedby={draft.length > COUNT_FROM ? 'ch-count' : undefined}
          aria-invalid={left < 0}
          placeholder={strings.placeholder}
          value={draft}
          enterkeyhint="send"
          onInput={(event) => setDraft(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        {mayStop ? (
          <button
            type="button"
            class="go"
            aria-label={strings.stop}
            title={strings.stop}
            onClick={() => void ui.talk.stop()}
          >
            <StopIcon />
          </button>
        ) : (
          <button type="submit" class="go" aria-label={strings.send} title={strings.send} aria-disabled={!maySend}>
            <Icon name="send" />
          </button>
        )}
      </div>
      {draft.length > COUNT_FROM && (
        <p id="ch-count" class={`count ${left < 0 ? 'bad' : ''}`}>
          {left < 0 ? fill(strings.charsOver, -left) : fill(strings.charsLeft, left)}
        </p>
      )}
    </form>
  )
}
