import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { fill } from '../strings/strings.ts'
import { Icon } from './icons.tsx'
import type { Ui } from './ui.ts'

const SCORES = [1, 2, 3, 4, 5]

/** Asked once, at an end. One tap is enough; words are welcome. */
export function Rating({ ui, onDismiss }: { ui: Ui; onDismiss: () => void }) {
  const { strings } = ui.language
  const [score, setScore] = useState(0)
  const [words, setWords] = useState('')
  const form = useRef<HTMLFormElement>(null)
  // The first tap makes room for words, which may be below the edge.
  useLayoutEffect(() => form.current?.scrollIntoView({ block: 'nearest' }), [score === 0])
  const give = (event: Event) => {
    event.preventDefault()
    void ui.talk.rate(score, words.trim().slice(0, 1_000))
  }
  return (
    <form ref={form} class="rating" onSubmit={give} aria-label={strings.rate}>
      <header>
        <h4>{strings.rate}</h4>
        <button type="button" class="icon" aria-label={strings.dismiss} onClick={onDismiss}>
          <Icon name="close" />
        </button>
      </header>
      <div class="stars" role="group" aria-label={strings.rate}>
        {SCORES.map((each) => (
          <button
            key={each}
            type="button"
            class={each <= score ? 'star is-on' : 'star'}
            aria-pressed={each === score}
            aria-label={fill(strings.rateOf, each)}
            onClick={() => setScore(each)}
          >
            <svg viewBox="0 0 24 24" aria-hidden="true">
              <path d="M12 3.6l2.6 5.3 5.8.8-4.2 4.1 1 5.8-5.2-2.7-5.2 2.7 1-5.8-4.2-4.1 5.8-.8z" />
            </svg>
          </button>
        ))}
      </div>
      {score > 0 && (
        <>
          <textarea
            rows={2}
            maxLength={1_000}
            dir="auto"
            aria-label={strings.rateWords}
            placeholder={strings.rateWords}
            value={words}
            onInput={(event) => setWords(event.currentTarget.value)}
          />
          <button type="submit" class="button strong">
            {strings.rateSend}
          </button>
        </>
      )}
    </form>
  )
}
