import type { Panel, PanelHost } from '../panel/panel.tsx'
import type { WidgetConfig } from '../../contracts/session-token.ts'
import { drawLauncher, DEFAULT_ACCENT } from './launcher.ts'
import { contactLinks, readConfig } from './read-config.ts'
import { pickLanguage, WORDS } from './words.ts'

/** Written in by the build: the panel's name with its hash, without `.js`. Its languages are `<name>-<language>.js`. */
declare const PANEL_NAME: string
type PanelModule = { mountPanel(host: PanelHost): Panel }

const script = (document.currentScript ??
  // A bundler on the page may have moved us; the tag still says who we are.
  document.querySelector('script[data-config][src*="/widget/loader.js"]')) as HTMLScriptElement | null
const config = readConfig(script?.dataset.config)

/** Kept for the tab: a shopper who had the chat open finds it open on the next page. */
const OPEN_KEY = 'counterhand:open'

function start(settings: WidgetConfig, ownUrl: string): void {
  const { tag, language } = pickLanguage([settings.locale, document.documentElement.lang, navigator.language])
  const [label, failedText] = WORDS[language]!
  const launcher = drawLauncher(settings.accent ?? themeAccent(), settings.position === 'left')
  let panel: Panel | null = null
  let isOpen = false
  let isLoading = false
  let hasUnread = false
  let failures = 0
  const storage = tabStorage()

  const show = () => {
    launcher.show({ isOpen, isLoading, hasUnread, label: hasUnread ? `${label} (1)` : label })
  }
  const setOpen = (value: boolean) => {
    isOpen = value
    storage?.setItem(OPEN_KEY, value ? '1' : '')
    show()
  }

  async function load(): Promise<Panel> {
    // The name without a hash is for a page whose cached loader names a panel that is gone since a deploy.
    const name = new URL(failures === 0 ? PANEL_NAME : 'panel', ownUrl).href
    const again = failures === 0 ? '' : `?${failures}`
    const [module, words] = (await Promise.all([
      import(`${name}.js${again}`),
      import(`${name}-${language}.js${again}`),
    ])) as [PanelModule, Pick<PanelHost, 'strings'>]
    return module.mountPanel({
      shadow: launcher.shadow,
      config: settings,
      accent: launcher.accent,
      tag,
      strings: words.strings,
      onUnread(value) {
        if (value === hasUnread) return
        hasUnread = value
        show()
      },
      onClosed() {
        setOpen(false)
        launcher.button.focus()
      },
    })
  }

  async function open(takeFocus = true): Promise<void> {
    if (isOpen || isLoading) return
    isLoading = true
    launcher.tell(null, [])
    show()
    try {
      panel ??= await load().catch(() => (failures++, load()))
      panel.open(takeFocus)
      setOpen(true)
    } catch {
      // Our server is gone: the shop's own addresses are the way to a person.
      failures++
      launcher.tell(failedText, contactLinks(settings.contact))
    }
    isLoading = false
    show()
  }
  const close = () => panel?.close()

  launcher.button.addEventListener('click', () => (isOpen ? close() : void open()))
  show()
  Object.defineProperty(window, 'Counterhand', { value: Object.freeze({ open: () => open(), close }) })
  // On a phone the panel covers the page that the shopper just went to, so it stays closed there.
  if (storage?.getItem(OPEN_KEY) && innerWidth > 480) void open(false)
}

/** A block theme says its main colour in a custom property. */
function themeAccent(): string {
  const style = getComputedStyle(document.documentElement)
  return style.getPropertyValue('--wp--preset--color--primary') || DEFAULT_ACCENT
}

/** Storage may be blocked altogether: then every page starts closed. */
function tabStorage(): Storage | null {
  try {
    return sessionStorage
  } catch {
    return null // The browser forbids it, and says so by throwing.
  }
}

// Last, so that everything above is there when it runs.
if (script && config && !('Counterhand' in window)) {
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', () => start(config, script.src))
  else start(config, script.src)
}
