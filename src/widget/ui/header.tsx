import type { ViewState } from '../state/view-state.ts'
import { Icon } from './icons.tsx'
import type { Ui } from './ui.ts'

/** The shop's initial, whole: a letter outside the basic plane is two units. */
const firstLetter = (name: string): string => String.fromCodePoint(name.trim().codePointAt(0) ?? 0x2022).toUpperCase()

export function Header({ ui, state }: { ui: Ui; state: ViewState }) {
  const { strings } = ui.language
  const subtitle =
    state.mode === 'person' ? strings.withPerson : state.mode === 'waiting' ? strings.waiting : strings.assistant
  return (
    <header class="head">
      <span class="face" aria-hidden="true">
        {firstLetter(ui.shopName)}
      </span>
      <div class="title">
        <h2 id="ch-title" class="cut">
          {ui.shopName}
        </h2>
        <p class="cut">
          <i class={`dot is-${state.mode}`} aria-hidden="true" />
          {subtitle}
        </p>
      </div>
      <button
        type="button"
        class="icon"
        aria-label={strings.startOver}
        title={strings.startOver}
        disabled={state.entries.length === 0 || state.isRunning}
        onClick={() => void ui.talk.startOver()}
      >
        <Icon name="fresh" />
      </button>
      <button type="button" class="icon" aria-label={strings.close} title={strings.close} onClick={ui.close}>
        <Icon name="close" />
      </button>
    </header>
  )
}
