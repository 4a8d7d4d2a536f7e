import { useState } from 'preact/hooks'
import type { CodeCard } from '../../../contracts/frames.ts'
import { fill } from '../../strings/strings.ts'
import { cleanText } from '../../text/clean-text.ts'
import { CardProblem, type CardProgress } from './card-problem.tsx'
import { Icon } from '../icons.tsx'
import type { Ui } from '../ui.ts'

const DIGITS = 6

/** Takes the mailed code from the shopper to the check and nowhere else: it is never a message. */
export function CodeForm({ ui, card, progress }: { ui: Ui; card: CodeCard; progress: CardProgress }) {
  const { strings } = ui.language
  const [code, setCode] = useState('')
  const isBusy = progress?.isBusy === true
  const isReady = code.length === DIGITS && !isBusy
  const fieldId = `code-${card.cardId}`
  const submit = (event: Event) => {
    event.preventDefault()
    if (!isReady) return
    void ui.talk.verify(card.cardId, code)
    setCode('')
  }
  return (
    <section class={`card code is-${card.state}`} aria-label={strings.code}>
      <p>{cleanText(card.text)}</p>
      {card.state === 'open' ? (
        <form class="row" onSubmit={submit}>
          <label class="sr" for={fieldId}>
            {strings.code}
          </label>
          <input
            id={fieldId}
            class="digits"
            inputMode="numeric"
            autocomplete="one-time-code"
            maxLength={DIGITS}
            placeholder="······"
            value={code}
            disabled={isBusy}
            onInput={(event) => setCode(toDigits(event.currentTarget.value))}
          />
          <button type="submit" class="button strong" aria-disabled={!isReady}>
            {isBusy ? strings.working : strings.check}
          </button>
        </form>
      ) : (
        <p class={`state ${card.state === 'verified' ? 'good' : 'bad'}`} role="status">
          {card.state === 'verified' && <Icon name="check" />}
          {strings.codes[card.state]}
        </p>
      )}
      {card.state === 'open' && <p class="quiet small">{fill(strings.triesLeft, card.triesLeft)}</p>}
      <CardProblem ui={ui} progress={progress} />
    </section>
  )
}

/** Arabic and full-width digits are digits too: a phone's keyboard may write them. */
const toDigits = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\u0660-\u0669\u06F0-\u06F9]/g, (digit) => String(digit.charCodeAt(0) & 15))
    .replace(/\D/g, '')
    .slice(0, DIGITS)
