import type { ViewState } from '../state/view-state.ts'
import { safeUrl } from '../text/safe-url.ts'
import type { Ui } from './ui.ts'

/** What is wrong with the connection, and the way to a person that does not need it. */
export function Banner({ ui, state }: { ui: Ui; state: ViewState }) {
  const { strings } = ui.language
  const isLost = state.phase === 'closed_off' || state.link === 'lost' || state.person === 'failed'
  if (isLost && state.isOnline) {
    return (
      <div class="banner bad" role="alert">
        <p>
          {state.person === 'failed' ? strings.personFailed : strings.lost}{' '}
          <button type="button" class="inline" onClick={() => void retry(ui, state)}>
            {strings.retry}
          </button>
        </p>
        <Contact ui={ui} />
      </div>
    )
  }
  if (!state.isOnline || state.link === 'reconnecting') {
    return (
      <div class="banner" role="status">
        <p>{state.isOnline ? strings.reconnecting : strings.offline}</p>
      </div>
    )
  }
  return null
}

const retry = (ui: Ui, state: ViewState) => (state.person === 'failed' ? ui.talk.callPerson() : ui.talk.open())

export function Contact({ ui }: { ui: Ui }) {
  const { strings } = ui.language
  const { email, phone } = ui.contact
  const url = safeUrl(ui.contact.url)
  if (!email && !phone && !url) return null
  return (
    <p class="contact">
      {strings.reachUs} {email && <a href={`mailto:${encodeURIComponent(email).replace('%40', '@')}`}>{email}</a>}
      {phone && <a href={`tel:${phone.replace(/[^\d+]/g, '')}`}>{phone}</a>}
      {url && (
        <a href={url.href} target="_blank" rel="noopener">
          {strings.website}
        </a>
      )}
    </p>
  )
}
