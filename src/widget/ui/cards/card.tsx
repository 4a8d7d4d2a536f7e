import type { ConsentCard } from '../../../contracts/frames.ts'
import type { Part } from '../../state/view-state.ts'
import { cleanText } from '../../text/clean-text.ts'
import { CardProblem, type CardProgress } from './card-problem.tsx'
import { CodeForm } from './code-form.tsx'
import { Icon } from '../icons.tsx'
import { OrderCard } from './order-card.tsx'
import type { Ui } from '../ui.ts'

export function Card({ ui, part, progress }: { ui: Ui; part: Part; progress: CardProgress }) {
  switch (part.type) {
    case 'data-order':
      return <OrderCard ui={ui} order={part.data} />
    case 'data-consent':
      return <Consent ui={ui} card={part.data} progress={progress} />
    case 'data-code':
      return <CodeForm ui={ui} card={part.data} progress={progress} />
    case 'data-handoff':
      return part.data.text ? (
        <p class="notice">
          <Icon name="person" />
          {cleanText(part.data.text)}
        </p>
      ) : null
    case 'data-actions':
      return <Actions ui={ui} items={part.data.items} />
  }
}

/** The buttons are live only while the card is open and nothing was pressed yet. */
function Consent({ ui, card, progress }: { ui: Ui; card: ConsentCard; progress: CardProgress }) {
  const { strings } = ui.language
  const isBusy = progress?.isBusy === true
  const decide = (decision: 'accept' | 'decline') => () => void ui.talk.consent(card.cardId, decision)
  return (
    <section class={`card consent is-${card.state}`} aria-label={card.title}>
      <h4>{cleanText(card.title)}</h4>
      <dl>
        {card.facts.map((fact) => (
          <div class="fact">
            <dt>{cleanText(fact.label)}</dt>
            <dd dir="auto">{cleanText(fact.value)}</dd>
          </div>
        ))}
      </dl>
      {card.state === 'open' ? (
        <div class="row">
          <button
            type="button"
            class="button strong"
            aria-disabled={isBusy}
            onClick={isBusy ? undefined : decide('accept')}
          >
            {isBusy ? strings.working : card.confirmLabel}
          </button>
          <button type="button" class="button" aria-disabled={isBusy} onClick={isBusy ? undefined : decide('decline')}>
            {card.declineLabel}
          </button>
        </div>
      ) : (
        <p class={`state ${card.state === 'done' ? 'good' : ''}`} role="status">
          {strings.consents[card.state]}
        </p>
      )}
      <CardProblem ui={ui} progress={progress} />
    </section>
  )
}

function Actions({ ui, items }: { ui: Ui; items: { text: string }[] }) {
  if (items.length === 0) return null
  return (
    <section class="done" aria-label={ui.language.strings.done}>
      <ul>
        {items.map((item) => (
          <li>
            <Icon name="check" />
            {cleanText(item.text)}
          </li>
        ))}
      </ul>
    </section>
  )
}
