import { inkOn, readRgb } from '../look/ink.ts'
import css from './launcher.css'

const SVG = 'http://www.w3.org/2000/svg'
const BUBBLE =
  'M12 3.5c-5 0-9 3.3-9 7.5 0 2.4 1.3 4.5 3.4 5.9L6 20.5l4-2.2c.6.1 1.3.2 2 .2 5 0 9-3.3 9-7.5s-4-7.5-9-7.5z'
const CHEVRON = 'M5 9l7 7 7-7 1.5 1.5L12 19 3.5 10.5z'
export const DEFAULT_ACCENT = '#1f4fd8'

export type Launcher = {
  shadow: ShadowRoot
  /** As the browser computed it, so that any CSS colour may be configured. */
  accent: string
  button: HTMLButtonElement
  show(look: { isOpen: boolean; isLoading: boolean; hasUnread: boolean; label: string }): void
  /** A box beside the button; null takes it away. */
  tell(text: string | null, links: { href: string; text: string }[]): void
}

/** Draws the button in a shadow root of its own. Fixed to the window, so nothing on the page moves. */
export function drawLauncher(accent: string, isLeft: boolean): Launcher {
  const host = document.createElement('div')
  host.id = 'counterhand'
  const shadow = host.attachShadow({ mode: 'open' })
  // A constructed sheet passes a page's Content-Security-Policy where a style element would not.
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  shadow.adoptedStyleSheets = [sheet]
  const frame = document.createElement('div')
  const button = document.createElement('button')
  button.type = 'button'
  const path = document.createElementNS(SVG, 'path')
  const svg = document.createElementNS(SVG, 'svg')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('aria-hidden', 'true')
  svg.append(path)
  button.append(svg)
  frame.append(button)
  shadow.append(frame)
  document.body.append(host)

  button.style.color = DEFAULT_ACCENT
  button.style.color = accent // An unreadable colour is ignored, and the default stays.
  const computed = getComputedStyle(button).color
  button.style.color = ''
  frame.style.setProperty('--accent', computed)
  frame.style.setProperty('--ink', inkOn(readRgb(computed) ?? [0, 0, 0]))
  let box: HTMLElement | null = null
  return {
    shadow,
    accent: computed,
    button,
    show({ isOpen, isLoading, hasUnread, label }) {
      frame.className = `frame ${isLeft ? 'left' : ''} ${isOpen ? 'open' : ''} ${hasUnread ? 'unread' : ''}`
      button.setAttribute('aria-label', label)
      button.setAttribute('aria-expanded', String(isOpen))
      button.setAttribute('aria-busy', String(isLoading))
      path.setAttribute('d', isOpen ? CHEVRON : BUBBLE)
    },
    tell(text, links) {
      box?.remove()
      box = null
      if (text === null) return
      box = document.createElement('div')
      box.setAttribute('role', 'alert')
      box.append(text)
      for (const { href, text: words } of links) {
        const link = document.createElement('a')
        link.href = href
        link.textContent = words
        box.append(link)
      }
      frame.prepend(box)
    },
  }
}
