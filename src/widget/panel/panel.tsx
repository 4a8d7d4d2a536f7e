import { h, render } from 'preact'
import type { WidgetConfig } from '../../contracts/session-token.ts'
import { mayAskAfterClose } from '../state/decide.ts'
import { App } from '../ui/app.tsx'
import { openLanguage, type Strings } from '../strings/strings.ts'
import type { Ui } from '../ui/ui.ts'
import { dressRoot, watchSheet } from './dress-root.ts'
import css from './panel.css'
import { wireTalk } from './wire-talk.ts'

/** What the loader hands over when the panel is opened for the first time. */
export type PanelHost = {
  shadow: ShadowRoot
  config: WidgetConfig
  /** The launcher's colour as the browser computed it: `rgb(…)`. */
  accent: string
  /** The shopper's language tag, and its words. */
  tag: string
  strings: Strings
  onUnread(hasUnread: boolean): void
  /** The shopper closed it from inside. */
  onClosed(): void
}
export type Panel = { open(takeFocus: boolean): void; close(): void }

/** The module's one export: builds the panel, closed, inside the loader's shadow root. */
export function mountPanel(host: PanelHost): Panel {
  const root = buildRoot(host.shadow)
  dressRoot(root, host.config, host.accent)

  const { store, talk, follower } = wireTalk(host.config)
  const language = openLanguage(host.tag, navigator.languages, host.strings)
  const close = () => {
    if (root.hidden) return
    if (mayAskAfterClose(store.get())) store.tell({ on: 'rating', rating: 'asked' })
    store.tell({ on: 'shown', isOpen: false })
    root.hidden = true
    screen.release()
    follower.reconsider()
    host.onClosed()
  }
  const ui: Ui = {
    language,
    talk,
    shopName: host.config.shopName,
    greeting: host.config.greeting ?? null,
    suggestions: host.config.suggestions ?? language.strings.suggestions.split('|'),
    contact: host.config.contact ?? {},
    pageHost: location.host,
    now: Date.now,
    close,
  }
  const onDismissRating = () => store.tell({ on: 'rating', rating: 'dismissed' })
  const draw = () => render(h(App, { ui, state: store.get(), isSheet: screen.isSheet(), onDismissRating }), root)
  const screen = watchSheet(root, draw)

  // Many frames may arrive between two pictures; one drawing serves them all. A hidden page gets no pictures.
  let isDue = false
  store.watch((state) => {
    host.onUnread(state.hasUnread)
    if (isDue) return
    isDue = true
    const drawNow = () => ((isDue = false), draw())
    if (document.hidden) setTimeout(drawNow, 200)
    else requestAnimationFrame(drawNow)
  })

  let isStarted = false
  return {
    close,
    open(takeFocus) {
      root.hidden = false
      store.tell({ on: 'shown', isOpen: true })
      screen.hold()
      draw()
      // On a phone the field would bring the keyboard up over the answers, so the dialog itself takes the focus there.
      if (takeFocus) root.querySelector<HTMLElement>(screen.isSheet() ? '.panel' : 'textarea')?.focus()
      if (isStarted) follower.reconsider()
      else void talk.open()
      isStarted = true
    },
  }
}

/** A shadow of its own inside the launcher's, so that neither's rules reach the other. */
function buildRoot(outer: ShadowRoot): HTMLElement {
  const holder = document.createElement('div')
  const shadow = holder.attachShadow({ mode: 'open' })
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  shadow.adoptedStyleSheets = [sheet]
  const root = document.createElement('div')
  root.className = 'root'
  root.hidden = true
  shadow.append(root)
  outer.append(holder)
  return root
}
