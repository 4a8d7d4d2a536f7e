import { useMemo } from 'preact/hooks'
import type { MessageEntry, Source } from '../state/view-state.ts'
import { cleanText } from '../text/clean-text.ts'
import { parseMarkdown, tidyTail } from '../text/markdown.ts'
import { linkHosts, safeUrl } from '../text/safe-url.ts'
import { Card } from './cards/card.tsx'
import { formatTime } from './format.ts'
import { Icon } from './icons.tsx'
import { RetryLine } from './retry-line.tsx'
import { RichText } from './rich-text.tsx'
import type { Ui } from './ui.ts'

type Props = { ui: Ui; message: MessageEntry; cards: Record<string, { isBusy: boolean; problem: string | null }> }

export function Message({ ui, message, cards }: Props) {
  const { strings } = ui.language
  const isShopper = message.role === 'shopper'
  const name = isShopper ? strings.you : message.role === 'staff' ? strings.staff : strings.assistant
  const isEmpty = !message.text && message.parts.length === 0 && !message.note && message.state !== 'stopped'
  if (isEmpty && message.state !== 'interrupted') return null
  return (
    <article class={`msg ${message.role} is-${message.state}`} aria-live={isShopper ? undefined : 'off'}>
      <h3 class={message.role === 'staff' ? 'who' : 'sr'}>{name}</h3>
      {message.note && message.state !== 'interrupted' && <p class="note">{message.note}</p>}
      {message.text && <Words ui={ui} message={message} />}
      <Sources ui={ui} sources={message.sources} />
      {message.parts.map((part) => (
        <Card key={part.key} ui={ui} part={part} progress={cards[part.key]} />
      ))}
      {message.state === 'stopped' && <p class="note">{strings.stopped}</p>}
      {message.state === 'interrupted' && (
        <p class="note">
          {message.note || strings.interrupted}{' '}
          <button type="button" class="inline" onClick={() => void ui.talk.askAgain(message.id)}>
            {strings.retry}
          </button>
        </p>
      )}
      {isShopper && <RetryLine ui={ui} message={message} />}
      {message.offersPerson && (
        <button type="button" class="chip" onClick={() => void ui.talk.callPerson()}>
          <Icon name="person" />
          {strings.person}
        </button>
      )}
      <time class="when" dateTime={message.at}>
        {formatTime(message.at, ui.language.tag, ui.now())}
      </time>
    </article>
  )
}

function Words({ ui, message }: { ui: Ui; message: MessageEntry }) {
  const isRunning = message.state === 'running'
  const blocks = useMemo(
    () =>
      message.role === 'assistant'
        ? parseMarkdown(isRunning ? tidyTail(message.text) : message.text, linkHosts(ui.pageHost, message.sources))
        : null,
    [message.text, message.sources, isRunning]
  )
  // What people wrote is shown as they wrote it.
  return (
    <div class="bubble" dir="auto">
      {blocks ? <RichText blocks={blocks} /> : <p>{cleanText(message.text)}</p>}
    </div>
  )
}

function Sources({ ui, sources }: { ui: Ui; sources: Source[] }) {
  const { strings } = ui.language
  const shown = sources.flatMap((source) => {
    const url = safeUrl(source.url)
    return url ? [{ href: url.href, title: cleanText(source.title) || url.host }] : []
  })
  if (shown.length === 0) return null
  return (
    <nav class="sources" aria-label={strings.sources}>
      {shown.map(({ href, title }) => (
        <a key={href} class="source" href={href} target="_blank" rel="noopener noreferrer nofollow">
          <Icon name="link" />
          <span class="cut">{title}</span>
          <span class="sr"> ({strings.newTab})</span>
        </a>
      ))}
    </nav>
  )
}
