import type { Page } from 'playwright-core'
import { panel } from '../rig.ts'

/** What a hostile text must never reach. */
export type Harm = { dialogs: number; calls: string[]; requests: string[]; elements: string[]; escapes: string[] }

/** Tags and attributes the panel's log may hold; anything else came from a text. */
const TAGS =
  'ARTICLE DIV SECTION HEADER H3 H4 P UL OL LI STRONG A BUTTON SPAN BDI TIME NAV SVG PATH DL DT DD FORM LABEL INPUT I'
const ATTRIBUTES =
  /^(class|dir|href|rel|target|aria-[a-z]+|datetime|type|start|role|viewBox|d|fill|stroke[a-z-]*|title|id|for|inputmode|autocomplete|maxlength|placeholder)$/

/**
 * Arms the page: every way a payload calls out is replaced by a recorder, every request but ours is recorded and
 * refused. Call before the page is opened.
 */
export async function watchForHarm(page: Page, ownOrigins: string[]): Promise<() => Promise<Harm>> {
  const harm: Harm = { dialogs: 0, calls: [], requests: [], elements: [], escapes: [] }
  page.on('dialog', (dialog) => {
    harm.dialogs++
    void dialog.dismiss()
  })
  await page.exposeFunction('recordHarm', (what: string) => void harm.calls.push(what))
  await page.addInitScript(() => {
    const record = (window as unknown as { recordHarm(what: string): void }).recordHarm
    for (const name of ['alert', 'prompt', 'confirm', 'print']) {
      Object.defineProperty(window, name, { value: (...all: unknown[]) => record(`${name}(${String(all[0])})`) })
    }
  })
  await page.route('**/*', async (route) => {
    const url = route.request().url()
    if (ownOrigins.some((origin) => url.startsWith(`${origin}/`)) || /^(data|blob):/.test(url)) return route.continue()
    harm.requests.push(url)
    return route.abort()
  })
  return async () => ({ ...harm, ...(await inspect(page)) })
}

/** Looks at what the log is made of, and whether any of it stands outside the panel. */
const inspect = (page: Page) =>
  panel(page).evaluate(
    (element, { tags, attributes }) => {
      const allowed = new RegExp(attributes)
      const box = element.getBoundingClientRect()
      const elements: string[] = []
      const escapes: string[] = []
      for (const each of element.querySelectorAll('.log *')) {
        const isKnown = tags.includes(each.tagName.toUpperCase())
        const strange = each.getAttributeNames().filter((name) => !allowed.test(name))
        if (!isKnown || strange.length > 0) elements.push(`${each.tagName} ${strange.join()}`)
        const { left, right } = each.getBoundingClientRect()
        const isSeen = !each.closest('.sr')
        if (isSeen && (left < box.left - 1 || right > box.right + 1)) escapes.push(each.outerHTML.slice(0, 200))
      }
      if (document.documentElement.scrollWidth > innerWidth) escapes.push('the page scrolls sideways')
      return { elements, escapes }
    },
    { tags: TAGS.split(' '), attributes: ATTRIBUTES.source }
  )
