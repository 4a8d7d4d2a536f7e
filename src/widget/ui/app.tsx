import type { ViewState } from '../state/view-state.ts'
import { Announcer } from './announcer.tsx'
import { Banner } from './banner.tsx'
import { Composer } from './composer.tsx'
import { Header } from './header.tsx'
import { Icon } from './icons.tsx'
import { Log } from './log.tsx'
import type { Ui } from './ui.ts'

export type AppProps = { ui: Ui; state: ViewState; isSheet: boolean; onDismissRating: () => void }

/** The whole panel. A sheet over the page on phones (modal), a window beside it elsewhere (not modal). */
export function App({ ui, state, isSheet, onDismissRating }: AppProps) {
  const { tag, direction } = ui.language
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.isComposing) {
      event.stopPropagation()
      ui.close()
    }
    if (event.key === 'Tab' && isSheet) keepFocusInside(event)
  }
  return (
    <section
      class="panel"
      tabIndex={-1}
      role="dialog"
      aria-modal={isSheet}
      aria-labelledby="ch-title"
      lang={tag}
      dir={direction}
      onKeyDown={onKeyDown}
    >
      <Header ui={ui} state={state} />
      <Banner ui={ui} state={state} />
      <Log key={`log${state.sessionNo}`} ui={ui} state={state} onDismissRating={onDismissRating} />
      <Announcer key={state.sessionNo} state={state} />
      <Composer ui={ui} state={state} />
      <Footer ui={ui} state={state} />
    </section>
  )
}

/** Always there: nobody has to ask the assistant for the way to a person. */
function Footer({ ui, state }: { ui: Ui; state: ViewState }) {
  const { strings } = ui.language
  const isAsked = state.mode !== 'bot' || state.person === 'asked'
  const isAsking = state.person === 'asking'
  const label = isAsked ? strings.personAsked : isAsking ? strings.personAsking : strings.person
  const call = () => void ui.talk.callPerson()
  return (
    <footer class="foot">
      <button
        type="button"
        class="person"
        aria-disabled={isAsked || isAsking}
        onClick={isAsked || isAsking ? undefined : call}
      >
        <Icon name={isAsked ? 'check' : 'person'} />
        {label}
      </button>
    </footer>
  )
}

const FOCUSABLE = 'button:not([disabled]), textarea, input:not([disabled]), a[href], [tabindex="0"]'

function keepFocusInside(event: KeyboardEvent): void {
  const panel = event.currentTarget as HTMLElement
  const stops = [...panel.querySelectorAll<HTMLElement>(FOCUSABLE)]
  const [first, last] = [stops[0], stops.at(-1)]
  const at = (panel.getRootNode() as ShadowRoot).activeElement
  if (event.shiftKey ? at !== first : at !== last) return
  event.preventDefault()
  ;(event.shiftKey ? last : first)?.focus()
}
