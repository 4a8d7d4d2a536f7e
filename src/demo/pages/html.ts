/** Text that is already markup. Made only by `html` and `raw`. */
export type Html = { readonly markup: string }
type Hole = string | number | Html | null | false | undefined | Hole[]

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (mark) => ESCAPES[mark]!)

/** For markup written in this folder. Never for text that came from anywhere else. */
export const raw = (markup: string): Html => ({ markup })

function fill(hole: Hole): string {
  if (hole === null || hole === undefined || hole === false) return ''
  if (Array.isArray(hole)) return hole.map(fill).join('')
  return typeof hole === 'object' ? hole.markup : escapeHtml(String(hole))
}

/** Markup with its holes escaped. Empty holes vanish, lists are joined. */
export const html = (parts: TemplateStringsArray, ...holes: Hole[]): Html =>
  raw(parts.map((part, index) => part + (index < holes.length ? fill(holes[index]) : '')).join(''))

/** JSON inside a script element or an attribute: `<` can end neither. */
export const scriptJson = (value: unknown): Html => raw(JSON.stringify(value).replaceAll('<', '\\u003c'))
