import type { WidgetConfig } from '../../contracts/session-token.ts'
import { readableOn, toCss } from '../look/colour.ts'
import { inkOn, readRgb, type Rgb } from '../look/ink.ts'

/** The surfaces of panel.css that accent-coloured text stands on, the harder one of each theme. */
const SURFACE: Record<'light' | 'dark', Rgb> = { light: [236, 238, 242], dark: [44, 48, 57] }
const FALLBACK: Rgb = [31, 79, 216]

/** Colours from the accent, light or dark from the shop's wish or the system's. */
export function dressRoot(root: HTMLElement, config: WidgetConfig, accentText: string): void {
  const accent = readRgb(accentText) ?? FALLBACK
  root.dataset.side = config.position ?? 'right'
  root.style.setProperty('--accent', toCss(accent))
  root.style.setProperty('--on-accent', inkOn(accent))
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const dress = () => {
    const theme = config.theme === 'light' || config.theme === 'dark' ? config.theme : dark.matches ? 'dark' : 'light'
    root.dataset.theme = theme
    root.style.colorScheme = theme
    const readable = readableOn(accent, SURFACE[theme])
    root.style.setProperty('--accent-text', toCss(readable))
    root.style.setProperty('--tint', `rgb(${readable.join(' ')} / 0.1)`)
  }
  dress()
  dark.addEventListener('change', dress)
}

/** On a phone the panel covers the page: the page behind keeps still, and the panel fits above the keyboard. */
export function watchSheet(root: HTMLElement, onChange: () => void) {
  const narrow = matchMedia('(max-width: 480px)')
  const page = document.documentElement
  let isHeld = false
  let before = ''
  const fit = () => {
    const view = visualViewport
    if (!view || !narrow.matches) return
    root.style.setProperty('--tall', `${view.height}px`)
    root.style.setProperty('--top', `${view.offsetTop}px`)
  }
  const apply = () => {
    const mustLock = isHeld && narrow.matches
    if (mustLock && page.style.overflow !== 'hidden') {
      before = page.style.overflow
      page.style.overflow = 'hidden'
    } else if (!mustLock && page.style.overflow === 'hidden') {
      page.style.overflow = before
    }
    fit()
  }
  narrow.addEventListener('change', () => (apply(), onChange()))
  visualViewport?.addEventListener('resize', fit)
  visualViewport?.addEventListener('scroll', fit)
  return {
    isSheet: () => narrow.matches,
    hold: () => ((isHeld = true), apply()),
    release: () => ((isHeld = false), apply()),
  }
}
